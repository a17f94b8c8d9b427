package org.talweg.learn.schedule;

/**
 * A linear rise, a long plateau, a linear fall over the last steps (Hu et al. 2024, MiniCPM): a
 * training may be branched off the plateau at any step and finished with a fall of its own.
 *
 * @param rise the share of the horizon that the rise takes
 * @param fall the share of the horizon that the fall takes
 * @param floor the share of the peak at the end
 */
public record WarmupStableDecay(double rise, double fall, double floor) implements Schedule {
  public WarmupStableDecay {
    if (!(rise >= 0 && fall >= 0 && rise + fall <= 1)) {
      throw new IllegalArgumentException("a rise of " + rise + " and a fall of " + fall);
    }
  }

  /** A rise of a hundredth, a fall of a tenth, to nothing. */
  public WarmupStableDecay() {
    this(0.01, 0.1, 0);
  }

  @Override
  public double factor(long step, long horizon) {
    long t = horizon == 0 ? step : Math.min(step, horizon);
    long up = Math.round(rise * horizon);
    long down = Math.round(fall * horizon);
    if (t <= up) {
      return (double) t / up;
    }
    long left = horizon - t;
    return horizon == 0 || left >= down ? 1 : floor + (1 - floor) * left / down;
  }
}
