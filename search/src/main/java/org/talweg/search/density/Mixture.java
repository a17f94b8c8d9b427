package org.talweg.search.density;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.talweg.model.Domain;
import org.talweg.model.Parameter;
import org.talweg.model.Space;

/**
 * A Parzen density on a space: a mixture of product kernels about points, and of a uniform prior.
 *
 * <pre>
 *   p(x) = Σ_{i=0..n} w_i Π_{p active in x} κ_p(x_p | x_ip)
 * </pre>
 *
 * <p>Conditions make the space a tree, and each component a random walk down that tree: parents are
 * drawn first, a parameter that they activate is drawn about the component's value, or from the
 * prior where the component has none, and others are not drawn. So each factor is a normalised
 * density given the parents, and p is one on the whole space. Cost: one multiply-add per parameter
 * and component, and an exponential per component.
 */
final class Mixture {
  /** Whole numbers with more values than this are continuous. */
  private static final int TABLE = 64;

  /** Components this much less likely than the likeliest, in logarithms, do not count. */
  private static final double NEGLIGIBLE = 40;

  /**
   * How wide kernels are.
   *
   * @param floor least bandwidth of a number, in its unit interval
   * @param factor bandwidth in units of the standard deviation of the components' values
   * @param epsilon the weight of every level beside a kernel's own
   */
  record Widths(double floor, double factor, double epsilon) {}

  private final Space space;
  private final List<Kernels> kernels = new ArrayList<>();
  private final double[] weights;
  private final double[] logWeights;
  private final double[] sum;

  /**
   * @param rows encoded points, NaN where a parameter is inactive
   * @param weights one per row and the prior's, positive
   */
  Mixture(Space space, double[][] rows, double[] weights, Widths widths) {
    this.space = space;
    double total = 0;
    for (double w : weights) {
      total += w;
    }
    this.weights = new double[weights.length];
    logWeights = new double[weights.length];
    sum = new double[weights.length];
    for (int i = 0; i < weights.length; i++) {
      this.weights[i] = weights[i] / total;
      logWeights[i] = Math.log(this.weights[i]);
    }
    for (int p = 0; p < space.parameters().size(); p++) {
      Parameter parameter = space.parameters().get(p);
      int at = space.offset(p);
      switch (parameter.domain()) {
        case Domain.Choice(List<String> levels) ->
            kernels.add(TableKernels.levels(at, even(levels.size()), rows, widths.epsilon));
        case Domain.Ordinal(List<String> levels) -> addCells(at, even(levels.size()), rows, widths);
        case Domain.Int range when range.cardinality() <= TABLE ->
            addCells(at, edges(range), rows, widths);
        case Domain.Permutation(List<String> items) -> {
          double spread = spread(at, items.size(), rows);
          double distance = Math.max(1, spread * widths.factor);
          kernels.add(new MallowsKernels(at, items.size(), rows, distance));
        }
        case Domain.Int range -> {
          double cell = 1 / range.cardinality();
          kernels.add(new NormalKernels(at, rows, bandwidth(at, rows, cell, widths)));
        }
        case Domain.Real _ ->
            kernels.add(new NormalKernels(at, rows, bandwidth(at, rows, 0, widths)));
      }
    }
  }

  private void addCells(int at, double[] edges, double[][] rows, Widths widths) {
    double bandwidth = bandwidth(at, rows, 0.5 / (edges.length - 1), widths);
    kernels.add(TableKernels.cells(at, edges, rows, bandwidth));
  }

  private static double[] even(int cells) {
    double[] edges = new double[cells + 1];
    for (int i = 0; i <= cells; i++) {
      edges[i] = (double) i / cells;
    }
    return edges;
  }

  /** The bounds of the numbers' cells in the unit interval. */
  private static double[] edges(Domain.Int range) {
    int values = (int) range.cardinality();
    double[] edges = even(values);
    if (range.scale() == Domain.Scale.LOG) {
      double low = Math.log(range.low() - 0.5);
      double high = Math.log(range.high() + 0.5);
      for (int i = 1; i < values; i++) {
        edges[i] = (Math.log(range.low() + i - 0.5) - low) / (high - low);
      }
    }
    return edges;
  }

  private double bandwidth(int at, double[][] rows, double cell, Widths widths) {
    double n = 0;
    double mean = 0;
    double squares = 0;
    for (int i = 0; i < rows.length; i++) {
      double x = rows[i][at];
      if (!Double.isNaN(x)) {
        n += weights[i];
        double change = x - mean;
        mean += change * weights[i] / n;
        squares += weights[i] * change * (x - mean);
      }
    }
    double prior = weights[rows.length];
    n += prior;
    double change = 0.5 - mean;
    squares += prior * (change * change * (n - prior) / n + 1.0 / 12);
    double deviation = Math.sqrt(squares / n);
    return Math.clamp(widths.factor * deviation, Math.max(cell, widths.floor), 1.0);
  }

  /** The mean distance of the orders from one another, and half the greatest where there is one. */
  private static double spread(int at, int items, double[][] rows) {
    double sum = items * (items - 1) / 4.0;
    double pairs = 1;
    for (int i = 1; i < rows.length; i++) {
      if (!Double.isNaN(rows[i][at]) && !Double.isNaN(rows[i - 1][at])) {
        sum += MallowsKernels.distance(at, items, rows[i], rows[i - 1]);
        pairs++;
      }
    }
    return sum / pairs;
  }

  /** ln p(x) at an encoded point. */
  double logDensity(double[] row) {
    System.arraycopy(logWeights, 0, sum, 0, sum.length);
    for (Kernels k : kernels) {
      k.addLogDensities(row, sum);
    }
    double greatest = Double.NEGATIVE_INFINITY;
    for (double s : sum) {
      greatest = Math.max(greatest, s);
    }
    double density = 0;
    for (double s : sum) {
      if (s > greatest - NEGLIGIBLE) {
        density += Math.exp(s - greatest);
      }
    }
    return greatest + Math.log(density);
  }

  /** A unit-cube vector that encodes a point drawn from the density. */
  double[] draw(RandomGenerator random) {
    double left = random.nextDouble();
    int i = 0;
    while (i < weights.length - 1 && left >= weights[i]) {
      left -= weights[i];
      i++;
    }
    double[] unit = new double[space.unitDimension()];
    for (Kernels k : kernels) {
      k.draw(i, unit, random);
    }
    return unit;
  }
}
