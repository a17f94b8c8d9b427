package org.talweg.search.importance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/**
 * A random forest for regression: the mean of trees that are each grown on a bootstrap sample.
 *
 * <p>A tree halves the sample where that lowers the sum of squares most, among a random five sixths
 * of the columns. A number is split at a place drawn uniformly between two neighbouring values, so
 * that the mean over trees interpolates; levels without an order are split after ordering them by
 * their mean response, which finds the best of all subsets (Fisher 1958).
 *
 * <p>Source: Breiman, Random Forests (2001); the split points and the share of columns as in
 * Hutter, Hoos and Leyton-Brown, An Efficient Approach for Assessing Hyperparameter Importance
 * (2014). The same data and seed give the same forest. Cost: O(trees d n log^2 n).
 */
final class RegressionForest {
  private static final double COLUMNS = 5.0 / 6;
  private static final int SMALLEST_LEAF = 2;

  /** A tree grows on at most so many rows. */
  private static final int SAMPLE = 1000;

  private sealed interface Node {}

  private record Leaf(double value) implements Node {}

  private record Below(int column, double threshold, Node yes, Node no) implements Node {}

  private record Among(int column, BitSet levels, Node yes, Node no) implements Node {}

  private record Split(double gain, int column, double threshold, BitSet levels) {}

  private final List<Node> trees = new ArrayList<>();
  private final double explained;

  /**
   * Grows a forest.
   *
   * @param rows one array of columns per observation
   * @param levels per column how many levels it has, 0 for a number; a level is its place from 0
   */
  RegressionForest(double[][] rows, int[] levels, double[] values, int size, long seed) {
    int n = rows.length;
    double[] sums = new double[n];
    int[] counts = new int[n];
    int[][] ranks = new int[levels.length][];
    for (int c = 0; c < levels.length; c++) {
      ranks[c] = ranks(rows, c);
    }
    var factory = RandomGeneratorFactory.of("L64X128MixRandom");
    for (int t = 0; t < size; t++) {
      RandomGenerator random = factory.create(seed + t);
      int[] sample = random.ints(Math.min(n, SAMPLE), 0, n).toArray();
      Node tree = new Grower(rows, ranks, levels, values, random).grow(sample);
      trees.add(tree);
      var drawn = new BitSet(n);
      Arrays.stream(sample).forEach(drawn::set);
      for (int i = drawn.nextClearBit(0); i < n; i = drawn.nextClearBit(i + 1)) {
        sums[i] += value(tree, rows[i]);
        counts[i]++;
      }
    }
    explained = explained(values, sums, counts);
  }

  private static int[] ranks(double[][] rows, int column) {
    double[] sorted = Arrays.stream(rows).mapToDouble(row -> row[column]).sorted().toArray();
    return Arrays.stream(rows).mapToInt(row -> Arrays.binarySearch(sorted, row[column])).toArray();
  }

  /** 1 - (squared error) / (variance) over rows, each predicted by trees that never saw it. */
  private static double explained(double[] values, double[] sums, int[] counts) {
    int[] judged = IntStream.range(0, values.length).filter(i -> counts[i] > 0).toArray();
    double mean = Arrays.stream(judged).mapToDouble(i -> values[i]).average().orElse(0);
    double error = 0;
    double total = 0;
    for (int i : judged) {
      error += Math.pow(values[i] - sums[i] / counts[i], 2);
      total += Math.pow(values[i] - mean, 2);
    }
    return total > 0 ? 1 - error / total : 0;
  }

  /**
   * The share of the variance that the forest predicts for rows it has not seen; may be below 0.
   */
  double explained() {
    return explained;
  }

  double predict(double[] row) {
    double sum = 0;
    for (Node tree : trees) {
      sum += value(tree, row);
    }
    return sum / trees.size();
  }

  private static double value(Node tree, double[] row) {
    Node node = tree;
    while (true) {
      switch (node) {
        case Leaf(double value) -> {
          return value;
        }
        case Below(int column, double threshold, Node yes, Node no) ->
            node = row[column] < threshold ? yes : no;
        case Among(int column, BitSet levels, Node yes, Node no) ->
            node = levels.get((int) row[column]) ? yes : no;
      }
    }
  }

