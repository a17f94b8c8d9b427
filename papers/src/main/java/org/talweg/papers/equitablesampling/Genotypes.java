package org.talweg.papers.equitablesampling;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.talweg.papers.Context;
import org.talweg.search.allocation.AllocationProblem;
import org.talweg.search.allocation.Group;
import org.talweg.search.allocation.Learner;
import org.talweg.search.allocation.Utility;

/**
 * Polygenic scores for four ancestry groups: a model of its own for each, by ridge regression on
 * 100 standardised genotypes.
 *
 * <pre>
 *   x_j = (Binomial(2, f_j) - 2 f_j) / sqrt(2 f_j (1 - f_j)),   f_j ~ U(0.05, 0.5) by group
 *   y = x' beta_g + noise,   var(x' beta_g) = heritability h_g,   var(y) = 1
 *   beta_g = sqrt(0.7) shared + sqrt(0.3) own, normal on the same 20% of genotypes, else 0
 * </pre>
 *
 * <p>The score is R^2 on 1,000 fresh individuals. Estimates are made from collected ones alone: R^2
 * on those that were not trained on, over three random splits.
 */
final class Genotypes implements Learner {
  static final List<Group> GROUPS =
      List.of(
          new Group("A", 1, 0.6),
          new Group("B", 1, 0.2),
          new Group("C", 1.5, 0.15),
          new Group("D", 2, 0.05));
  private static final double[] HERITABILITY = {0.6, 0.6, 0.4, 0.3};
  private static final int FEATURES = 100;
  private static final double CAUSAL = 0.2;
  private static final double CORRELATION = 0.7;
  private static final double RIDGE = 100;
  private static final double BUDGET = 2000;
  private static final int FIRST = 60;
  private static final int TEST = 1000;
  private static final int SPLITS = 3;

  /** Individuals: a row of genotypes and a trait each. */
  private record People(double[][] x, double[] y) {}

  private final long seed;
  private final double budget;
  private final People[] collected = new People[4];
  private final People[] fresh = new People[4];

  Genotypes(long seed, boolean quick) {
    this.seed = seed;
    this.budget = quick ? BUDGET / 4 : BUDGET;
    RandomGenerator random = Context.random(seed, "effects");
    boolean[] causal = new boolean[FEATURES];
    double[] shared = new double[FEATURES];
    for (int j = 0; j < FEATURES; j++) {
      causal[j] = random.nextDouble() < CAUSAL;
      shared[j] = random.nextGaussian();
    }
    for (int g = 0; g < 4; g++) {
      double[] beta = new double[FEATURES];
      double[] frequency = new double[FEATURES];
      double variance = 0;
      for (int j = 0; j < FEATURES; j++) {
        frequency[j] = random.nextDouble(0.05, 0.5);
        double own = random.nextGaussian();
        beta[j] =
            causal[j] ? Math.sqrt(CORRELATION) * shared[j] + Math.sqrt(1 - CORRELATION) * own : 0;
        variance += beta[j] * beta[j];
      }
      double scale = variance > 0 ? Math.sqrt(HERITABILITY[g] / variance) : 0;
      Arrays.setAll(beta, j -> beta[j] * scale);
      int most = (int) (budget / GROUPS.get(g).cost());
      collected[g] = people(random, frequency, beta, HERITABILITY[g], most);
      fresh[g] = people(random, frequency, beta, HERITABILITY[g], TEST);
    }
  }

  AllocationProblem problem(Utility utility) {
    return AllocationProblem.of("polygenic scores", GROUPS, budget, FIRST, utility, this);
  }

  private static People people(
      RandomGenerator random, double[] frequency, double[] beta, double heritability, int count) {
    double[][] x = new double[count][FEATURES];
    double[] y = new double[count];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < FEATURES; j++) {
        double f = frequency[j];
        int alleles = (random.nextDouble() < f ? 1 : 0) + (random.nextDouble() < f ? 1 : 0);
        x[i][j] = (alleles - 2 * f) / Math.sqrt(2 * f * (1 - f));
        y[i] += x[i][j] * beta[j];
      }
      y[i] += Math.sqrt(1 - heritability) * random.nextGaussian();
    }
    return new People(x, y);
  }

  @Override
  public double score(int group, int samples) {
    int[] all = new int[samples];
    Arrays.setAll(all, i -> i);
    double[] beta = ridge(collected[group], all, samples);
    double[] sums = new double[2];
    for (int i = 0; i < TEST; i++) {
      addErrors(fresh[group], i, beta, sums);
    }
    return 1 - sums[0] / sums[1];
  }

  @Override
  public double estimate(int group, int size, int count) {
    RandomGenerator random = Context.random(seed, "split " + group + " " + size + " " + count);
    double[] sums = new double[2];
    int[] order = new int[count];
    Arrays.setAll(order, i -> i);
    for (int split = 0; split < SPLITS; split++) {
      for (int i = count - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        int swap = order[i];
        order[i] = order[j];
        order[j] = swap;
      }
      double[] beta = ridge(collected[group], order, size);
      for (int i = size; i < count; i++) {
        addErrors(collected[group], order[i], beta, sums);
      }
    }
    return 1 - sums[0] / sums[1];
  }

  /** Adds (y - x' beta)^2 and y^2; traits have mean 0. */
  private static void addErrors(People people, int i, double[] beta, double[] sums) {
    double error = people.y[i];
    for (int j = 0; j < FEATURES; j++) {
      error -= people.x[i][j] * beta[j];
    }
    sums[0] += error * error;
    sums[1] += people.y[i] * people.y[i];
  }

  /** The beta with the least sum of squares over the first so many, plus RIDGE |beta|^2. */
  private static double[] ridge(People people, int[] order, int count) {
    if (count == 0) {
      return new double[FEATURES];
    }
    var x = new DMatrixRMaj(count, FEATURES);
    var y = new DMatrixRMaj(count, 1);
    for (int i = 0; i < count; i++) {
      System.arraycopy(people.x[order[i]], 0, x.data, i * FEATURES, FEATURES);
      y.data[i] = people.y[order[i]];
    }
    var gram = new DMatrixRMaj(FEATURES, FEATURES);
    var moment = new DMatrixRMaj(FEATURES, 1);
    var beta = new DMatrixRMaj(FEATURES, 1);
    CommonOps_DDRM.multInner(x, gram);
    CommonOps_DDRM.multTransA(x, y, moment);
    for (int j = 0; j < FEATURES; j++) {
      gram.add(j, j, RIDGE);
    }
    var solver = LinearSolverFactory_DDRM.chol(FEATURES);
    if (!solver.setA(gram)) {
      throw new IllegalStateException("a ridge makes every matrix positive definite");
    }
    solver.solve(moment, beta);
    return beta.data;
  }
}
