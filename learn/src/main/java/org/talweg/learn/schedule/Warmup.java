package org.talweg.learn.schedule;

/**
 * A linear rise to the peak over w steps, t/w, then another schedule over the T - w that are left.
 *
 * @param length w
 * @param then what follows
 */
public record Warmup(Length length, Schedule then) implements Schedule {
  /**
   * How long the rise takes.
   *
   * @param share of the horizon, 0 to 1; 0 where steps are given
   * @param steps where no share is given
   */
  public record Length(double share, long steps) {
    public Length {
      if (!(share >= 0 && share <= 1) || steps < 0) {
        throw new IllegalArgumentException("a warm-up of a share of " + share + ", " + steps);
      }
    }

    public static Length share(double share) {
      return new Length(share, 0);
    }

    public static Length steps(long steps) {
      return new Length(0, steps);
    }

    long of(long horizon) {
      return share > 0 ? Math.round(share * horizon) : steps;
    }
  }

  @Override
  public double factor(long step, long horizon) {
    long rise = length.of(horizon);
    return step <= rise
        ? (double) step / rise
        : then.factor(step - rise, horizon == 0 ? 0 : Math.max(1, horizon - rise));
  }
}
