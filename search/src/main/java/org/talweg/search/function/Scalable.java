package org.talweg.search.function;

import static java.lang.Math.PI;
import static java.lang.Math.abs;
import static java.lang.Math.cos;
import static java.lang.Math.exp;
import static java.lang.Math.sin;
import static java.lang.Math.sqrt;

import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.talweg.model.Space;

/**
 * The classic test functions of one objective over a box of any dimension: {@code NAME-D}, and
 * {@code NAME} alone for D = 2. Sources, optima and cost are as in {@link Classics}, per
 * coordinate.
 */
final class Scalable {
  private Scalable() {}

  static List<Family> families() {
    return List.of(
        spread("sphere", -5.12, 5.12, 1, 0, _ -> 0, Scalable::sphere),
        spread("rosenbrock", -5, 10, 2, 0, _ -> 1, Scalable::rosenbrock),
        spread("ackley", -32.768, 32.768, 1, 0, _ -> 0, Scalable::ackley),
        spread("rastrigin", -5.12, 5.12, 1, 0, _ -> 0, Scalable::rastrigin),
        spread("griewank", -600, 600, 1, 0, _ -> 0, Scalable::griewank),
        spread("levy", -10, 10, 1, 0, _ -> 1, Scalable::levy),
        spread("michalewicz", 0, PI, 1, Double.NaN, Scalable::ridge, Scalable::michalewicz),
        spread("schwefel", -500, 500, 1, 0, _ -> 420.96874635998203, Scalable::schwefel),
        spread(
            "styblinski-tang",
            -5,
            5,
            1,
            Double.NaN,
            _ -> -2.9035340277711771,
            Scalable::styblinskiTang));
  }

  /**
   * Any dimension, with the i-th coordinate of the optimum given; NaN stands for the value there.
   */
  private static Family spread(
      String name,
      double low,
      double high,
      int least,
      double value,
      IntToDoubleFunction optimum,
      ToDoubleFunction<double[]> f) {
    IntFunction<TestFunction> make =
        dimension -> {
          double[] x = IntStream.rangeClosed(1, dimension).mapToDouble(optimum).toArray();
          double best = Double.isNaN(value) ? f.applyAsDouble(x) : value;
          Space space = Family.box(dimension, low, high);
          return Classics.single(name + "-" + dimension, space, best, f, x);
        };
    return Family.sized(name, least, 2, make);
  }

  // ---- any dimension
  // -----------------------------------------------------------------------------

  static double sphere(double[] x) {
    double sum = 0;
    for (double v : x) {
      sum += v * v;
    }
    return sum;
  }

  static double rosenbrock(double[] x) {
    double sum = 0;
    for (int i = 0; i + 1 < x.length; i++) {
      double valley = x[i + 1] - x[i] * x[i];
      double slope = x[i] - 1;
      sum += 100 * valley * valley + slope * slope;
    }
    return sum;
  }

  static double ackley(double[] x) {
    double squares = 0;
    double waves = 0;
    for (double v : x) {
      squares += v * v;
      waves += cos(2 * PI * v);
    }
    return -20 * exp(-0.2 * sqrt(squares / x.length)) - exp(waves / x.length) + 20 + Math.E;
  }

  private static double rastrigin(double[] x) {
    double sum = 10.0 * x.length;
    for (double v : x) {
      sum += v * v - 10 * cos(2 * PI * v);
    }
    return sum;
  }

  private static double griewank(double[] x) {
    double sum = 0;
    double product = 1;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * x[i] / 4000;
      product *= cos(x[i] / sqrt(i + 1));
    }
    return sum - product + 1;
  }

  private static double levy(double[] x) {
    double first = sin(PI * (1 + (x[0] - 1) / 4));
    double sum = first * first;
    for (int i = 0; i + 1 < x.length; i++) {
      double w = 1 + (x[i] - 1) / 4;
      double wave = sin(PI * w + 1);
      sum += (w - 1) * (w - 1) * (1 + 10 * wave * wave);
    }
    double last = 1 + (x[x.length - 1] - 1) / 4;
    double wave = sin(2 * PI * last);
    return sum + (last - 1) * (last - 1) * (1 + wave * wave);
  }

  /** -sum_i sin(x_i) sin(i x_i^2 / pi)^20. */
  private static double michalewicz(double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum -= michalewicz(i + 1, x[i]);
    }
    return sum;
  }

  private static double michalewicz(int i, double x) {
    return sin(x) * Math.pow(sin(i * x * x / PI), 20);
  }

  /**
   * The coordinate of Michalewicz's optimum: the terms are separate, the highest ridge of the i-th
   * is one of those beside pi/2, and on a ridge the sign of the derivative can be bisected.
   */
  private static double ridge(int i) {
    double best = 0;
    for (int k = Math.max(0, i / 4 - 1); k <= Math.min(i - 1, i / 4 + 1); k++) {
      double low = PI * sqrt((double) k / i);
      double high = Math.min(PI, PI * sqrt((k + 1.0) / i));
      for (int step = 0; step < 100; step++) {
        double x = (low + high) / 2;
        double u = i * x * x / PI - k * PI;
        if (cos(x) * sin(u) + 40 * i * x / PI * sin(x) * cos(u) > 0) {
          low = x;
        } else {
          high = x;
        }
      }
      if (michalewicz(i, low) > michalewicz(i, best)) {
        best = low;
      }
    }
    return best;
  }

  /** 418.98... D - sum x_i sin sqrt|x_i|; unbounded below outside its box. */
  private static double schwefel(double[] x) {
    double sum = 418.98288727243371 * x.length;
    for (double v : x) {
      sum -= v * sin(sqrt(abs(v)));
    }
    return sum;
  }

  private static double styblinskiTang(double[] x) {
    double sum = 0;
    for (double v : x) {
      sum += (v * v * v * v - 16 * v * v + 5 * v) / 2;
    }
    return sum;
  }
}
