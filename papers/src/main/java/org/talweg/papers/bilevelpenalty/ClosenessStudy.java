package org.talweg.papers.bilevelpenalty;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.talweg.papers.Context;
import org.talweg.program.bilevel.BilevelModel;
import org.talweg.program.bilevel.BilevelProgram;
import org.talweg.program.bilevel.Box;
import org.talweg.program.bilevel.Gradients;
import org.talweg.program.bilevel.ImplicitGradient;
import org.talweg.program.bilevel.PenaltyMethod;
import org.talweg.program.expression.Dag;

/** How near psi_s comes to psi, where the theory says that it does and where it says nothing. */
final class ClosenessStudy {
  static final List<Double> PENALTIES = List.of(0.1, 0.03, 0.01, 0.003, 0.001);
  private static final int POINTS = 50;

  private ClosenessStudy() {}

  /**
   * The fitted powers of s in the largest gap of the value and of the gradient over random x.
   *
   * @param value the power for psi
   * @param gradient the power for grad psi
   */
  record Powers(double value, double gradient) {}

  static Powers powers(long seed) {
    var problem = new ManyAnswers(seed, 0);
    RandomGenerator random = Context.random(seed, "points");
    double[][] points = new double[POINTS][];
    Arrays.setAll(points, k -> normal(random, ManyAnswers.N));
    double[] ofValue = new double[PENALTIES.size()];
    double[] ofGradient = new double[PENALTIES.size()];
    for (int k = 0; k < ofValue.length; k++) {
      for (double[] x : points) {
        double[] exact = new double[ManyAnswers.N];
        double[] penalised = new double[ManyAnswers.N];
        double gap = problem.psi(x, exact) - problem.psi(PENALTIES.get(k), x, penalised);
        ofValue[k] = Math.max(ofValue[k], Math.abs(gap));
        ofGradient[k] = Math.max(ofGradient[k], distance(exact, penalised));
      }
    }
    return new Powers(slope(ofValue), slope(ofGradient));
  }

  /** The slope of log gap over log s by least squares. */
  private static double slope(double[] gaps) {
    double[] x = PENALTIES.stream().mapToDouble(Math::log).toArray();
    double meanX = Arrays.stream(x).average().orElseThrow();
    double meanY = Arrays.stream(gaps).map(Math::log).average().orElseThrow();
    double above = 0;
    double below = 0;
    for (int k = 0; k < x.length; k++) {
      above += (x[k] - meanX) * (Math.log(gaps[k]) - meanY);
      below += (x[k] - meanX) * (x[k] - meanX);
    }
    return above / below;
  }

  /** The norm of grad psi where algorithm A ends, without noise. */
  static double descended(long seed, double s, int inner, int iterations) {
    var problem = new ManyAnswers(seed, 0);
    RandomGenerator random = Context.random(seed, "start");
    var method =
        new PenaltyMethod(
            problem,
            Box.free(ManyAnswers.N),
            Box.free(ManyAnswers.M),
            normal(random, ManyAnswers.N),
            new double[ManyAnswers.M],
            PenaltyMethod.Parameters.of(0.4, inner),
            random);
    method.warm(100);
    for (int k = 0; k < iterations; k++) {
      method.doubleLoop(s, 0.03);
    }
    double[] gradient = new double[ManyAnswers.N];
    problem.psi(method.x(), gradient);
    return norm(gradient);
  }

