package org.talweg.search.function;

import static java.lang.Math.log10;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.talweg.model.Parameter;
import org.talweg.model.Point;
import org.talweg.model.Space;
import org.talweg.model.Value;

/**
 * Problems of one objective over choices, conditions, whole numbers and reals; those over orders
 * are in {@link Orders}.
 */
final class Mixed {
  private static final String COCABO =
      "Ru, Alvi, Nguyen, Osborne and Roberts, Bayesian Optimisation over Multiple Continuous and"
          + " Categorical Inputs (ICML 2020), ";

  /** The least value of the six-hump camel, a tenth of which each choice below can add. */
  private static final double CAMEL = -1.0316284534898774;

  private static final double[] CAMEL_POINT = {0.08984201310031806, -0.7126564030207396};

  /** Of the conditional pipeline. */
  private static final int STAGES = 4;

  private Mixed() {}

  static List<Family> families() {
    return List.of(
        Family.single("conditional-kernel", Mixed::conditionalKernel),
        Family.single("conditional-pipeline", Mixed::conditionalPipeline),
        Family.sized("mixed-ackley", 4, 53, Mixed::mixedAckley),
        Family.single("func-2c", () -> func("func-2c", 2)),
        Family.single("func-3c", () -> func("func-3c", 3)));
  }

  /** Ackley over D - 3 numbers of 0 or 1 and three reals in [-1, 1], all of which 0 is best for. */
  private static TestFunction mixedAckley(int dimension) {
    var parameters =
        IntStream.rangeClosed(1, dimension)
            .mapToObj(
                i ->
                    i <= dimension - 3
                        ? Parameter.integer("x" + i, 0, 1)
                        : Parameter.real("x" + i, -1, 1))
            .toArray(Parameter[]::new);
    Space space = Space.of(parameters);
    return TestFunction.of(
        "mixed-ackley-" + dimension,
        "Bliek, Guijt, Verwer and de Weerdt, Black-box Mixed-Variable Optimisation Using a Surrogate"
            + " Model that Satisfies Integer Constraints (2021), with 50 + 3 variables",
        space,
        1,
        0,
        new Evaluation.ByPosition(dimension, (x, _) -> new double[] {Scalable.ackley(x)}),
        new Optimum.Least(0, 1e-12, List.of(TestFunction.at(space, new double[dimension]))));
  }

  /**
   * A sum of functions of (x1, x2) = 2 (a, b), picked by two or three choices: a first of
   * Rosenbrock/300, camel/10 and Beale/50, a second of the same with three levels for Beale, a
   * third of 5 camel, 2 Rosenbrock, 2 Beale and 3 Beale. Only the camel is ever below 0.
   */
  private static TestFunction func(String name, int choices) {
    Parameter first = Parameter.choice("first", "rosenbrock", "camel", "beale");
    Parameter second =
        Parameter.choice("second", "rosenbrock", "camel", "beale", "beale_again", "beale_too");
    Parameter third = Parameter.choice("third", "camel_5", "rosenbrock_2", "beale_2", "beale_3");
    Parameter a = Parameter.real("a", -1, 1);
    Parameter b = Parameter.real("b", -1, 1);
    Space space =
        choices == 2 ? Space.of(first, second, a, b) : Space.of(first, second, third, a, b);
    Evaluation.Named rule =
        point -> {
          double[] x = {2 * point.real("a"), 2 * point.real("b")};
          double sum = term(point.text("first"), x) + term(point.text("second"), x);
          if (choices == 3) {
            String level = point.text("third");
            sum += (level.charAt(level.length() - 1) - '0') * term(level, x);
          }
          return new double[] {sum};
        };
    Map<String, Value> best = new HashMap<>();
    best.put("first", new Value.Text("camel"));
    best.put("second", new Value.Text("camel"));
    best.put("a", new Value.Real(CAMEL_POINT[0] / 2));
    best.put("b", new Value.Real(CAMEL_POINT[1] / 2));
    if (choices == 3) {
      best.put("third", new Value.Text("camel_5"));
    }
    return TestFunction.of(
        name,
        COCABO + (choices == 2 ? "Func-2C" : "Func-3C"),
        space,
        1,
        0,
        new Evaluation.ByName(rule),
        new Optimum.Least((choices == 2 ? 2 : 7) * CAMEL / 10, 1e-12, List.of(space.point(best))));
  }

  private static double term(String level, double[] x) {
    return switch (level.charAt(0)) {
      case 'r' -> Scalable.rosenbrock(x) / 300;
      case 'c' -> Classics.camel(x) / 10;
      default -> beale(x) / 50;
    };
  }

  private static double beale(double[] x) {
    double sum = 0;
    double power = 1;
    for (double offset : new double[] {1.5, 2.25, 2.625}) {
      power *= x[1];
      double part = offset - x[0] + x[0] * power;
      sum += part * part;
    }
    return sum;
  }

