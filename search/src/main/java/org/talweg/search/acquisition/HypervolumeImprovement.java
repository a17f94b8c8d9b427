package org.talweg.search.acquisition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.talweg.search.gp.GaussianProcess;
import org.talweg.search.gp.Prediction;

/**
 * The logarithm of the expected hypervolume improvement of independent objectives, exactly.
 *
 * <pre>
 *   ln Σ_boxes Π_j (EI_j(u_j) - EI_j(l_j)),   EI_j(t) = E[(t - f_j)⁺]
 * </pre>
 *
 * over disjoint boxes (l, u) that together are what no point of the front dominates, below the
 * reference.
 *
 * <p>Yang et al., "Efficient computation of expected hypervolume improvement using box
 * decomposition algorithms" (2019); in logarithms after Ament et al. (2023). For n front points
 * there are n + 1 boxes with two objectives and at most (n + 1)²/2 with three. Cost per row: boxes
 * times objectives. Not thread-safe.
 */
public final class HypervolumeImprovement implements Acquisition {
  private record Box(double[] low, double[] high) {}

  private final List<GaussianProcess> processes;
  private final List<Box> boxes;
  private final Prediction[] predictions;

  /**
   * @param front values per objective of the points that no other dominates, in the models' units
   * @param reference the worst value of interest per objective, in the models' units
   */
  public HypervolumeImprovement(
      List<GaussianProcess> processes, List<double[]> front, double[] reference) {
    this.processes = List.copyOf(processes);
    predictions = new Prediction[processes.size()];
    Arrays.setAll(predictions, _ -> new Prediction(processes.getFirst().encoding().width()));
    List<double[]> inside = front.stream().filter(point -> below(point, reference)).toList();
    boxes = new ArrayList<>();
    double[] low = new double[reference.length];
    Arrays.fill(low, Double.NEGATIVE_INFINITY);
    decompose(inside, reference, reference.length - 1, new Box(low, reference.clone()), boxes);
  }

  private static boolean below(double[] point, double[] reference) {
    for (int j = 0; j < reference.length; j++) {
      if (point[j] >= reference[j]) {
        return false;
      }
    }
    return true;
  }

  /** Slices along objective j; within a slice, the points that reach it count in the others. */
  private static void decompose(
      List<double[]> front, double[] reference, int j, Box within, List<Box> out) {
    if (j == 0) {
      double best = reference[0];
      for (double[] point : front) {
        best = Math.min(best, point[0]);
      }
      out.add(slice(within, 0, Double.NEGATIVE_INFINITY, best));
      return;
    }
    List<double[]> sorted =
        front.stream().sorted(Comparator.comparingDouble(point -> point[j])).toList();
    double low = Double.NEGATIVE_INFINITY;
    for (int i = 0; i <= sorted.size(); i++) {
      double high = i < sorted.size() ? sorted.get(i)[j] : reference[j];
      if (high > low) {
        decompose(sorted.subList(0, i), reference, j - 1, slice(within, j, low, high), out);
      }
      low = high;
    }
  }

  private static Box slice(Box box, int j, double low, double high) {
    double[] l = box.low().clone();
    double[] h = box.high().clone();
    l[j] = low;
    h[j] = high;
    return new Box(l, h);
  }

  @Override
  public double at(double[] row) {
    for (int j = 0; j < predictions.length; j++) {
      processes.get(j).predict(row, predictions[j]);
    }
    return sum(new double[predictions.length], new double[predictions.length]);
  }

  @Override
  public double at(double[] row, double[] gradient) {
    for (int j = 0; j < predictions.length; j++) {
      processes.get(j).predictWithGradients(row, predictions[j]);
    }
    double[] onMean = new double[predictions.length];
    double[] onDeviation = new double[predictions.length];
    double value = sum(onMean, onDeviation);
    Arrays.fill(gradient, 0);
    for (int j = 0; j < predictions.length; j++) {
      double onVariance = onDeviation[j] / (2 * deviation(j));
      for (int k = 0; k < gradient.length; k++) {
        gradient[k] +=
            onMean[j] * predictions[j].meanGradient[k]
                + onVariance * predictions[j].varianceGradient[k];
      }
    }
    return value;
  }

  private double deviation(int j) {
    return Math.sqrt(Math.max(predictions[j].variance, 1e-24));
  }

  /** The value, and its slopes in every mean and deviation. */
  private double sum(double[] onMean, double[] onDeviation) {
    int m = predictions.length;
    double[] logs = new double[boxes.size()];
    double[][] byMean = new double[boxes.size()][m];
    double[][] byDeviation = new double[boxes.size()][m];
    double most = Double.NEGATIVE_INFINITY;
    for (int b = 0; b < logs.length; b++) {
      Box box = boxes.get(b);
      for (int j = 0; j < m; j++) {
        logs[b] += side(j, box.low()[j], box.high()[j], byMean[b], byDeviation[b]);
      }
      most = Math.max(most, logs[b]);
    }
    if (!(most > Double.NEGATIVE_INFINITY)) {
      return Double.NEGATIVE_INFINITY;
    }
    double sum = 0;
    for (int b = 0; b < logs.length; b++) {
      double part = Math.exp(logs[b] - most);
      sum += part;
      for (int j = 0; part > 0 && j < m; j++) {
        onMean[j] += part * byMean[b][j];
        onDeviation[j] += part * byDeviation[b][j];
      }
    }
    for (int j = 0; j < m; j++) {
      onMean[j] /= sum;
      onDeviation[j] /= sum;
    }
    return most + Math.log(sum);
  }

  /** ln (EI(high) - EI(low)) of one objective, with its slopes. */
  private double side(int j, double low, double high, double[] byMean, double[] byDeviation) {
    double mean = predictions[j].mean;
    double deviation = deviation(j);
    double z = (high - mean) / deviation;
    double log = Math.log(deviation) + Normal.logImprovement(z);
    double onMean = -Normal.logImprovementSlope(z) / deviation;
    double onDeviation = Normal.densityOverImprovement(z) / deviation;
    if (low > Double.NEGATIVE_INFINITY) {
      double y = (low - mean) / deviation;
      double ratio = Math.exp(Normal.logImprovement(y) - Normal.logImprovement(z));
      double rest = 1 - ratio;
      if (!(rest > 0)) {
        return Double.NEGATIVE_INFINITY;
      }
      log += Math.log(rest);
      onMean = (onMean + ratio * Normal.logImprovementSlope(y) / deviation) / rest;
      onDeviation = (onDeviation - ratio * Normal.densityOverImprovement(y) / deviation) / rest;
    }
    byMean[j] = onMean;
    byDeviation[j] = onDeviation;
    return log;
  }
}