  /**
   * The largest error of the exact hyper-gradient against central differences of psi, on a follower
   * within a box that some of its variables touch; points near a kink are drawn anew.
   */
  static double hypergradientError(long seed) {
    RandomGenerator random = Context.random(seed, "box");
    int n = 3;
    int m = 6;
    var model = new BilevelModel("box");
    Dag d = model.dag();
    int[] x = new int[n];
    int[] y = new int[m];
    Arrays.setAll(x, i -> model.leader("x" + i, -10, 10, 0));
    Arrays.setAll(y, j -> model.follower("y" + j, -0.5, 0.5, 0));
    int[] upper = new int[m + n];
    int[] lower = new int[2 * m];
    for (int j = 0; j < m; j++) {
      int mixed = d.constant(0);
      for (int k = 0; k < m; k++) {
        mixed = d.add(mixed, d.multiply(d.constant(random.nextGaussian() / 2), y[k]));
      }
      int pull = d.constant(random.nextGaussian());
      for (int i = 0; i < n; i++) {
        pull = d.add(pull, d.multiply(d.constant(random.nextGaussian()), x[i]));
      }
      lower[2 * j] = d.multiply(d.constant(0.5), d.square(mixed));
      lower[2 * j + 1] =
          d.subtract(d.multiply(d.constant(0.5), d.square(y[j])), d.multiply(pull, y[j]));
      upper[j] = d.square(d.subtract(y[j], d.constant(random.nextGaussian())));
    }
    for (int i = 0; i < n; i++) {
      upper[m + i] = d.multiply(d.constant(0.25), d.square(x[i]));
    }
    BilevelProgram problem = model.upper(d.sum(upper)).lower(d.sum(lower)).convex();
    double worst = 0;
    for (int k = 0; k < 5; ) {
      double[] at = normal(random, n);
      double[] answer = answer(problem, at);
      double step = 1e-4;
      double[] differences = new double[n];
      boolean kink = false;
      for (int i = 0; i < n; i++) {
        double[] up = at.clone();
        double[] down = at.clone();
        up[i] += step;
        down[i] -= step;
        double[] above = answer(problem, up);
        double[] below = answer(problem, down);
        int[] active = active(problem, at, answer);
        kink |= !Arrays.equals(active, active(problem, up, above));
        kink |= !Arrays.equals(active, active(problem, down, below));
        differences[i] = (value(problem, up, above) - value(problem, down, below)) / (2 * step);
      }
      if (kink) {
        continue;
      }
      double[] gradient = new double[n];
      ImplicitGradient.hypergradient(problem, at, answer, gradient);
      for (int i = 0; i < n; i++) {
        double error = Math.abs(gradient[i] - differences[i]);
        worst = Math.max(worst, error / Math.max(1, Math.abs(differences[i])));
      }
      k++;
    }
    return worst;
  }

  /** Which of y are at a bound: where the multiplier is larger than the distance from it. */
  private static int[] active(BilevelProgram problem, double[] x, double[] y) {
    double[] gradient = new double[x.length + y.length];
    problem.lower().gradient(joint(x, y), gradient);
    int[] active = new int[y.length];
    for (int j = 0; j < y.length; j++) {
      double g = gradient[x.length + j];
      active[j] = g > y[j] + 0.5 ? -1 : -g > 0.5 - y[j] ? 1 : 0;
    }
    return active;
  }

  private static double[] joint(double[] x, double[] y) {
    double[] z = Arrays.copyOf(x, x.length + y.length);
    System.arraycopy(y, 0, z, x.length, y.length);
    return z;
  }

  private static double[] answer(BilevelProgram problem, double[] x) {
    double[] z = problem.response(x, new double[problem.lowerVariables()]).point().x();
    return Arrays.copyOfRange(z, x.length, z.length);
  }

  private static double value(BilevelProgram problem, double[] x, double[] y) {
    return problem.upper().objective(joint(x, y));
  }

  /**
   * f = x^2 + y^2, g = x y on [-1, 1]: no error bound holds at x = 0, where psi jumps from 1 to 0.
   * The gap between grad psi_s and grad psi = 2 x at x = s, times s: 1/2 where it grows as 1/s.
   */
  static double gapAtTheJump(double s) {
    var oracle =
        new Gradients() {
          @Override
          public void upper(double[] z, long sample, double[] gradient) {
            gradient[0] = 2 * z[0];
            gradient[1] = 2 * z[1];
          }

          @Override
          public void lower(double[] z, long sample, double[] gradient) {
            gradient[0] = z[1];
            gradient[1] = z[0];
          }
        };
    var method =
        new PenaltyMethod(
            oracle,
            Box.of(1, -1, 1),
            Box.of(1, -1, 1),
            new double[] {s},
            new double[] {0},
            PenaltyMethod.Parameters.of(0.4, (int) Math.ceil(50 / s)),
            RandomGenerator.of("L64X128MixRandom"));
    method.doubleLoop(s, 0);
    return Math.abs(method.direction()[0] - 2 * s) * s;
  }

  static double[] normal(RandomGenerator random, int size) {
    return random.doubles(size).map(u -> random.nextGaussian()).toArray();
  }

  static double norm(double[] a) {
    return distance(a, new double[a.length]);
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }
}
