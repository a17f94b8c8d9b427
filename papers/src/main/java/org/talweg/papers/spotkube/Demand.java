package org.talweg.papers.spotkube;

import java.util.random.RandomGenerator;
import org.talweg.papers.Context;

/**
 * The pods wanted in every hour of a week that begins on a Monday: a daily wave with its top at 15
 * h, less at the weekend, and noise,
 *
 * <pre>
 *   D(h) = 55 + 40 sin(2 pi (h - 9) / 24), times 0.7 on days 6 and 7, plus N(0, 5^2),
 * </pre>
 *
 * rounded to a multiple of the step, at least one step and at most 100.
 */
final class Demand {
  static final int HOURS = 7 * 24;

  private Demand() {}

  static int[] week(long seed, int step) {
    RandomGenerator random = Context.random(seed, "demand");
    int[] pods = new int[HOURS];
    for (int h = 0; h < HOURS; h++) {
      double wave = 55 + 40 * Math.sin(2 * Math.PI * (h - 9) / 24);
      double level = (h / 24 >= 5 ? 0.7 : 1) * wave + 5 * random.nextGaussian();
      pods[h] = step * (int) Math.rint(Math.clamp(level, step, 100) / step);
    }
    return pods;
  }
}
