package org.talweg.search.function;

import static java.lang.Math.PI;
import static java.lang.Math.cos;
import static java.lang.Math.sin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.talweg.model.Space;

/**
 * DTLZ2 for M objectives over [0, 1]^(M+9): {@code dtlz2} for two, {@code dtlz2-mM} for 2 to 10.
 *
 * <pre>
 * f_1 = (1 + g) cos(x_1 pi/2) ... cos(x_{M-1} pi/2)
 * f_k = (1 + g) cos(x_1 pi/2) ... cos(x_{M-k} pi/2) sin(x_{M-k+1} pi/2)
 * g   = sum_{i >= M} (x_i - 1/2)^2
 * </pre>
 *
 * The front is the unit sphere's part with no negative coordinate. Below the reference (1.1, ...,
 * 1.1) it leaves 1.1^M less the volume of 2^-M unit balls, pi^(M/2) / Gamma(M/2 + 1) / 2^M.
 *
 * <p>Source: Deb, Thiele, Laumanns and Zitzler, Scalable Test Problems for Evolutionary
 * Multiobjective Optimization (2005). Cost: O(M^2 + D) per evaluation.
 */
final class Dtlz2 {
  private static final Pattern NAME = Pattern.compile("dtlz2(?:-m(\\d{1,9}))?");
  private static final int MOST = 10;
  private static final int DISTANCES = 10;

  private Dtlz2() {}

  static List<Family> families() {
    return List.of(
        new Family("dtlz2", "dtlz2", Dtlz2::make), new Family("dtlz2-mM", "dtlz2-m3", Dtlz2::make));
  }

  private static Optional<TestFunction> make(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String digits = matcher.group(1);
    int m = digits == null ? 2 : Integer.parseInt(digits);
    if (m < 2 || m > MOST) {
      throw new IllegalArgumentException("dtlz2 has from 2 to " + MOST + " objectives, not " + m);
    }
    return Optional.of(function(name, m));
  }

  private static TestFunction function(String name, int m) {
    int d = m - 1 + DISTANCES;
    Space space = Family.box(d, 0, 1);
    var reference = new Double[m];
    Arrays.fill(reference, 1.1);
    double ball = m % 2 == 0 ? 1 : 2;
    for (int k = m % 2 == 0 ? 2 : 3; k <= m; k += 2) {
      ball *= 2 * PI / k;
    }
    return TestFunction.of(
        name,
        "Deb, Thiele, Laumanns and Zitzler, Scalable Test Problems for Evolutionary Multiobjective"
            + " Optimization (2005)",
        space,
        m,
        0,
        new Evaluation.ByPosition(d, (x, _) -> values(x, m)),
        new Optimum.Front(
            List.of(reference),
            Math.pow(1.1, m) - ball / Math.pow(2, m),
            1e-12,
            n -> sphere(m, n)));
  }

  private static double[] values(double[] x, int m) {
    double g = 0;
    for (int i = m - 1; i < x.length; i++) {
      g += (x[i] - 0.5) * (x[i] - 0.5);
    }
    double[] f = new double[m];
    double product = 1 + g;
    for (int k = m - 1; k > 0; k--) {
      double angle = x[m - 1 - k] * PI / 2;
      f[k] = product * sin(angle);
      product *= cos(angle);
    }
    f[0] = product;
    return f;
  }

  /** Directions of a simplex lattice with at least n points, brought to length 1. */
  private static List<double[]> sphere(int m, int n) {
    int steps = 1;
    while (choose(steps + m - 1, m - 1) < n) {
      steps++;
    }
    var points = new ArrayList<double[]>();
    lattice(new int[m], 0, steps, points);
    return points;
  }

  private static double choose(int n, int k) {
    double ways = 1;
    for (int i = 1; i <= k; i++) {
      ways *= (double) (n - k + i) / i;
    }
    return Math.rint(ways);
  }

  private static void lattice(int[] parts, int at, int left, List<double[]> points) {
    if (at == parts.length - 1) {
      parts[at] = left;
      double length = Math.sqrt(Arrays.stream(parts).mapToDouble(p -> (double) p * p).sum());
      points.add(Arrays.stream(parts).mapToDouble(p -> p / length).toArray());
      return;
    }
    for (int part = 0; part <= left; part++) {
      parts[at] = part;
      lattice(parts, at + 1, left - part, points);
    }
  }
}
