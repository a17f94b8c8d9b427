package org.talweg.papers.fewuniquecandidates;

import java.util.BitSet;
import org.talweg.papers.bandit.GaussianBandit;
import org.talweg.search.acquisition.Marginal;

/**
 * mini-META (algorithm 1): choose a candidate by a rule, and stick to it.
 *
 * <pre>
 *   x = argmax u(x; μ, σ),   B = max(1, ⌊(C² - 1) λ / σ²(x)⌋),   evaluate x B times
 * </pre>
 *
 * <p>B observations of x divide no variance by more than 1 + B σ²(x)/λ ≤ C². With C = 1 this is the
 * sequential method. Costs are minimised; the n-th observation has the same error under every
 * policy. Cost per round: A h² /2 + h³ for A candidates and h unique points.
 */
final class MiniMeta {
  private MiniMeta() {}

  /**
   * What a run came to.
   *
   * @param regret Σ_t f(x_t) - min f, relative to what uniform draws are expected to come to
   * @param rounds posteriors computed
   * @param unique candidates evaluated
   * @param shrinkage by how much a round of several observations divided a candidate's deviation at
   *     most; 0 where no round had several
   * @param chosen the candidate of every observation
   */
  record Run(double regret, int rounds, int unique, double shrinkage, int[] chosen) {}

  static Run run(GaussianBandit bandit, double[] errors, Rule rule, double c, Posterior posterior)
      throws InterruptedException {
    int n = bandit.size();
    int[] chosen = new int[errors.length];
    double[] mean = new double[n];
    double[] variance = new double[n];
    double[] stale = new double[n];
    var evaluated = new BitSet(n);
    double regret = 0;
    double shrinkage = 0;
    int rounds = 0;
    int repeats = 1;
    for (int t = 0; t < errors.length; rounds++) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      System.arraycopy(variance, 0, stale, 0, n);
      posterior.process().predict(bandit.rows(), n, mean, variance);
      if (repeats > 1) {
        shrinkage = Math.max(shrinkage, shrinkage(stale, variance));
      }
      int x = t == 0 ? 0 : best(rule.given(incumbent(evaluated, mean)), mean, variance);
      repeats = repeats(c, bandit.model().noise(), variance[x]);
      double loss = bandit.regret(x);
      for (int b = 0; b < repeats && t < errors.length; b++, t++) {
        posterior.observe(bandit.rows()[x], bandit.costs()[x] + errors[t]);
        regret += loss;
        chosen[t] = x;
      }
      evaluated.set(x);
    }
    double chance = bandit.regretOfChance() * errors.length;
    return new Run(regret / chance, rounds, evaluated.cardinality(), shrinkage, chosen);
  }

  /** B. */
  static int repeats(double c, double noise, double variance) {
    return (int) Math.max(1, Math.floor((c * c - 1) * noise / variance));
  }

  private static double incumbent(BitSet evaluated, double[] mean) {
    return evaluated.stream().mapToDouble(i -> mean[i]).min().orElseThrow();
  }

  private static int best(Marginal marginal, double[] mean, double[] variance) {
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < mean.length; i++) {
      double worth = marginal.value(mean[i], Math.sqrt(variance[i]));
      if (worth > most) {
        most = worth;
        best = i;
      }
    }
    return best;
  }

  private static double shrinkage(double[] before, double[] after) {
    double most = 0;
    for (int i = 0; i < before.length; i++) {
      most = Math.max(most, Math.sqrt(before[i] / after[i]));
    }
    return most;
  }
}
