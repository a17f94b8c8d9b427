package org.talweg.program.bilevel;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A solution of a bilevel program: what the leader decides and what the follower answers. The
 * arrays are shared, not copied: nobody writes to them.
 *
 * @param x the upper level's variables
 * @param y the lower level's variables
 */
@SuppressWarnings("ArrayRecordComponent") // large and shared; nobody compares them
public record LeaderFollower(double[] x, double[] y) {
  /** x and y, one after the other. */
  double[] joint() {
    return joint(x, y);
  }

  static double[] joint(double[] x, double[] y) {
    double[] z = Arrays.copyOf(x, x.length + y.length);
    System.arraycopy(y, 0, z, x.length, y.length);
    return z;
  }

  /** The first variables' values. */
  @Override
  public String toString() {
    return "x = " + brief(x) + "; y = " + brief(y);
  }

  private static String brief(double[] values) {
    return Arrays.stream(values)
            .limit(10)
            .mapToObj(Double::toString)
            .collect(Collectors.joining(", "))
        + (values.length > 10 ? ", ... (" + values.length + ")" : "");
  }
}
