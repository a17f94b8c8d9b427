package org.talweg.search.function;

import static java.lang.Math.PI;
import static java.lang.Math.exp;
import static java.lang.Math.pow;
import static java.lang.Math.sin;
import static java.lang.Math.sqrt;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.talweg.model.Space;

/**
 * Problems of two objectives, all minimised, whose Pareto set is a curve in the space; {@link
 * Dtlz2} has more objectives and {@link Kursawe} a set of several pieces.
 *
 * <p>Each front is sampled by evaluating the function along its Pareto set, so that every point of
 * it is reached. Hypervolumes are integrals in closed form, or solved to 18 digits. The ZDT
 * functions need coordinates of 0 or more (zdt4 in the first only) and are NaN elsewhere. Each
 * evaluation costs O(D).
 */
final class TwoObjectives {
  private static final String ZDT =
      "Zitzler, Deb and Thiele, Comparison of Multiobjective Evolutionary Algorithms: Empirical"
          + " Results (2000), T";

  /** Where f1 of zdt6 is least, 1 - exp(-4 x) sin^6(6 pi x), and its value there. */
  private static final double ZDT6_START = Math.atan(9 * PI) / (6 * PI);

  /** Where zdt3's front is interrupted: first costs, from and to by turns. */
  private static final double[] ZDT3_PIECES = {
    0,
    0.08300153492691163,
    0.18222872802939978,
    0.25776236338783022,
    0.40931367480865684,
    0.45388210408883017,
    0.61839679443926579,
    0.65251170380466252,
    0.82333179832663274,
    0.85183286543641390
  };

  private TwoObjectives() {}

  static List<Family> families() {
    return List.of(
        Family.sized(
            "zdt1", 2, 30, d -> zdt(1, d, h -> 1 - sqrt(h), t -> t * t, 0.11 + 0.1 + 2 / 3.0)),
        Family.sized("zdt2", 2, 30, d -> zdt(2, d, h -> 1 - h * h, t -> t, 0.11 + 0.1 + 1 / 3.0)),
        Family.sized("zdt3", 2, 30, TwoObjectives::zdt3),
        Family.sized("zdt4", 2, 10, TwoObjectives::zdt4),
        Family.sized("zdt6", 2, 10, TwoObjectives::zdt6),
        Family.single("schaffer", TwoObjectives::schaffer),
        Family.sized("fonseca-fleming", 1, 3, TwoObjectives::fonsecaFleming),
        Family.single("binh-korn", TwoObjectives::binhKorn),
        Family.single("constr-ex", TwoObjectives::constrEx));
  }

  /** Two objectives, then constraints, with the Pareto set as a curve over [0, 1]. */
  private static TestFunction curve(
      String name,
      String source,
      Space space,
      int constraints,
      UnaryOperator<double[]> rule,
      DoubleFunction<double[]> paretoSet,
      List<Double> reference,
      double hypervolume) {
    return TestFunction.of(
        name,
        source,
        space,
        2,
        constraints,
        new Evaluation.ByPosition(space.parameters().size(), (x, _) -> rule.apply(x)),
        new Optimum.Front(reference, hypervolume, 1e-9, n -> Fronts.along(rule, paretoSet, n)));
  }

  // ---- ZDT: f2 = g h(f1 / g), and g = 1 on the front
  // ---------------------------------------------

  /** f1 = x1, g = 1 + 9 mean(x2 ..). */
  private static TestFunction zdt(
      int number, int d, DoubleUnaryOperator h, DoubleUnaryOperator firstCost, double hypervolume) {
    return curve(
        "zdt" + number + "-" + d,
        ZDT + number,
        Family.box(d, 0, 1),
        0,
        x -> {
          double g = 1 + 9 * rest(x, v -> v) / (d - 1);
          return new double[] {x[0], g * h.applyAsDouble(x[0] / g)};
        },
        t -> onFirstAxis(firstCost.applyAsDouble(t), d),
        List.of(1.1, 1.1),
        hypervolume);
  }

  private static double rest(double[] x, DoubleUnaryOperator term) {
    double sum = 0;
    for (int i = 1; i < x.length; i++) {
      sum += term.applyAsDouble(x[i]);
    }
    return sum;
  }

  private static double[] onFirstAxis(double first, int dimension) {
    double[] x = new double[dimension];
    x[0] = first;
    return x;
  }

  /** f2 = g (1 - sqrt(f1/g) - f1/g sin 10 pi f1): five pieces. */
  private static TestFunction zdt3(int d) {
    return curve(
        "zdt3-" + d,
        ZDT + 3,
        Family.box(d, 0, 1),
        0,
        x -> {
          double g = 1 + 9 * rest(x, v -> v) / (d - 1);
          double h = x[0] / g;
          return new double[] {x[0], g * (1 - sqrt(h) - h * sin(10 * PI * x[0]))};
        },
        t -> onFirstAxis(Fronts.piecewise(ZDT3_PIECES, t), d),
        List.of(1.1, 1.1),
        1.33176290865702);
  }

