package org.talweg.search.gp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was observed, by unique point: its row, how often it was observed, the mean and the sum of
 * squares about the mean.
 *
 * <p>These are sufficient for a Gaussian process (Calandriello et al., "Scaling Gaussian Process
 * Optimization by Evaluating a Few Unique Candidates Multiple Times", 2022): everything computed
 * from them equals what all observations would give, at a cost that depends on the unique points
 * only. Points are identified by their rows. Adding costs O(row).
 */
public final class Observations {
  private final Map<List<Double>, Integer> places = new HashMap<>();
  private final List<double[]> rows = new ArrayList<>();
  private double[] means = new double[16];
  private double[] within = new double[16];
  private int[] counts = new int[16];
  private int total;

  /**
   * Adds a finite observation and returns the place of its unique point, in order of appearance.
   */
  public int add(double[] row, double y) {
    if (!Double.isFinite(y)) {
      throw new IllegalArgumentException("an observation is a finite number, not " + y);
    }
    int i = places.computeIfAbsent(key(row), _ -> rows.size());
    if (i == rows.size()) {
      rows.add(row.clone());
      if (i == means.length) {
        means = Arrays.copyOf(means, 2 * i);
        within = Arrays.copyOf(within, 2 * i);
        counts = Arrays.copyOf(counts, 2 * i);
      }
    }
    counts[i]++;
    total++;
    double change = y - means[i];
    means[i] += change / counts[i];
    within[i] += change * (y - means[i]);
    return i;
  }

  private static List<Double> key(double[] row) {
    return Arrays.stream(row).map(v -> v + 0.0).boxed().toList();
  }

  /** Unique points. */
  public int size() {
    return rows.size();
  }

  /** Observations, repeats included. */
  public int total() {
    return total;
  }

  /** The place of the unique point with this row, -1 where it was never observed. */
  public int indexOf(double[] row) {
    return places.getOrDefault(key(row), -1);
  }

  /** The row of a unique point; not to be written to. */
  public double[] row(int i) {
    return rows.get(i);
  }

  /** How often the point was observed. */
  public int count(int i) {
    return counts[i];
  }

  /** The mean of its observations. */
  public double mean(int i) {
    return means[i];
  }

  /** Σ (y - mean)² over its observations. */
  public double within(int i) {
    return within[i];
  }

  /** The place of the lowest mean, the first of equals; -1 where nothing was observed. */
  public int lowest() {
    int best = -1;
    for (int i = 0; i < size(); i++) {
      if (best < 0 || means[i] < means[best]) {
        best = i;
      }
    }
    return best;
  }
}