  /** Grows one tree. */
  private record Grower(
      double[][] rows, int[][] ranks, int[] levels, double[] values, RandomGenerator random) {
    Node grow(int[] sample) {
      double mean = Arrays.stream(sample).mapToDouble(i -> values[i]).average().orElse(0);
      if (sample.length < 2 * SMALLEST_LEAF) {
        return new Leaf(mean);
      }
      int[] columns = IntStream.range(0, levels.length).toArray();
      int tried = Math.max(1, (int) Math.ceil(COLUMNS * columns.length));
      Split best = null;
      for (int k = 0; k < columns.length && (k < tried || best == null); k++) {
        int other = k + random.nextInt(columns.length - k);
        int column = columns[other];
        columns[other] = columns[k];
        Split split = split(sample, column);
        if (split.gain > (best == null ? 0 : best.gain)) {
          best = split;
        }
      }
      if (best == null) {
        return new Leaf(mean);
      }
      Split chosen = best;
      int c = chosen.column;
      if (levels[c] > 0) {
        int[] yes =
            Arrays.stream(sample).filter(i -> chosen.levels.get((int) rows[i][c])).toArray();
        int[] no =
            Arrays.stream(sample).filter(i -> !chosen.levels.get((int) rows[i][c])).toArray();
        return new Among(c, chosen.levels, grow(yes), grow(no));
      }
      int[] yes = Arrays.stream(sample).filter(i -> rows[i][c] < chosen.threshold).toArray();
      int[] no = Arrays.stream(sample).filter(i -> rows[i][c] >= chosen.threshold).toArray();
      return new Below(c, chosen.threshold, grow(yes), grow(no));
    }

    /** The best split of the sample by that column; its gain is 0 where there is none. */
    private Split split(int[] sample, int column) {
      int n = sample.length;
      int[] rank = levels[column] > 0 ? levelRanks(sample, column) : new int[0];
      long[] order = new long[n];
      double total = 0;
      for (int k = 0; k < n; k++) {
        int i = sample[k];
        int place = levels[column] > 0 ? rank[(int) rows[i][column]] : ranks[column][i];
        order[k] = (long) place << 32 | i;
        total += values[i];
      }
      Arrays.sort(order);
      double best = 0;
      int cut = -1;
      double left = 0;
      for (int k = 0; k + SMALLEST_LEAF < n; k++) {
        left += values[(int) order[k]];
        if (k + 1 >= SMALLEST_LEAF && order[k] >>> 32 != order[k + 1] >>> 32) {
          double difference = left / (k + 1) - (total - left) / (n - k - 1);
          double gain = difference * difference * (k + 1) * (n - k - 1) / n;
          if (gain > best) {
            best = gain;
            cut = k;
          }
        }
      }
      var yes = new BitSet();
      double threshold = Double.NaN;
      if (cut >= 0 && levels[column] > 0) {
        for (int k = 0; k <= cut; k++) {
          yes.set((int) rows[(int) order[k]][column]);
        }
      } else if (cut >= 0) {
        double below = rows[(int) order[cut]][column];
        double above = rows[(int) order[cut + 1]][column];
        threshold = above - (above - below) * random.nextDouble(); // in (below, above]
        threshold = threshold > below ? threshold : above;
      }
      return new Split(best, column, threshold, yes);
    }

    /** Each level's place in the order of mean responses. */
    private int[] levelRanks(int[] sample, int column) {
      double[] sums = new double[levels[column]];
      int[] counts = new int[levels[column]];
      for (int i : sample) {
        sums[(int) rows[i][column]] += values[i];
        counts[(int) rows[i][column]]++;
      }
      int[] ranks = new int[levels[column]];
      List<Integer> order =
          IntStream.range(0, ranks.length)
              .boxed()
              .sorted(
                  (a, b) ->
                      Double.compare(
                          sums[a] / Math.max(1, counts[a]), sums[b] / Math.max(1, counts[b])))
              .toList();
      for (int k = 0; k < ranks.length; k++) {
        ranks[order.get(k)] = k;
      }
      return ranks;
    }
  }
}
