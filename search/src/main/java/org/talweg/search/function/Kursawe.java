package org.talweg.search.function;

import static java.lang.Math.abs;
import static java.lang.Math.cos;
import static java.lang.Math.exp;
import static java.lang.Math.hypot;
import static java.lang.Math.log;
import static java.lang.Math.pow;
import static java.lang.Math.sin;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import org.talweg.model.Space;

/**
 * Kursawe's two objectives of three variables in [-5, 5]:
 *
 * <pre>
 * f1 = -10 exp(-0.2 |(x1, x2)|) - 10 exp(-0.2 |(x2, x3)|)
 * f2 = h(x1) + h(x2) + h(x3),   h(x) = |x|^0.8 + 5 sin x^3
 * </pre>
 *
 * The Pareto set has two branches besides the origin: (a, 0, b) and (a, b, a), with no coordinate
 * above 0. At a given f1 either is a curve, on which f2 is minimised here; a search over all of the
 * space found nothing better. The front falls into an isolated point and three pieces.
 *
 * <p>Source: Kursawe, A Variant of Evolution Strategies for Vector Optimization (1991). Cost: O(1)
 * per evaluation, about a thousand of those per point of the front.
 */
final class Kursawe {
  /** First costs between which the front lies, the isolated point at -20 included. */
  private static final double LAST = -14.43;

  /** Places tried on a branch before the best is refined. */
  private static final int PLACES = 400;

  private Kursawe() {}

  static List<Family> families() {
    return List.of(Family.single("kursawe", Kursawe::function));
  }

  private static TestFunction function() {
    Space space = Family.box(3, -5, 5);
    return TestFunction.of(
        "kursawe",
        "Kursawe, A Variant of Evolution Strategies for Vector Optimization (1991)",
        space,
        2,
        0,
        new Evaluation.ByPosition(3, (x, _) -> values(x)),
        new Optimum.Front(List.of(-14.0, 1.0), 37.3494, 5e-4, Kursawe::front));
  }

  private static double[] values(double[] x) {
    double first = -10 * exp(-0.2 * hypot(x[0], x[1])) - 10 * exp(-0.2 * hypot(x[1], x[2]));
    return new double[] {first, h(x[0]) + h(x[1]) + h(x[2])};
  }

  private static double h(double x) {
    return pow(abs(x), 0.8) + 5 * sin(x * x * x);
  }

  /** Levels of f1, of which about six in ten are on the front. */
  private static List<double[]> front(int n) {
    int levels = Math.max(2, (int) Math.ceil(n / 0.58));
    var values = new ArrayList<double[]>();
    for (int i = 0; i < levels; i++) {
      double level = -20 + i * (LAST + 20) / (levels - 1);
      values.add(best(t -> values(axes(level, t))));
      values.add(best(t -> values(symmetric(level, t))));
    }
    return Fronts.undominated(values);
  }

  /** (a, 0, b) with exp(0.2 a) + exp(0.2 b) = -f1 / 10. */
  private static double[] axes(double level, double t) {
    double sum = -level / 10;
    double larger = sum / 2 + t * (Math.min(1, sum) - sum / 2);
    return new double[] {5 * log(Math.max(sum - larger, 1e-12)), 0, 5 * log(larger)};
  }

  /** (a, b, a) with 20 exp(-0.2 |(a, b)|) = -f1. */
  private static double[] symmetric(double level, double t) {
    double radius = -5 * log(-level / 20);
    double a = -radius * cos(t * Math.PI / 2);
    return new double[] {a, -radius * sin(t * Math.PI / 2), a};
  }

  /** The values of least second cost over [0, 1]. */
  private static double[] best(DoubleFunction<double[]> branch) {
    double[] least = branch.apply(0);
    double at = 0;
    double width = 1;
    for (int round = 0; round < 4; round++) {
      double centre = at;
      int places = round == 0 ? PLACES : 20;
      for (int i = 0; i <= places; i++) {
        double t = round == 0 ? (double) i / places : centre + width * (2.0 * i / places - 1);
        double[] values = branch.apply(Math.clamp(t, 0.0, 1.0));
        if (values[1] < least[1]) {
          least = values;
          at = Math.clamp(t, 0.0, 1.0);
        }
      }
      width = round == 0 ? 1.0 / PLACES : width / 10;
    }
    return least;
  }
}
