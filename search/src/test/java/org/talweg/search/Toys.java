package org.talweg.search;

import static org.talweg.model.Parameter.choice;
import static org.talweg.model.Parameter.integer;
import static org.talweg.model.Parameter.logInteger;
import static org.talweg.model.Parameter.logReal;
import static org.talweg.model.Parameter.ordinal;
import static org.talweg.model.Parameter.permutation;
import static org.talweg.model.Parameter.real;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.talweg.model.BlackBox;
import org.talweg.model.Objective;
import org.talweg.model.Parameter;
import org.talweg.model.Point;
import org.talweg.model.Space;

/** Small problems with known optima, none at the middle or on a bound of its box. */
public final class Toys {
  private Toys() {}

  /** Minimises a function over a space. */
  public static BlackBox minimize(String name, Space space, ToDoubleFunction<Point> function) {
    return BlackBox.of(
        name,
        space,
        List.of(Objective.minimize("value")),
        (point, _) -> Map.of("value", function.applyAsDouble(point)));
  }

  /** A box of reals x1, x2, ... */
  public static Space box(int dimension, double low, double high) {
    var parameters = new ArrayList<Parameter>();
    for (int i = 1; i <= dimension; i++) {
      parameters.add(real("x" + i, low, high));
    }
    return new Space(parameters, List.of());
  }

  /** The point's numbers in order. */
  public static double[] numbers(Point p) {
    return p.asMap().values().stream().mapToDouble(v -> v.number()).toArray();
  }

  /** Σ (x_i - 1)² on [-3, 7]^d, optimum 0. */
  public static BlackBox sphere(int dimension) {
    return minimize(
        "sphere",
        box(dimension, -3, 7),
        p -> {
          double sum = 0;
          for (double x : numbers(p)) {
            sum += (x - 1) * (x - 1);
          }
          return sum;
        });
  }

  /** Rosenbrock's valley on [-5, 10]^d, optimum 0 at 1. */
  public static BlackBox rosenbrock(int dimension) {
    return minimize(
        "rosenbrock",
        box(dimension, -5, 10),
        p -> {
          double[] x = numbers(p);
          double sum = 0;
          for (int i = 0; i + 1 < x.length; i++) {
            double valley = x[i + 1] - x[i] * x[i];
            sum += 100 * valley * valley + (1 - x[i]) * (1 - x[i]);
          }
          return sum;
        });
  }

  /** Rastrigin's function about 1.2 on [-4, 7]^d, optimum 0. */
  public static BlackBox rastrigin(int dimension) {
    return minimize(
        "rastrigin",
        box(dimension, -4, 7),
        p -> {
          double sum = 0;
          for (double x : numbers(p)) {
            double z = x - 1.2;
            sum += z * z + 10 - 10 * Math.cos(2 * Math.PI * z);
          }
          return sum;
        });
  }

  /** Two objectives with the front x2 = ... = 0.3: f1 = x1, f2 = g (1 - sqrt(x1 / g)). */
  public static BlackBox twoObjectives(int dimension) {
    return BlackBox.of(
        "two objectives",
        box(dimension, 0, 1),
        List.of(Objective.minimize("f1"), Objective.minimize("f2")),
        (point, _) -> {
          double[] x = numbers(point);
          double g = 1;
          for (int i = 1; i < x.length; i++) {
            g += 9 * Math.abs(x[i] - 0.3) / (x.length - 1);
          }
          return Map.of("f1", x[0], "f2", g * (1 - Math.sqrt(x[0] / g)));
        });
  }

  /** Every kind of parameter, one conditional, one known constraint; optimum 0. */
  public static BlackBox mixed() {
    Space space =
        Space.of(
                real("x", -2, 3),
                logReal("rate", 1e-5, 1e-1),
                integer("n", 1, 40),
                logInteger("size", 1, 4096),
                choice("mode", "a", "b", "c"),
                ordinal("level", "low", "middle", "high"),
                real("depth", 0, 1).when("mode = b"),
                permutation("order", "p", "q", "r", "s"))
            .subjectTo("n + 10 * x <= 42");
    return minimize(
        "mixed",
        space,
        p -> {
          double sum = Math.abs(p.real("x") - 1) + Math.abs(Math.log10(p.real("rate")) + 3);
          sum += Math.abs(p.integer("n") - 30) / 10.0;
          sum += Math.abs(Math.log(p.integer("size") / 64.0));
          sum += p.text("mode").equals("b") ? Math.abs(p.real("depth") - 0.7) : 1;
          sum += p.text("level").equals("middle") ? 0 : 0.5;
          List<String> best = List.of("r", "p", "s", "q");
          for (int i = 0; i < 4; i++) {
            sum += p.order("order").get(i).equals(best.get(i)) ? 0 : 0.25;
          }
          return sum;
        });
  }

  /** A valley in a disc that measured quantities bound; optimum 1 at x1 = x2 = 1/√2. */
  public static BlackBox constrained() {
    return BlackBox.of(
            "constrained",
            box(2, -2, 3),
            List.of(Objective.minimize("cost")),
            (point, _) -> {
              double x = point.real("x1");
              double y = point.real("x2");
              return Map.of("cost", 1 + Math.sqrt(2) - x - y, "radius", x * x + y * y);
            })
        .subjectTo("radius <= 1");
  }

  /** Spaces at the edges of what a space may be. */
  public static List<BlackBox> edges() {
    ToDoubleFunction<Point> first = p -> numbers(p)[0];
    return List.of(
        minimize("one point", Space.of(real("x", 2, 2)), first),
        minimize("one level", Space.of(choice("c", "only"), integer("n", 3, 3)), p -> 1),
        minimize("tiny range", Space.of(real("x", 0, 1e-300), real("y", 0, 5e-324)), first),
        minimize("huge range", Space.of(real("x", -1.7e308, 1.7e308), real("y", -1, 1)), first),
        minimize(
            "wide logarithms", Space.of(logReal("x", 1e-300, 1e300), logReal("y", 1, 2)), first),
        minimize("large integers", Space.of(integer("n", -(1L << 53), 1L << 53)), first),
        minimize("two points", Space.of(integer("n", 0, 1), real("x", 1, 1)), first),
        minimize(
            "permutation",
            Space.of(permutation("o", "a", "b", "c", "d", "e")),
            p -> p.order("o").indexOf("d") - p.order("o").indexOf("b")),
        minimize("permutation of one", Space.of(permutation("o", "a")), p -> 0),
        minimize(
            "chain of conditions",
            Space.of(
                choice("a", "no", "yes"),
                integer("b", 0, 3).when("a = yes"),
                real("c", -1, 1).when("b >= 2")),
            p -> p.has("c") ? p.real("c") : 2),
        minimize(
            "thin", Space.of(real("x", 0, 1), real("y", 0, 1)).subjectTo("x + y <= 0.001"), first),
        minimize(
            "impossible", Space.of(real("x", 0, 1), real("y", 0, 1)).subjectTo("x >= 2"), first));
  }
}
