package org.talweg.search.function;

import static java.lang.Math.PI;
import static java.lang.Math.cos;
import static java.lang.Math.sin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.talweg.model.Space;

/**
 * DTLZ1, DTLZ2 and DTLZ7 for M objectives over [0, 1]^(M-1+k), k = 5, 10 and 20: {@code dtlz2} for
 * two, {@code dtlz2-mM} for 2 to 10.
 *
 * <pre>
 * DTLZ1  f_1 = (1 + g)/2 x_1 ... x_{M-1},  f_j = (1 + g)/2 x_1 ... x_{M-j} (1 - x_{M-j+1})
 *        g   = 100 (k + sum_{i >= M} (x_i - 1/2)^2 - cos(20 pi (x_i - 1/2)))
 * DTLZ2  the same with cos(x_i pi/2) for x_i, sin(x_i pi/2) for 1 - x_i, and 1 + g whole
 *        g   = sum_{i >= M} (x_i - 1/2)^2
 * DTLZ7  f_j = x_j for j &lt; M,  f_M = (1 + g) (M - sum_{j &lt; M} f_j / (1 + g) (1 + sin(3 pi f_j)))
 *        g   = 1 + 9/k sum_{i >= M} x_i
 * </pre>
 *
 * The front of DTLZ1 is the simplex of sum 1/2, which leaves r^M - 2^-M / M! below (r, ..., r);
 * that of DTLZ2 the unit sphere's part with no negative coordinate, which leaves 1.1^M less the
 * volume of 2^-M unit balls, pi^(M/2) / Gamma(M/2 + 1) / 2^M. That of DTLZ7 is f_M = 2M - sum_j
 * phi(f_j) with phi(t) = t (1 + sin(3 pi t)), in 2^(M-1) pieces, where every f_j is a place of a
 * new highest phi; with R the highest phi so far it leaves r^(M-1) (s - 2M) + (M - 1) r^(M-2)
 * int_0^r R below (r, ..., r, s).
 *
 * <p>Source: Deb, Thiele, Laumanns and Zitzler, Scalable Test Problems for Evolutionary
 * Multiobjective Optimization (2005). Cost: O(M^2 + D) per evaluation.
 */
final class Dtlz {
  private static final Pattern NAME = Pattern.compile("dtlz([127])(?:-m(\\d{1,9}))?");
  private static final int MOST = 10;

  /** Ends of the intervals of f_j &lt; 1 on which DTLZ7's phi is higher than ever before. */
  private static final double[] RECORDS = records();

  private Dtlz() {}

  static List<Family> families() {
    return Stream.of("dtlz1", "dtlz2", "dtlz7")
        .flatMap(
            name ->
                Stream.of(
                    new Family(name, name, Dtlz::make),
                    new Family(name + "-mM", name + "-m3", Dtlz::make)))
        .toList();
  }

  private static Optional<TestFunction> make(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String digits = matcher.group(2);
    int m = digits == null ? 2 : Integer.parseInt(digits);
    if (m < 2 || m > MOST) {
      throw new IllegalArgumentException(
          "dtlz" + matcher.group(1) + " has from 2 to " + MOST + " objectives, not " + m);
    }
    return Optional.of(
        switch (matcher.group(1)) {
          case "1" -> one(name, m);
          case "2" -> two(name, m);
          default -> seven(name, m);
        });
  }

  private static TestFunction one(String name, int m) {
    double factorial = IntStream.rangeClosed(1, m).asDoubleStream().reduce(1, (a, b) -> a * b);
    Double reference = 400.0;
    double volume = Math.pow(reference, m);
    return function(
        name,
        m,
        5,
        x -> product(x, m, (1 + rough(x, m)) / 2, t -> t, t -> 1 - t),
        new Optimum.Front(
            Collections.nCopies(m, reference),
            volume - Math.pow(0.5, m) / factorial,
            1e-12 * volume,
            n -> lattice(m, n).stream().map(p -> scaled(p, 0.5)).toList()));
  }

  private static double rough(double[] x, int m) {
    double sum = 0;
    for (int i = m - 1; i < x.length; i++) {
      double d = x[i] - 0.5;
      sum += 1 + d * d - cos(20 * PI * d);
    }
    return 100 * sum;
  }

  private static TestFunction two(String name, int m) {
    double ball = m % 2 == 0 ? 1 : 2;
    for (int k = m % 2 == 0 ? 2 : 3; k <= m; k += 2) {
      ball *= 2 * PI / k;
    }
    return function(
        name,
        m,
        10,
        x -> product(x, m, 1 + bowl(x, m), t -> cos(t * PI / 2), t -> sin(t * PI / 2)),
        new Optimum.Front(
            Collections.nCopies(m, 1.1),
            Math.pow(1.1, m) - ball / Math.pow(2, m),
            1e-12,
            n ->
                lattice(m, n).stream()
                    .map(p -> scaled(p, 1 / Math.sqrt(DoubleStream.of(p).map(v -> v * v).sum())))
                    .toList()));
  }

  private static double bowl(double[] x, int m) {
    double g = 0;
    for (int i = m - 1; i < x.length; i++) {
      g += (x[i] - 0.5) * (x[i] - 0.5);
    }
    return g;
  }

