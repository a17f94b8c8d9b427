package org.talweg.search.function;

import static java.lang.Math.PI;
import static java.lang.Math.abs;
import static java.lang.Math.cos;
import static java.lang.Math.exp;
import static java.lang.Math.sin;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.talweg.model.Fidelity;
import org.talweg.model.Formula;
import org.talweg.model.Formula.Apply;
import org.talweg.model.Formula.Operator;
import org.talweg.model.Point;
import org.talweg.model.Space;

/**
 * The classic test functions of one objective over a box, of fixed dimension; those of any
 * dimension are in {@link Scalable}.
 *
 * <p>Definitions and default boxes are those of Surjanovic and Bingham's Virtual Library of
 * Simulation Experiments; optima are stationary points solved to 20 digits, so that they are exact
 * to rounding. Each evaluation costs O(1).
 */
final class Classics {
  private static final String LIBRARY =
      "Surjanovic and Bingham, Virtual Library of Simulation Experiments: Test Functions (2013)";

  private Classics() {}

  static List<Family> families() {
    return List.of(
        Family.single("branin", Classics::branin),
        Family.single("hartmann-3", Classics::hartmann3),
        Family.single("hartmann-6", Classics::hartmann6),
        Family.single("six-hump-camel", Classics::sixHumpCamel),
        Family.single("goldstein-price", Classics::goldsteinPrice),
        Family.single("forrester", Classics::forrester));
  }

  /** One objective over a box, by position. */
  static TestFunction single(
      String name, Space space, double best, ToDoubleFunction<double[]> f, double[]... optima) {
    List<Point> points = Arrays.stream(optima).map(x -> TestFunction.at(space, x)).toList();
    double precision = 1e-10 * Math.max(1, abs(best)) * Math.max(1, space.unitDimension() / 10.0);
    return TestFunction.of(
        name,
        LIBRARY,
        space,
        1,
        0,
        new Evaluation.ByPosition(
            space.unitDimension(), (x, _) -> new double[] {f.applyAsDouble(x)}),
        new Optimum.Least(best, precision, points));
  }

  // ---- fixed dimension
  // ---------------------------------------------------------------------------

  /** a (x2 - b x1^2 + c x1 - r)^2 + s (1 - t) cos x1 + s. */
  private static TestFunction branin() {
    return single(
        "branin",
        Family.box(new double[] {-5, 0}, new double[] {10, 15}),
        0.39788735772973834,
        x -> {
          double bowl = x[1] - 5.1 / (4 * PI * PI) * x[0] * x[0] + 5 / PI * x[0] - 6;
          return bowl * bowl + 10 * (1 - 1 / (8 * PI)) * cos(x[0]) + 10;
        },
        new double[] {-PI, 12.275},
        new double[] {PI, 2.275},
        new double[] {3 * PI, 2.475});
  }

  private static final double[] HARTMANN_WEIGHTS = {1, 1.2, 3, 3.2};

  /** -sum_i w_i exp(-sum_j A_ij (x_j - P_ij)^2), with P in units of 1e-4. */
  private static double hartmann(double[][] a, double[][] p, double[] x) {
    double sum = 0;
    for (int i = 0; i < 4; i++) {
      double exponent = 0;
      for (int j = 0; j < x.length; j++) {
        double d = x[j] - 1e-4 * p[i][j];
        exponent += a[i][j] * d * d;
      }
      sum -= HARTMANN_WEIGHTS[i] * exp(-exponent);
    }
    return sum;
  }

  /** With P_41 = 0.0381 as in the library; Dixon and Szegoe's 0.03815 would give -3.86278215. */
  private static TestFunction hartmann3() {
    double[][] a = {{3, 10, 30}, {0.1, 10, 35}, {3, 10, 30}, {0.1, 10, 35}};
    double[][] p = {{3689, 1170, 2673}, {4699, 4387, 7470}, {1091, 8732, 5547}, {381, 5743, 8828}};
    return single(
        "hartmann-3",
        Family.box(3, 0, 1),
        -3.8627797873326626,
        x -> hartmann(a, p, x),
        new double[] {0.11458887665506897, 0.55564889461693004, 0.85254698468667744});
  }

  private static TestFunction hartmann6() {
    double[][] a = {
      {10, 3, 17, 3.5, 1.7, 8},
      {0.05, 10, 17, 0.1, 8, 14},
      {3, 3.5, 1.7, 10, 17, 8},
      {17, 8, 0.05, 10, 0.1, 14}
    };
    double[][] p = {
      {1312, 1696, 5569, 124, 8283, 5886},
      {2329, 4135, 8307, 3736, 1004, 9991},
      {2348, 1451, 3522, 2883, 3047, 6650},
      {4047, 8828, 8732, 5743, 1091, 381}
    };
    return single(
        "hartmann-6",
        Family.box(6, 0, 1),
        -3.3223680114155148,
        x -> hartmann(a, p, x),
        new double[] {
          0.20168951100670542,
          0.15001069182345797,
          0.47687397422189699,
          0.27533243049405607,
          0.31165161660011325,
          0.65730053406562031
        });
  }

  private static TestFunction sixHumpCamel() {
    return single(
        "six-hump-camel",
        Family.box(new double[] {-3, -2}, new double[] {3, 2}),
        -1.0316284534898774,
        Classics::camel,
        new double[] {0.08984201310031806, -0.7126564030207396},
        new double[] {-0.08984201310031806, 0.7126564030207396});
  }

  static double camel(double[] x) {
    double u = x[0] * x[0];
    double v = x[1] * x[1];
    return (4 - 2.1 * u + u * u / 3) * u + x[0] * x[1] + (-4 + 4 * v) * v;
  }

  private static TestFunction goldsteinPrice() {
    return single(
        "goldstein-price",
        Family.box(2, -2, 2),
        3,
        x -> {
          double a = x[0];
          double b = x[1];
          double s = a + b + 1;
          double d = 2 * a - 3 * b;
          return (1 + s * s * (19 - 14 * a + 3 * a * a - 14 * b + 6 * a * b + 3 * b * b))
              * (30 + d * d * (18 - 32 * a + 12 * a * a + 48 * b - 36 * a * b + 27 * b * b));
        },
        new double[] {0, -1});
  }

  /**
   * (6x - 2)^2 sin(12x - 4), whose cheap pair 0.5 f + 10 (x - 0.5) - 5 is fidelity 0 and costs a
   * tenth; between the two the values are mixed in proportion.
   */
  private static TestFunction forrester() {
    Space space = Family.box(1, 0, 1);
    Formula cost =
        new Apply(
            Operator.ADD,
            List.of(
                new Formula.Number(0.1),
                new Apply(
                    Operator.MULTIPLY,
                    List.of(new Formula.Number(0.9), new Formula.Name("fidelity")))));
    return TestFunction.of(
            "forrester",
            "Forrester, Sobester and Keane, Engineering Design via Surrogate Modelling (2008),"
                + " appendix",
            space,
            1,
            0,
            new Evaluation.ByPosition(
                1,
                (x, fidelity) -> {
                  double u = 6 * x[0] - 2;
                  double high = u * u * sin(12 * x[0] - 4);
                  double low = 0.5 * high + 10 * (x[0] - 0.5) - 5;
                  return new double[] {fidelity * high + (1 - fidelity) * low};
                }),
            new Optimum.Least(
                -6.0207400557670828, 1e-10, List.of(TestFunction.at(space, 0.75724875784185587))))
        .withFidelity(new Fidelity("fidelity", 0, 1, cost));
  }
}
