package org.talweg.search.function;

import static java.lang.Math.PI;
import static java.lang.Math.cos;
import static java.lang.Math.exp;
import static java.lang.Math.pow;
import static java.lang.Math.sin;

import java.util.List;
import java.util.function.UnaryOperator;
import org.talweg.model.Space;

/**
 * Small problems of one objective under black-box constraints g_i &lt;= 0; the engineering designs
 * are in {@link Designs}.
 *
 * <p>Where constraints are active at the optimum, the point given keeps a margin of about 1e-11 to
 * them, so that rounding does not make it infeasible; values are the published ones. Each
 * evaluation costs O(1).
 */
final class Constrained {
  private static final String GARDNER =
      "Gardner, Kusner, Xu, Weinberger and Cunningham, Bayesian Optimization with Inequality"
          + " Constraints (ICML 2014), section 4.1";
  private static final String CEC =
      "Liang et al., Problem Definitions and Evaluation Criteria for the CEC 2006 Special Session"
          + " on Constrained Real-Parameter Optimization (2006), ";

  private Constrained() {}

  static List<Family> families() {
    return List.of(
        Family.single("gardner-1", Constrained::gardner1),
        Family.single("gardner-2", Constrained::gardner2),
        Family.single("mishra-bird-constrained", Constrained::mishraBird),
        Family.single("g04", Constrained::g04),
        Family.single("g06", Constrained::g06),
        Family.single("g08", Constrained::g08),
        Family.single("g24", Constrained::g24));
  }

  /** One objective and its constraints by position, with one best point. */
  static TestFunction constrained(
      String name,
      String source,
      Space space,
      int constraints,
      UnaryOperator<double[]> rule,
      double best,
      double precision,
      double... optimum) {
    return TestFunction.of(
        name,
        source,
        space,
        1,
        constraints,
        new Evaluation.ByPosition(space.parameters().size(), (x, _) -> rule.apply(x)),
        new Optimum.Least(best, precision, List.of(TestFunction.at(space, optimum))));
  }

  /** cos 2x cos y + sin x, where cos(x + y) &lt;= 0.5; the optimum is free of the constraint. */
  private static TestFunction gardner1() {
    return constrained(
        "gardner-1",
        GARDNER,
        Family.box(2, 0, 6),
        1,
        x ->
            new double[] {
              cos(2 * x[0]) * cos(x[1]) + sin(x[0]),
              cos(x[0]) * cos(x[1]) - sin(x[0]) * sin(x[1]) - 0.5
            },
        -2,
        1e-12,
        1.5 * PI,
        0);
  }

  /**
   * sin x + y, where sin x sin y &lt;= -0.95: two small islands. On the better one the optimum is
   * where sin x = -1 and sin y = 0.95.
   */
  private static TestFunction gardner2() {
    double y = Math.asin(0.95);
    return constrained(
        "gardner-2",
        GARDNER,
        Family.box(2, 0, 6),
        1,
        x -> new double[] {sin(x[0]) + x[1], sin(x[0]) * sin(x[1]) + 0.95},
        y - 1,
        1e-10,
        1.5 * PI,
        y + 1e-11);
  }

  /** Mishra's bird inside a disk. */
  private static TestFunction mishraBird() {
    return constrained(
        "mishra-bird-constrained",
        "Mishra, Some New Test Functions for Global Optimization and Performance of Repulsive"
            + " Particle Swarm Method (2006); the disk as in common use",
        Family.box(new double[] {-10, -6.5}, new double[] {0, 0}),
        1,
        x -> {
          double a = 1 - cos(x[0]);
          double b = 1 - sin(x[1]);
          double c = x[0] - x[1];
          return new double[] {
            sin(x[1]) * exp(a * a) + cos(x[0]) * exp(b * b) + c * c,
            (x[0] + 5) * (x[0] + 5) + (x[1] + 5) * (x[1] + 5) - 25
          };
        },
        -106.76453674926478,
        1e-9,
        -3.1302468,
        -1.5821422);
  }

  private static TestFunction g04() {
    return constrained(
        "g04",
        CEC + "g04",
        Family.box(new double[] {78, 33, 27, 27, 27}, new double[] {102, 45, 45, 45, 45}),
        6,
        x -> {
          double u =
              85.334407
                  + 0.0056858 * x[1] * x[4]
                  + 0.0006262 * x[0] * x[3]
                  - 0.0022053 * x[2] * x[4];
          double v =
              80.51249
                  + 0.0071317 * x[1] * x[4]
                  + 0.0029955 * x[0] * x[1]
                  + 0.0021813 * x[2] * x[2];
          double w =
              9.300961
                  + 0.0047026 * x[2] * x[4]
                  + 0.0012547 * x[0] * x[2]
                  + 0.0019085 * x[2] * x[3];
          double f =
              5.3578547 * x[2] * x[2] + 0.8356891 * x[0] * x[4] + 37.293239 * x[0] - 40792.141;
          return new double[] {f, u - 92, -u, v - 110, 90 - v, w - 25, 20 - w};
        },
        -30665.53867178332,
        1e-8,
        78,
        33,
        29.995256025682536,
        45,
        36.77581290578723);
  }

  /** The feasible set is a sliver between two circles. */
  private static TestFunction g06() {
    return constrained(
        "g06",
        CEC + "g06",
        Family.box(new double[] {13, 0}, new double[] {100, 100}),
        2,
        x ->
            new double[] {
              pow(x[0] - 10, 3) + pow(x[1] - 20, 3),
              100 - (x[0] - 5) * (x[0] - 5) - (x[1] - 5) * (x[1] - 5),
              (x[0] - 6) * (x[0] - 6) + (x[1] - 5) * (x[1] - 5) - 82.81
            },
        -6961.81387558015,
        1e-6,
        14.095000000009987,
        0.8429607892361307);
  }

  /** -sin^3(2 pi x1) sin(2 pi x2) / (x1^3 (x1 + x2)), continued by its limits on x1 = 0. */
  private static TestFunction g08() {
    return constrained(
        "g08",
        CEC + "g08",
        Family.box(2, 0, 10),
        2,
        x -> {
          double first = x[0] == 0 ? 2 * PI : sin(2 * PI * x[0]) / x[0];
          double sum = x[0] + x[1];
          double second = sum == 0 ? 2 * PI : sin(2 * PI * x[1]) / sum;
          return new double[] {
            -first * first * first * second,
            x[0] * x[0] - x[1] + 1,
            1 - x[0] + (x[1] - 4) * (x[1] - 4)
          };
        },
        -0.0958250414180359,
        1e-12,
        1.2279713516140949,
        4.245373364870078);
  }

  /** The feasible set falls into two parts. */
  private static TestFunction g24() {
    return constrained(
        "g24",
        CEC + "g24",
        Family.box(new double[] {0, 0}, new double[] {3, 4}),
        2,
        x -> {
          double a = x[0] * x[0];
          return new double[] {
            -x[0] - x[1],
            -2 * a * a + 8 * a * x[0] - 8 * a + x[1] - 2,
            -4 * a * a + 32 * a * x[0] - 88 * a + 96 * x[0] + x[1] - 36
          };
        },
        -5.50801327159536,
        1e-10,
        2.3295201974775384,
        3.178493074108252);
  }
}