  /** g = 1 + 10 (D-1) + sum x_i^2 - 10 cos 4 pi x_i: 21^(D-1) local fronts. */
  private static TestFunction zdt4(int d) {
    double[] low = new double[d];
    double[] high = new double[d];
    Arrays.fill(low, -5);
    Arrays.fill(high, 5);
    low[0] = 0;
    high[0] = 1;
    return curve(
        "zdt4-" + d,
        ZDT + 4,
        Family.box(low, high),
        0,
        x -> {
          double g = 1 + rest(x, v -> v * v + 10 - 10 * Math.cos(4 * PI * v));
          return new double[] {x[0], g * (1 - sqrt(x[0] / g))};
        },
        t -> onFirstAxis(t * t, d),
        List.of(1.1, 1.1),
        0.11 + 0.1 + 2 / 3.0);
  }

  /** f1 = 1 - exp(-4 x1) sin^6(6 pi x1), g = 1 + 9 mean(x2 ..)^(1/4), h = 1 - (f1/g)^2. */
  private static TestFunction zdt6(int d) {
    double a = 1 - exp(-4 * ZDT6_START) * pow(sin(6 * PI * ZDT6_START), 6);
    return curve(
        "zdt6-" + d,
        ZDT + 6,
        Family.box(d, 0, 1),
        0,
        x -> {
          double first = 1 - exp(-4 * x[0]) * pow(sin(6 * PI * x[0]), 6);
          double g = 1 + 9 * pow(rest(x, v -> v) / (d - 1), 0.25);
          return new double[] {first, g * (1 - first * first / (g * g))};
        },
        t -> onFirstAxis(ZDT6_START + t * (1 / 6.0 - ZDT6_START), d),
        List.of(1.1, 1.1),
        0.1 * (1 - a) + (1 - a * a * a) / 3 + 0.11);
  }

  // ---- others
  // ------------------------------------------------------------------------------------

  /** x^2 and (x - 2)^2. */
  private static TestFunction schaffer() {
    return curve(
        "schaffer",
        "Schaffer, Multiple Objective Optimization with Vector Evaluated Genetic Algorithms (1985)",
        Family.box(1, -10, 10),
        0,
        x -> new double[] {x[0] * x[0], (x[0] - 2) * (x[0] - 2)},
        t -> new double[] {2 * t},
        List.of(5.0, 5.0),
        67 / 3.0);
  }

  /** 1 - exp(-sum (x_i -+ 1/sqrt(D))^2). */
  private static TestFunction fonsecaFleming(int d) {
    double centre = 1 / sqrt(d);
    return curve(
        "fonseca-fleming-" + d,
        "Fonseca and Fleming, An Overview of Evolutionary Algorithms in Multiobjective Optimization"
            + " (1995)",
        Family.box(d, -4, 4),
        0,
        x -> {
          double first = 0;
          double second = 0;
          for (double v : x) {
            first += (v - centre) * (v - centre);
            second += (v + centre) * (v + centre);
          }
          return new double[] {1 - exp(-first), 1 - exp(-second)};
        },
        t -> {
          double[] x = new double[d];
          Arrays.fill(x, (2 * t - 1) * centre);
          return x;
        },
        List.of(1.1, 1.1),
        0.552115593119893937);
  }

  /** Two distances in a rectangle, inside one circle and outside another. */
  private static TestFunction binhKorn() {
    return curve(
        "binh-korn",
        "Binh and Korn, MOBES: A Multiobjective Evolution Strategy for Constrained Optimization"
            + " Problems (1997)",
        Family.box(new double[] {0, 0}, new double[] {5, 3}),
        2,
        x -> {
          double a = x[0] - 5;
          double b = x[1] - 5;
          return new double[] {
            4 * x[0] * x[0] + 4 * x[1] * x[1],
            a * a + b * b,
            a * a + x[1] * x[1] - 25,
            7.7 - (x[0] - 8) * (x[0] - 8) - (x[1] + 3) * (x[1] + 3)
          };
        },
        t -> new double[] {5 * t, Math.min(5 * t, 3)},
        List.of(140.0, 50.0),
        15_856 / 3.0);
  }

  /** x1 and (1 + x2)/x1, above two lines. */
  private static TestFunction constrEx() {
    return curve(
        "constr-ex",
        "Deb, Multi-Objective Optimization Using Evolutionary Algorithms (2001), CONSTR",
        Family.box(new double[] {0.1, 0}, new double[] {1, 5}),
        2,
        x -> new double[] {x[0], (1 + x[1]) / x[0], 6 - x[1] - 9 * x[0], 1 + x[1] - 9 * x[0]},
        t -> {
          double first = 7 / 18.0 + t * 11 / 18;
          return new double[] {first, Math.max(0, 6 - 9 * first)};
        },
        List.of(1.1, 10.0),
        5.33267049787413769);
  }
}
