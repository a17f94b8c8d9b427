package org.talweg.bench;

import java.util.List;

/**
 * One run of a solver on a problem with a seed.
 *
 * @param randomGap the problem's scale, see {@link Yardstick#randomGap}
 * @param gaps the gap to the best known after each checkpoint; infinite without a feasible point
 * @param milliseconds of the solver's own per evaluation, asking and telling: the median
 * @param lastMilliseconds the median over the last tenth of the evaluations
 * @param evaluations how many were used: fewer than allowed where the solver had no more to try
 * @param plan what was run, as explain prints it
 * @param refused why the solver did not run; empty where it did
 */
public record Finished(
    String suite,
    String problem,
    int dimension,
    String solver,
    int seed,
    double randomGap,
    List<Double> gaps,
    double milliseconds,
    double lastMilliseconds,
    int evaluations,
    String plan,
    String refused) {
  public Finished {
    gaps = List.copyOf(gaps);
  }

  /** A run that the solver refused. */
  static Finished refused(Case problem, String solver, int seed, String why) {
    return new Finished(
        problem.suite(),
        problem.name(),
        problem.dimension(),
        solver,
        seed,
        Double.NaN,
        List.of(),
        Double.NaN,
        Double.NaN,
        0,
        "",
        why);
  }

  /** The same run under another solver's name. */
  Finished by(String other) {
    return new Finished(
        suite,
        problem,
        dimension,
        other,
        seed,
        randomGap,
        gaps,
        milliseconds,
        lastMilliseconds,
        evaluations,
        plan,
        refused);
  }

  /** Whether the solver ran. */
  public boolean ran() {
    return refused.isEmpty();
  }

  /** What it is resumed by. */
  public String key() {
    return key(suite, problem, solver, seed);
  }

  static String key(String suite, String problem, String solver, int seed) {
    return suite + "/" + problem + " " + solver + " " + seed;
  }

  /** The planner's measure of the way covered: log10(random gap / gap) / 6, from 0 to 1. */
  public double reach(int checkpoint) {
    return ran() ? reach(gaps.get(checkpoint), randomGap) : 0;
  }

  static double reach(double gap, double randomGap) {
    return gap <= 0 ? 1 : Math.clamp(Math.log10(randomGap / gap) / 6, 0.0, 1.0);
  }
}
