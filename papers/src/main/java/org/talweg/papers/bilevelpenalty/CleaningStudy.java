package org.talweg.papers.bilevelpenalty;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.talweg.engine.Outcome;
import org.talweg.engine.RunOptions;
import org.talweg.engine.Talweg;
import org.talweg.model.Budget;
import org.talweg.model.Resource;
import org.talweg.papers.Context;
import org.talweg.program.bilevel.BilevelModel;
import org.talweg.program.bilevel.BilevelProgram;
import org.talweg.program.bilevel.LeaderFollower;
import org.talweg.program.expression.Dag;
import org.talweg.program.expression.Op;

/**
 * Finds out which labels are wrong: x weighs the training samples, y is the logistic regression
 * that they train,
 *
 * <pre>
 *   min over x of the mean clean loss of y on 200 validation samples,
 *   y = argmin (1/N) sum sigmoid(x_i) log(1 + exp(-b_i a_i'y)) + 0.005 ||y||^2
 * </pre>
 *
 * Two normal classes in ten dimensions, a constant besides, 2 sqrt(2) apart; of the training labels
 * 40% of one class and none of the other are wrong, so that what is wrong matters.
 */
final class CleaningStudy {
  static final String PENALTY = "bilevel-penalty";
  static final String IMPLICIT = "implicit-gradient";
  static final String NONE = "no cleaning";
  private static final int FEATURES = 10;
  private static final int VALIDATION = 200;
  private static final int TEST = 5000;
  private static final double WRONG = 0.4;

  @SuppressWarnings("ArrayRecordComponent") // ours alone; nobody compares them
  private record Sample(double[] a, double label) {}

  /** What a method came to. */
  record Cleaned(double accuracy, double evaluations) {}

  private CleaningStudy() {}

  /** Both methods with as many evaluations as the first one takes, and twice that, and neither. */
  static Map<String, Cleaned> cleaned(long seed, int training, int evaluations)
      throws InterruptedException {
    RandomGenerator random = Context.random(seed, "cleaning");
    Sample[] train = samples(random, training, WRONG);
    Sample[] clean = samples(random, VALIDATION, 0);
    Sample[] test = samples(random, TEST, 0);
    var results = new LinkedHashMap<String, Cleaned>();
    BilevelProgram problem = problem(train, clean);
    double[] start = problem.start().x();
    double[] plain = problem.response(start, new double[FEATURES + 1]).point().x();
    results.put(
        NONE, new Cleaned(accuracy(Arrays.copyOfRange(plain, training, plain.length), test), 0));
    Outcome<LeaderFollower> implicit = solve(problem, IMPLICIT, evaluations, seed);
    double spent = implicit.spent().getOrDefault(Resource.EVALUATIONS, 0.0);
    results.put(IMPLICIT, new Cleaned(accuracy(implicit.solution().y(), test), spent));
    Outcome<LeaderFollower> penalty = solve(problem, PENALTY, (int) (2 * spent), seed);
    results.put(
        PENALTY,
        new Cleaned(
            accuracy(penalty.solution().y(), test),
            penalty.spent().getOrDefault(Resource.EVALUATIONS, 0.0)));
    return results;
  }

  private static Outcome<LeaderFollower> solve(
      BilevelProgram problem, String solver, int evaluations, long seed)
      throws InterruptedException {
    return Talweg.solve(
        problem,
        RunOptions.within(Budget.evaluations(evaluations).and(Duration.ofMinutes(5)))
            .withSolver(solver)
            .withSeed(seed));
  }

  private static Sample[] samples(RandomGenerator random, int count, double wrong) {
    var samples = new Sample[count];
    for (int i = 0; i < count; i++) {
      double label = random.nextBoolean() ? 1 : -1;
      double[] a = new double[FEATURES + 1];
      for (int j = 0; j < FEATURES; j++) {
        a[j] = random.nextGaussian() + label * Math.sqrt(2.0 / FEATURES);
      }
      a[FEATURES] = 1;
      boolean flipped = label > 0 && random.nextDouble() < wrong;
      samples[i] = new Sample(a, flipped ? -label : label);
    }
    return samples;
  }

  private static BilevelProgram problem(Sample[] train, Sample[] clean) {
    var model = new BilevelModel("cleaning");
    Dag d = model.dag();
    double inf = Double.POSITIVE_INFINITY;
    int[] x = new int[train.length];
    Arrays.setAll(x, i -> model.leader("x" + i, -5, 5, 0));
    int[] y = new int[FEATURES + 1];
    Arrays.setAll(y, j -> model.follower("y" + j, -inf, inf, 0));
    int[] lower = new int[train.length + y.length];
    for (int i = 0; i < train.length; i++) {
      int weight = d.divide(d.constant(1.0 / train.length), onePlusExp(d, d.negate(x[i])));
      lower[i] = d.multiply(weight, loss(d, train[i], y));
    }
    for (int j = 0; j < y.length; j++) {
      lower[train.length + j] = d.multiply(d.constant(0.005), d.square(y[j]));
    }
    int[] upper = new int[clean.length];
    for (int i = 0; i < clean.length; i++) {
      upper[i] = d.multiply(d.constant(1.0 / clean.length), loss(d, clean[i], y));
    }
    return model.upper(d.sum(upper)).lower(d.sum(lower)).convex();
  }

  private static int onePlusExp(Dag d, int node) {
    return d.add(d.constant(1), d.apply(Op.EXP, node));
  }

  private static int loss(Dag d, Sample sample, int[] y) {
    int[] terms = new int[y.length];
    for (int j = 0; j < y.length; j++) {
      terms[j] = d.multiply(d.constant(-sample.label * sample.a[j]), y[j]);
    }
    return d.apply(Op.LOG, onePlusExp(d, d.sum(terms)));
  }

  private static double accuracy(double[] y, Sample[] test) {
    int right = 0;
    for (Sample sample : test) {
      double score = 0;
      for (int j = 0; j < y.length; j++) {
        score += sample.a[j] * y[j];
      }
      right += score * sample.label > 0 ? 1 : 0;
    }
    return (double) right / test.length;
  }
}
