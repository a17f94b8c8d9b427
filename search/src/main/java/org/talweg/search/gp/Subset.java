package org.talweg.search.gp;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Which observations take part where there are more than a Gaussian process can bear: half of them
 * the nearest to the best point, in the kernel's distance, and half drawn at random from the rest,
 * so that the model is exact where the search goes and knows the lay of the land elsewhere.
 *
 * <p>The local half follows Gramacy and Apley, "Local Gaussian process approximation for large
 * computer experiments" (2015). Cost: O(n (P + log n)).
 */
final class Subset {
  private Subset() {}

  /** At most {@code limit} places, ascending. */
  static int[] choose(
      Encoding encoding,
      double[] lengths,
      Observations observations,
      int limit,
      RandomGenerator random) {
    int n = observations.size();
    if (n <= limit) {
      return IntStream.range(0, n).toArray();
    }
    double[] best = observations.row(observations.lowest());
    double[] distance = new double[n];
    for (int i = 0; i < n; i++) {
      for (int p = 0; p < lengths.length; p++) {
        double d = encoding.columns().get(p).squaredDistance(best, observations.row(i));
        distance[i] += d / (lengths[p] * lengths[p]);
      }
    }
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(java.util.Comparator.comparingDouble(i -> distance[i]))
            .mapToInt(i -> i)
            .toArray();
    for (int k = limit / 2; k < limit; k++) {
      int other = random.nextInt(k, n);
      int swapped = order[k];
      order[k] = order[other];
      order[other] = swapped;
    }
    return IntStream.of(order).limit(limit).sorted().toArray();
  }
}
