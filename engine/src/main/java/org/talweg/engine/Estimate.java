package org.talweg.engine;

/** What a solver expects on a problem within a budget. */
public sealed interface Estimate {
  /**
   * The solver can take the job.
   *
   * @param reach the share of the way from a random point to the optimum that it expects to cover
   *     within the budget, from 0 to 1, the way being six orders of magnitude of the gap: for the
   *     best value found and the median value of random points, each less the optimum, {@code
   *     log10(random / best) / 6}; half a way leaves a thousandth of the gap
   * @param seconds its own computing time for the whole budget, evaluations not counted
   * @param why a few words for {@code explain}
   */
  record Fits(double reach, double seconds, String why) implements Estimate {
    public Fits {
      if (!(reach >= 0 && reach <= 1) || !(seconds >= 0)) {
        throw new IllegalArgumentException("reach " + reach + ", seconds " + seconds);
      }
    }
  }

  /** The solver cannot, or should not, take the job. */
  record Unfit(String why) implements Estimate {}
}
