package org.talweg.papers.equitablesampling;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.talweg.papers.Context;
import org.talweg.search.allocation.AllocationProblem;
import org.talweg.search.allocation.Group;
import org.talweg.search.allocation.Learner;
import org.talweg.search.allocation.Utility;

/**
 * Four groups with curves s(n) = a - b n^-d, a ~ U(0.6, 0.95), d ~ U(0.25, 0.9), b = (a - 0.1) 20^d
 * U(0.7, 1). Estimates at size m are off by a normal error of standard deviation sd sqrt(40 / m).
 */
final class KnownCurves implements Learner {
  private static final int GROUPS = 4;
  private static final double BUDGET = 3000;
  private static final int FIRST = 40;

  private final double[] a = new double[GROUPS];
  private final double[] b = new double[GROUPS];
  private final double[] d = new double[GROUPS];
  private final List<Group> groups = new ArrayList<>();
  private final double noise;
  private final long seed;

  KnownCurves(long seed, double noise) {
    this.seed = seed;
    this.noise = noise;
    RandomGenerator random = Context.random(seed, "curves");
    for (int g = 0; g < GROUPS; g++) {
      a[g] = random.nextDouble(0.6, 0.95);
      d[g] = random.nextDouble(0.25, 0.9);
      b[g] = (a[g] - 0.1) * Math.pow(20, d[g]) * random.nextDouble(0.7, 1);
      // Dirichlet(1.5) up to its sum: half a chi-square variable of three degrees of freedom.
      double share = 0;
      for (int i = 0; i < 3; i++) {
        double z = random.nextGaussian();
        share += z * z / 2;
      }
      groups.add(new Group("group " + (g + 1), 1 << random.nextInt(3), share));
    }
  }

  AllocationProblem problem(Utility utility) {
    return AllocationProblem.of("known curves", groups, BUDGET, FIRST, utility, this);
  }

  @Override
  public double score(int group, int samples) {
    return a[group] - b[group] * Math.pow(Math.max(1, samples), -d[group]);
  }

  @Override
  public double estimate(int group, int size, int collected) {
    double error = Context.random(seed, "error " + group + " " + size).nextGaussian();
    return Math.min(1, score(group, size) + noise * Math.sqrt(40.0 / size) * error);
  }
}