  /** The last objective takes the second of the first coordinate; the first takes none. */
  private static double[] product(
      double[] x, int m, double size, DoubleUnaryOperator first, DoubleUnaryOperator second) {
    double[] f = new double[m];
    double product = size;
    for (int k = m - 1; k > 0; k--) {
      f[k] = product * second.applyAsDouble(x[m - 1 - k]);
      product *= first.applyAsDouble(x[m - 1 - k]);
    }
    f[0] = product;
    return f;
  }

  private static TestFunction seven(String name, int m) {
    var reference = new ArrayList<>(Collections.nCopies(m, 1.1));
    double last = 15;
    reference.set(m - 1, last);
    double highest =
        integral(RECORDS[1])
            - integral(RECORDS[0])
            + phi(RECORDS[1]) * (RECORDS[2] - RECORDS[1])
            + integral(RECORDS[3])
            - integral(RECORDS[2])
            + phi(RECORDS[3]) * (1.1 - RECORDS[3]);
    double volume =
        Math.pow(1.1, m - 1) * (last - 2 * m) + (m - 1) * Math.pow(1.1, m - 2) * highest;
    return function(
        name,
        m,
        20,
        x -> disconnected(x, m),
        new Optimum.Front(reference, volume, 1e-9, n -> pieces(m, n)));
  }

  private static double[] disconnected(double[] x, int m) {
    double g = 1;
    for (int i = m - 1; i < x.length; i++) {
      g += 9 * x[i] / (x.length - m + 1);
    }
    double[] f = Arrays.copyOf(x, m);
    double h = m;
    for (int j = 0; j < m - 1; j++) {
      h -= phi(x[j]) / (1 + g);
    }
    f[m - 1] = (1 + g) * h;
    return f;
  }

  private static double phi(double t) {
    return t * (1 + sin(3 * PI * t));
  }

  /** The integral of phi from 0. */
  private static double integral(double t) {
    double w = 3 * PI;
    return t * t / 2 - t * cos(w * t) / w + sin(w * t) / (w * w);
  }

  /** Phi rises from 0 to its first maximum, and again from where it exceeds that to its second. */
  private static double[] records() {
    double first = zero(Dtlz::slope, 0.2, 0.3);
    double second = zero(Dtlz::slope, 0.8, 0.9);
    return new double[] {0, first, zero(t -> phi(first) - phi(t), 0.5, second), second};
  }

  private static double slope(double t) {
    return 1 + sin(3 * PI * t) + 3 * PI * t * cos(3 * PI * t);
  }

  /** Where a function that falls through 0 does so, from above. */
  private static double zero(DoubleUnaryOperator f, double low, double high) {
    double above = low;
    double below = high;
    for (int i = 0; i < 100; i++) {
      double middle = (above + below) / 2;
      if (f.applyAsDouble(middle) > 0) {
        above = middle;
      } else {
        below = middle;
      }
    }
    return below;
  }

  private static List<double[]> pieces(int m, int n) {
    int each = (int) Math.ceil(Math.pow(n, 1.0 / (m - 1)) - 1e-9);
    var points = new ArrayList<double[]>();
    int all = (int) Math.pow(each, m - 1);
    for (int i = 0; i < all; i++) {
      double[] f = new double[m];
      f[m - 1] = 2 * m;
      for (int j = 0, left = i; j < m - 1; j++, left /= each) {
        f[j] = Fronts.piecewise(RECORDS, (double) (left % each) / Math.max(1, each - 1));
        f[m - 1] -= phi(f[j]);
      }
      points.add(f);
    }
    return points;
  }

  private static TestFunction function(
      String name, int m, int distances, UnaryOperator<double[]> rule, Optimum.Front front) {
    int d = m - 1 + distances;
    Space space = Family.box(d, 0, 1);
    return TestFunction.of(
        name,
        "Deb, Thiele, Laumanns and Zitzler, Scalable Test Problems for Evolutionary Multiobjective"
            + " Optimization (2005)",
        space,
        m,
        0,
        new Evaluation.ByPosition(d, (x, _) -> rule.apply(x)),
        front);
  }

  private static double[] scaled(double[] point, double factor) {
    return DoubleStream.of(point).map(v -> factor * v).toArray();
  }

  /** Points of a simplex lattice, at least n, of sum 1. */
  private static List<double[]> lattice(int m, int n) {
    int steps = 1;
    while (choose(steps + m - 1, m - 1) < n) {
      steps++;
    }
    var points = new ArrayList<double[]>();
    lattice(new int[m], 0, steps, steps, points);
    return points;
  }

  private static double choose(int n, int k) {
    double ways = 1;
    for (int i = 1; i <= k; i++) {
      ways *= (double) (n - k + i) / i;
    }
    return Math.rint(ways);
  }

  private static void lattice(int[] parts, int at, int left, int steps, List<double[]> points) {
    if (at == parts.length - 1) {
      parts[at] = left;
      points.add(Arrays.stream(parts).mapToDouble(p -> (double) p / steps).toArray());
      return;
    }
    for (int part = 0; part <= left; part++) {
      parts[at] = part;
      lattice(parts, at + 1, left - part, steps, points);
    }
  }
}
