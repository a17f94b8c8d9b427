package org.talweg.papers.zoranksgd;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.talweg.papers.Spread;
import org.talweg.search.ranking.Ranking;

/** Tells the best k of some values, least first. */
@FunctionalInterface
interface Ranker {
  Ranking rank(double[] values, int k, RandomGenerator random);

  /** Never errs. */
  Ranker EXACT = (values, k, random) -> Ranking.byCost(values.length, k, i -> values[i]);

  /** Sees exp(v / 100) of a value v. */
  Ranker DISTORTED =
      (values, k, random) -> Ranking.byCost(values.length, k, i -> Math.exp(values[i] / 100));

  /**
   * Chooses as Plackett and Luce have it, with a temperature of a tenth of the range of the middle
   * half of the values: P(i is best of S) = exp(-v_i / T) / Σ_S exp(-v_j / T). Values with Gumbel
   * noise in their order are distributed so.
   */
  Ranker ERRING =
      (values, k, random) -> {
        Spread spread = Spread.of(values);
        double temperature = 0.1 * (spread.upperQuartile() - spread.lowerQuartile());
        double[] noisy = new double[values.length];
        Arrays.setAll(
            noisy,
            i -> values[i] + temperature * Math.log(-Math.log(random.nextDouble(1e-300, 1))));
        return Ranking.byCost(values.length, k, i -> noisy[i]);
      };
}
