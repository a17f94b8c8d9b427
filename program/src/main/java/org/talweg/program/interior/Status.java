package org.talweg.program.interior;

/** How the interior-point method ended. */
public enum Status {
  /** The KKT conditions hold to the tolerance: locally optimal. */
  OPTIMAL("locally optimal"),
  /** They hold to the acceptable tolerance only, and no more progress was possible. */
  ACCEPTABLE("locally optimal to an acceptable tolerance"),
  /** A point that locally minimises the constraint violation, which is not zero. */
  INFEASIBLE("locally infeasible"),
  /** The objective falls without end, or the iterates run off. */
  UNBOUNDED("unbounded"),
  /** The iterations, or the run's budget, are spent. */
  STOPPED("stopped by its budget"),
  /** Feasible or not, the method could not go on: a numerical breakdown. */
  STUCK("stuck: no further progress"),
  /** The functions have no finite value where the method begins. */
  EVALUATION_FAILED("the functions cannot be evaluated at the start");

  private final String words;

  Status(String words) {
    this.words = words;
  }

  /** In a few words, for people. */
  public String words() {
    return words;
  }

  /** Whether a local solution was found. */
  public boolean solved() {
    return this == OPTIMAL || this == ACCEPTABLE;
  }
}
