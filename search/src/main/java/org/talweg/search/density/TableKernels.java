package org.talweg.search.density;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.talweg.search.acquisition.Normal;

/**
 * Kernels of a coordinate that takes few values, as a table κ(v | c) of probabilities.
 *
 * <ul>
 *   <li>Levels, C of them: κ(v | c) = (1[v = c] + ε) / (1 + C ε), the kernel of Aitchison and
 *       Aitken (1976) with ε the prior's weight over the number of kernels.
 *   <li>Whole numbers and ordinal levels: the truncated normal distribution's probability of the
 *       cell that stands for the value.
 * </ul>
 */
final class TableKernels implements Kernels {
  private final int at;
  private final double[] edges;

  /** The values kernels are about; the number of values where inactive, and for the prior. */
  private final int[] about;

  /** By value and by what the kernel is about. */
  private final double[][] probability;

  private final double[][] log;

  private TableKernels(int at, double[] edges, double[][] rows, double[][] probability) {
    this.at = at;
    this.edges = edges;
    this.probability = probability;
    int values = edges.length - 1;
    about = new int[rows.length + 1];
    for (int i = 0; i < rows.length; i++) {
      about[i] = Double.isNaN(rows[i][at]) ? values : cell(rows[i][at]);
    }
    about[rows.length] = values;
    log =
        Arrays.stream(probability)
            .map(line -> Arrays.stream(line).map(Math::log).toArray())
            .toArray(double[][]::new);
  }

  /** Kernels of levels without an order. */
  static TableKernels levels(int at, double[] edges, double[][] rows, double epsilon) {
    int values = edges.length - 1;
    double[][] probability = new double[values][values + 1];
    for (int v = 0; v < values; v++) {
      for (int c = 0; c < values; c++) {
        probability[v][c] = ((v == c ? 1 : 0) + epsilon) / (1 + values * epsilon);
      }
      probability[v][values] = 1.0 / values;
    }
    return new TableKernels(at, edges, rows, probability);
  }

  /** Kernels of values in order, each the cell between two edges in [0,1]. */
  static TableKernels cells(int at, double[] edges, double[][] rows, double bandwidth) {
    int values = edges.length - 1;
    double[][] probability = new double[values][values + 1];
    for (int c = 0; c < values; c++) {
      double centre = (edges[c] + edges[c + 1]) / 2;
      double total = 0;
      double below = Normal.cumulative(-centre / bandwidth);
      for (int v = 0; v < values; v++) {
        double above = Normal.cumulative((edges[v + 1] - centre) / bandwidth);
        // A floor keeps the logarithm of a far cell finite.
        probability[v][c] = Math.max(above - below, 1e-300);
        total += probability[v][c];
        below = above;
      }
      for (int v = 0; v < values; v++) {
        probability[v][c] /= total;
        probability[v][values] = edges[v + 1] - edges[v];
      }
    }
    return new TableKernels(at, edges, rows, probability);
  }

  private int cell(double x) {
    int place = Arrays.binarySearch(edges, x);
    return Math.clamp(place < 0 ? -place - 2 : place, 0, edges.length - 2);
  }

  @Override
  public void addLogDensities(double[] row, double[] sum) {
    if (Double.isNaN(row[at])) {
      return;
    }
    double[] line = log[cell(row[at])];
    for (int i = 0; i < about.length; i++) {
      sum[i] += line[about[i]];
    }
  }

  @Override
  public void draw(int i, double[] unit, RandomGenerator random) {
    double left = random.nextDouble();
    int v = 0;
    while (v < probability.length - 1 && left >= probability[v][about[i]]) {
      left -= probability[v][about[i]];
      v++;
    }
    unit[at] = (edges[v] + edges[v + 1]) / 2;
  }
}