  /**
   * What tuning a kernel method looks like: the kernel decides which parameters exist, and one of
   * those decides of another. With c = log10 cost and l = log10 gamma + 2:
   *
   * <pre>
   * linear      0.30 + 0.02 c^2
   * polynomial  0.20 + 0.02 (c + 1)^2 + 0.03 (degree - 3)^2 + 0.1 (offset - 0.4)^2
   * radial      0.12 + 0.02 (c - 1)^2 + 0.03 l^2 + 0.02 (c - 1) l
   *             and, where adaptive, - 0.02 + 0.05 (rate - 0.7)^2
   * </pre>
   *
   * The radial form is positive definite, so that the least value is 0.10.
   */
  private static TestFunction conditionalKernel() {
    Space space =
        Space.of(
            Parameter.choice("kernel", "linear", "polynomial", "radial"),
            Parameter.logReal("cost", 1e-3, 1e3),
            Parameter.ordinal("degree", "2", "3", "4", "5").when("kernel = polynomial"),
            Parameter.real("offset", 0, 1).when("kernel = polynomial"),
            Parameter.logReal("gamma", 1e-4, 10).when("kernel = radial"),
            Parameter.choice("adaptive", "no", "yes").when("kernel = radial"),
            Parameter.real("rate", 0, 1).when("adaptive = yes"));
    Point best =
        space.point(
            Map.of(
                "kernel", new Value.Text("radial"),
                "cost", new Value.Real(10),
                "gamma", new Value.Real(0.01),
                "adaptive", new Value.Text("yes"),
                "rate", new Value.Real(0.7)));
    return TestFunction.of(
        "conditional-kernel",
        "made for this project",
        space,
        1,
        0,
        new Evaluation.ByName(point -> new double[] {kernelError(point)}),
        new Optimum.Least(0.1, 1e-12, List.of(best)));
  }

  /**
   * Four stages, of which the choice m_i decides what stage i has: a number p_i, a whole number q_i
   * or nothing, and two numbers u and v that go with the first stage. With e_i = 0.3 for every
   * stage but where it is 0 for the level that is best there,
   *
   * <pre>
   * sum_i e_i + (m_i = smooth: 2 (p_i - i/5)^2, counted: ((q_i - 5 i)/12)^2, none: 0.1)
   *   + (u - (m_1 = smooth: 0.3, otherwise: 0.6))^2 + 4 (v - u)^2
   * </pre>
   *
   * where smooth is best in stages 1 and 3, counted in 2 and 4.
   */
  private static TestFunction conditionalPipeline() {
    var parameters = new ArrayList<Parameter>();
    Map<String, Value> best = new HashMap<>();
    for (int i = 1; i <= STAGES; i++) {
      parameters.add(Parameter.choice("m" + i, "smooth", "counted", "none"));
      parameters.add(Parameter.real("p" + i, 0, 1).when("m" + i + " = smooth"));
      parameters.add(Parameter.integer("q" + i, 1, 24).when("m" + i + " = counted"));
      best.put("m" + i, new Value.Text(i % 2 == 1 ? "smooth" : "counted"));
      best.put(
          i % 2 == 1 ? "p" + i : "q" + i,
          i % 2 == 1 ? new Value.Real(i / 5.0) : new Value.Int(5L * i));
    }
    parameters.add(Parameter.real("u", 0, 1));
    parameters.add(Parameter.real("v", 0, 1));
    best.put("u", new Value.Real(0.3));
    best.put("v", new Value.Real(0.3));
    Space space = Space.of(parameters.toArray(Parameter[]::new));
    return TestFunction.of(
        "conditional-pipeline",
        "made for this project",
        space,
        1,
        0,
        new Evaluation.ByName(point -> new double[] {pipelineError(point)}),
        new Optimum.Least(0, 1e-12, List.of(space.point(best))));
  }

  private static double pipelineError(Point point) {
    double sum = 0;
    for (int i = 1; i <= STAGES; i++) {
      String level = point.text("m" + i);
      sum += level.equals(i % 2 == 1 ? "smooth" : "counted") ? 0 : 0.3;
      sum +=
          switch (level) {
            case "smooth" -> 2 * Math.pow(point.real("p" + i) - i / 5.0, 2);
            case "counted" -> Math.pow((point.integer("q" + i) - 5.0 * i) / 12, 2);
            default -> 0.1;
          };
    }
    double u = point.real("u") - (point.text("m1").equals("smooth") ? 0.3 : 0.6);
    double v = point.real("v") - point.real("u");
    return sum + u * u + 4 * v * v;
  }

  private static double kernelError(Point point) {
    double c = log10(point.real("cost"));
    return switch (point.text("kernel")) {
      case "linear" -> 0.3 + 0.02 * c * c;
      case "polynomial" -> {
        double degree = point.real("degree") - 3;
        double offset = point.real("offset") - 0.4;
        yield 0.2 + 0.02 * (c + 1) * (c + 1) + 0.03 * degree * degree + 0.1 * offset * offset;
      }
      case "radial" -> {
        double l = log10(point.real("gamma")) + 2;
        double error = 0.12 + 0.02 * (c - 1) * (c - 1) + 0.03 * l * l + 0.02 * (c - 1) * l;
        if (point.text("adaptive").equals("yes")) {
          double rate = point.real("rate") - 0.7;
          error += -0.02 + 0.05 * rate * rate;
        }
        yield error;
      }
      default -> throw new IllegalArgumentException("unknown kernel " + point.text("kernel"));
    };
  }
}
