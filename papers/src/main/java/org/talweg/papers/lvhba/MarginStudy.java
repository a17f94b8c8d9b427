package org.talweg.papers.lvhba;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.talweg.papers.Context;
import org.talweg.program.bilevel.BilevelModel;
import org.talweg.program.bilevel.BilevelProgram;
import org.talweg.program.bilevel.LeaderFollower;
import org.talweg.program.bilevel.LvHbaMethod;
import org.talweg.program.expression.Dag;
import org.talweg.program.expression.Op;

/**
 * A support vector machine with a weight e^(x_i) for each training sample:
 *
 * <pre>
 *   y = (w, b, xi) = argmin 1/2 ||w||^2 + 1/2 sum e^(x_i) xi_i^2   s.t.  1 - xi_i - l_i (w'z_i + b) &lt;= 0
 *   F = sum over validation of leaky(2 sigmoid(-5 l (w'z + b) / ||w||) - 1),  leaky(t) = max(t, t / 100)
 * </pre>
 *
 * Two normal classes in eight dimensions whose best line is right in 77% of cases.
 */
final class MarginStudy {
  private static final int FEATURES = 8;
  private static final int TEST = 2000;
  private static final double DISTANCE = 1.48;
  private static final int GRID = 20;
  private static final int ITERATIONS = 80;

  @SuppressWarnings("ArrayRecordComponent") // ours alone; nobody compares them
  private record Sample(double[] z, double label) {}

  /**
   * Test accuracies, and how far the iterate is from the follower's answer, relative to its value.
   *
   * @param grid of the common weight of twenty that is best on the validation samples
   * @param one of the common weight 1
   */
  record Tuned(double lvHba, double grid, double one, double gap) {}

  private final Sample[] train;
  private final Sample[] validation;
  private final Sample[] test;
  private final BilevelProgram problem;

  private MarginStudy(long seed, int training) {
    RandomGenerator random = Context.random(seed, "margin");
    train = samples(random, training);
    validation = samples(random, training / 2);
    test = samples(random, TEST);
    problem = problem(random);
  }

  static Tuned tuned(long seed, int training) {
    return new MarginStudy(seed, training).tuned();
  }

  private Tuned tuned() {
    double[] begin = problem.start().x();
    double[] first = answer(begin, problem.start().y());
    var parameters = new LvHbaMethod.Parameters(10, 10, 0.01, 0.1, 0.01, 1, 0.49, 1e3);
    var method = new LvHbaMethod(problem, new LeaderFollower(begin, first), parameters);
    for (int k = 0; k < ITERATIONS; k++) {
      method.step();
    }
    double[] x = method.x();
    double[] z = Arrays.copyOf(x, x.length + method.y().length);
    System.arraycopy(method.y(), 0, z, x.length, method.y().length);
    double reached = problem.lower().objective(z);
    double least = problem.response(x, method.y()).objective();
    double grid = Double.NaN;
    double best = -1;
    for (int k = 0; k < GRID; k++) {
      double[] y = common(-6 + 10.0 * k / (GRID - 1));
      double accuracy = accuracy(y, validation);
      if (accuracy > best) {
        best = accuracy;
        grid = accuracy(y, test);
      }
    }
    return new Tuned(
        accuracy(answer(x, method.y()), test),
        grid,
        accuracy(common(0), test),
        (reached - least) / Math.max(1e-12, Math.abs(least)));
  }

  private double[] common(double logarithm) {
    double[] x = new double[train.length];
    Arrays.fill(x, logarithm);
    return answer(x, problem.start().y());
  }

  private double[] answer(double[] x, double[] from) {
    double[] z = problem.response(x, from).point().x();
    return Arrays.copyOfRange(z, x.length, z.length);
  }

  private static Sample[] samples(RandomGenerator random, int count) {
    var samples = new Sample[count];
    for (int i = 0; i < count; i++) {
      double label = random.nextBoolean() ? 1 : -1;
      double[] z = new double[FEATURES];
      for (int j = 0; j < FEATURES; j++) {
        z[j] = random.nextGaussian() + label * DISTANCE / 2 / Math.sqrt(FEATURES);
      }
      samples[i] = new Sample(z, label);
    }
    return samples;
  }

  private BilevelProgram problem(RandomGenerator random) {
    var m = new BilevelModel("margin");
    Dag d = m.dag();
    double inf = Double.POSITIVE_INFINITY;
    int n = train.length;
    int[] x = new int[n];
    int[] w = new int[FEATURES];
    int[] xi = new int[n];
    Arrays.setAll(x, i -> m.leader("x" + i, -10, 10, -6 + random.nextDouble()));
    Arrays.setAll(w, j -> m.follower("w" + j, -inf, inf, 0.1));
    int b = m.follower("b", -inf, inf, 0);
    Arrays.setAll(xi, i -> m.follower("xi" + i, -inf, inf, 2));
    int half = d.constant(0.5);
    int square = d.sum(Arrays.stream(w).map(d::square).toArray());
    int[] lower = new int[n + 1];
    lower[n] = d.multiply(half, square);
    for (int i = 0; i < n; i++) {
      lower[i] = d.multiply(half, d.multiply(d.apply(Op.EXP, x[i]), d.square(xi[i])));
      m.lowerConstraint(d.add(margin(d, train[i], w, b), xi[i]), 1, inf);
    }
    int length = d.apply(Op.SQRT, d.add(square, d.constant(1e-12)));
    int[] upper = new int[validation.length];
    for (int i = 0; i < upper.length; i++) {
      int scaled = d.divide(d.multiply(d.constant(5), margin(d, validation[i], w, b)), length);
      int one = d.constant(1);
      int sigmoid = d.divide(d.constant(2), d.add(one, d.apply(Op.EXP, scaled)));
      int t = d.subtract(sigmoid, one);
      upper[i] = d.apply(Op.MAX, t, d.multiply(d.constant(0.01), t));
    }
    return m.upper(d.sum(upper)).lower(d.sum(lower)).convex();
  }

  private static int margin(Dag d, Sample sample, int[] w, int b) {
    int[] terms = new int[w.length + 1];
    for (int j = 0; j < w.length; j++) {
      terms[j] = d.multiply(d.constant(sample.label * sample.z[j]), w[j]);
    }
    terms[w.length] = d.multiply(d.constant(sample.label), b);
    return d.sum(terms);
  }

  private static double accuracy(double[] y, Sample[] samples) {
    int right = 0;
    for (Sample sample : samples) {
      double score = y[FEATURES];
      for (int j = 0; j < FEATURES; j++) {
        score += y[j] * sample.z[j];
      }
      right += score * sample.label > 0 ? 1 : 0;
    }
    return (double) right / samples.length;
  }
}
