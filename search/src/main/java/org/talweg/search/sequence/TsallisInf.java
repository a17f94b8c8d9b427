package org.talweg.search.sequence;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Run;
import org.talweg.engine.Solver;
import org.talweg.model.Budget;

/**
 * Tsallis-INF: mirror descent on the probabilities of d values, regularised by Tsallis entropy of
 * order 1/2. With K_i the sum of importance-weighted costs of value i,
 *
 * <pre>
 *   p_i = 4 (eta_t (K_i / s - x))^-2,   x such that sum_i p_i = 1,   eta_t = 2 / sqrt(t)
 *   draw i ~ p, observe the cost k,   K_i += (k - least) / p_i
 * </pre>
 *
 * <p>where s is the mean of k - least so far, so that the range of costs need not be known. The sum
 * is convex and increasing in x and reaches 1 between min K/s - 2 sqrt(d)/eta and min K/s - 2/eta,
 * so Newton's steps from the right end fall to the root and never leave.
 *
 * <p>Source: Zimmert and Seldin 2021, as used by Learning to Relax (arXiv 2310.02246). Guarantee
 * with costs in [0, 1] and s = 1: expected regret against the best fixed value at most 4 sqrt(dT) +
 * 1, against any sequence. Ignores contexts. Cost per instance: O(d).
 */
public final class TsallisInf implements Solver<SequenceProblem, Schedule> {
  private static final int NEWTON_STEPS = 50;

  private static final Capability CAPABILITY =
      Capability.solver(
          "tsallis-inf",
          SequenceProblem.SEQUENCE,
          "Learns the best fixed parameter along a sequence, from the costs it incurs.",
          "learning-to-relax",
          Trait.NOISE);

  @Override
  public Capability capability() {
    return CAPABILITY;
  }

  @Override
  public Estimate estimate(SequenceProblem problem, Budget budget) {
    return new Estimate.Fits(
        0.3, problem.instances() * 1e-6 * problem.grid().size(), "no regret against a fixed value");
  }

  @Override
  public void solve(SequenceProblem problem, Run<Schedule> run) throws InterruptedException {
    Tuner.play(problem, run, tuner(problem.grid().size(), problem.leastCost(), run.random()));
  }

  /** A tuner over so many values, for costs of at least that much and of unknown range. */
  public static Tuner tuner(int values, double leastCost, RandomGenerator random) {
    return new Mirror(values, leastCost, Double.NaN, random);
  }

  /** The same for costs known to lie between these. */
  public static Tuner tuner(int values, double leastCost, double mostCost, RandomGenerator random) {
    if (!(leastCost < mostCost)) {
      throw new IllegalArgumentException(leastCost + " is not less than " + mostCost);
    }
    return new Mirror(values, leastCost, mostCost - leastCost, random);
  }

  /** The p_i for scaled sums of costs. */
  static double[] probabilities(double[] scaled, double eta) {
    double x = Arrays.stream(scaled).min().orElseThrow() - 2 / eta;
    double[] p = new double[scaled.length];
    for (int step = 0; step < NEWTON_STEPS; step++) {
      double sum = 0;
      double slope = 0;
      for (int i = 0; i < p.length; i++) {
        double root = 2 / (eta * (scaled[i] - x));
        p[i] = root * root;
        sum += p[i];
        slope += eta * p[i] * root;
      }
      if (sum - 1 <= 1e-14 * p.length) {
        break;
      }
      x -= (sum - 1) / slope;
    }
    double sum = Arrays.stream(p).sum();
    Arrays.setAll(p, i -> p[i] / sum);
    return p;
  }

  /** Draws an index with these probabilities. */
  static int draw(double[] p, RandomGenerator random) {
    double left = random.nextDouble();
    int last = 0;
    for (int i = 0; i < p.length; i++) {
      if (p[i] > 0) {
        last = i;
        left -= p[i];
        if (left < 0) {
          return i;
        }
      }
    }
    return last;
  }

  private static final class Mirror implements Tuner {
    private final double[] sums;
    private final double leastCost;
    private final double range;
    private final RandomGenerator random;
    private double[] p;
    private double total = 0;
    private int t = 0;
    private int chosen = 0;

    /** A range of NaN is estimated by the mean. */
    Mirror(int values, double leastCost, double range, RandomGenerator random) {
      this.sums = new double[values];
      this.leastCost = leastCost;
      this.range = range;
      this.random = random;
      this.p = new double[values];
    }

    @Override
    public int choose(OptionalDouble context) {
      double mean = t == 0 || total == 0 ? 1 : total / t;
      double scale = Double.isNaN(range) ? mean : range;
      p =
          probabilities(
              Arrays.stream(sums).map(sum -> sum / scale).toArray(), 2 / Math.sqrt(t + 1.0));
      chosen = draw(p, random);
      return chosen;
    }

    @Override
    public void observe(double cost) {
      double loss = Math.max(0, cost - leastCost);
      sums[chosen] += loss / p[chosen];
      total += loss;
      t++;
    }
  }
}
