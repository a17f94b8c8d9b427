package org.talweg.bench.program;

import java.util.Optional;

/**
 * What a problem's solvers came to.
 *
 * @param single one run from the problem's own start
 * @param many the searches from many starts, where there were any
 * @param ipopt Ipopt in the same run, where it is installed
 */
public record ProgramResult(
    ProgramCase problem, Attempt single, Optional<Attempt> many, Optional<Attempt> ipopt) {
  /**
   * One solver's work on the problem.
   *
   * @param violation the largest of a constraint or bound, NaN where the solver does not say
   * @param iterations of all searches together
   * @param seconds in the solver; reading the file is not counted
   */
  public record Attempt(
      String status,
      double objective,
      double violation,
      int iterations,
      int searches,
      double seconds) {
    /** Whether the best value known was reached by a feasible point. */
    public boolean reaches(ProgramCase problem) {
      return problem.reached(objective) && !(violation > ProgramCase.FEASIBLE);
    }
  }

  /** The better of our attempts. */
  public Attempt ours() {
    return many.orElse(single);
  }

  /** Iterations of a single run, relative to those of Ipopt in the same run or as recorded. */
  public double iterationRatio() {
    int theirs = ipopt.map(Attempt::iterations).orElse(problem.recorded().iterations());
    return (double) single.iterations() / Math.max(1, theirs);
  }
}
