package org.talweg.learn.discovery;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * A network of linear layers with ReLUs between them that classifies examples by cross-entropy;
 * without hidden layers it is logistic regression. Three quarters of the examples are learned from,
 * the last quarter judges.
 *
 * <p>In plain arrays, so that a step of a hundred weights costs microseconds. Weights lie by layer,
 * input by input, then the offsets. Cost of a step: three passes over the weights per example.
 */
public final class SmallNetwork implements ProxyTask {
  private final Examples learned;
  private final Examples judging;
  private final int[] widths;
  private final int steps;
  private final double[] start;
  private final int[][] batches;

  /**
   * A task drawn by a seed.
   *
   * @param hidden widths of the hidden layers
   * @param batch examples a step
   */
  public SmallNetwork(Examples examples, List<Integer> hidden, int batch, int steps, long seed) {
    Examples drawn = examples.shuffled(seed);
    int cut = Math.max(1, drawn.size() * 3 / 4);
    learned = drawn.range(0, cut);
    judging = drawn.range(Math.min(cut, drawn.size() - 1), drawn.size());
    widths = new int[hidden.size() + 2];
    widths[0] = examples.width();
    for (int l = 0; l < hidden.size(); l++) {
      widths[l + 1] = hidden.get(l);
    }
    widths[widths.length - 1] = examples.classes();
    this.steps = steps;
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    batches = new int[steps][batch];
    for (int[] rows : batches) {
      for (int i = 0; i < batch; i++) {
        rows[i] = random.nextInt(cut);
      }
    }
    int size = 0;
    for (int l = 1; l < widths.length; l++) {
      size += (widths[l - 1] + 1) * widths[l];
    }
    start = new double[size];
    int at = 0;
    for (int l = 1; l < widths.length; l++) {
      double bound = 1 / Math.sqrt(widths[l - 1]);
      for (int i = 0; i < widths[l - 1] * widths[l]; i++) {
        start[at + i] = bound * (2 * random.nextDouble() - 1);
      }
      at += (widths[l - 1] + 1) * widths[l];
    }
  }

  @Override
  public String name() {
    return widths.length == 2 ? "logistic regression" : "network of " + size();
  }

  @Override
  public int size() {
    return start.length;
  }

  @Override
  public int steps() {
    return steps;
  }

  @Override
  public double[] start() {
    return start.clone();
  }

  @Override
  public void gradient(double[] weights, int step, double[] gradient) {
    java.util.Arrays.fill(gradient, 0);
    int[] rows = batches[step - 1];
    double[][] activations = arrays();
    double[][] slopes = arrays();
    for (int row : rows) {
      activations[0] = learned.inputs()[row];
      forward(weights, activations);
      double[] top = slopes[widths.length - 1];
      softmax(activations[widths.length - 1], top);
      top[learned.labels()[row]] -= 1;
      for (int j = 0; j < top.length; j++) {
        top[j] /= rows.length;
      }
      backward(weights, activations, slopes, gradient);
    }
  }

  private double[][] arrays() {
    double[][] arrays = new double[widths.length][];
    for (int l = 0; l < widths.length; l++) {
      arrays[l] = new double[widths[l]];
    }
    return arrays;
  }

  /** Fills the activations above the inputs; the last ones are logits. */
  private void forward(double[] w, double[][] activations) {
    int at = 0;
    for (int l = 1; l < widths.length; l++) {
      double[] below = activations[l - 1];
      double[] here = activations[l];
      int n = widths[l];
      System.arraycopy(w, at + widths[l - 1] * n, here, 0, n);
      for (int i = 0; i < below.length; i++) {
        double a = below[i];
        if (a != 0) {
          int row = at + i * n;
          for (int j = 0; j < n; j++) {
            here[j] += a * w[row + j];
          }
        }
      }
      if (l < widths.length - 1) {
        for (int j = 0; j < n; j++) {
          here[j] = Math.max(0, here[j]);
        }
      }
      at += (widths[l - 1] + 1) * n;
    }
  }

  /** Adds to the gradient, from the slopes of the logits down. */
  private void backward(double[] w, double[][] activations, double[][] slopes, double[] gradient) {
    int at = w.length;
    for (int l = widths.length - 1; l > 0; l--) {
      int n = widths[l];
      at -= (widths[l - 1] + 1) * n;
      double[] below = activations[l - 1];
      double[] slope = slopes[l];
      double[] next = slopes[l - 1];
      for (int j = 0; j < n; j++) {
        gradient[at + below.length * n + j] += slope[j];
      }
      for (int i = 0; i < below.length; i++) {
        double a = below[i];
        int row = at + i * n;
        // Behind a ReLU that is shut, neither weights nor what lies below matter.
        if (a != 0) {
          for (int j = 0; j < n; j++) {
            gradient[row + j] += a * slope[j];
          }
        }
        if (l > 1) {
          double sum = 0;
          for (int j = 0; a != 0 && j < n; j++) {
            sum += w[row + j] * slope[j];
          }
          next[i] = sum;
        }
      }
    }
  }

  /** Probabilities; returns the logarithm of the sum of exponentials. */
  private static double softmax(double[] logits, double[] probabilities) {
    double most = Double.NEGATIVE_INFINITY;
    for (double z : logits) {
      most = Math.max(most, z);
    }
    double sum = 0;
    for (int j = 0; j < logits.length; j++) {
      probabilities[j] = Math.exp(logits[j] - most);
      sum += probabilities[j];
    }
    for (int j = 0; j < logits.length; j++) {
      probabilities[j] /= sum;
    }
    return most + Math.log(sum);
  }

  @Override
  public double loss(double[] weights) {
    double[][] activations = arrays();
    double[] scratch = new double[widths[widths.length - 1]];
    double sum = 0;
    for (int n = 0; n < judging.size(); n++) {
      activations[0] = judging.inputs()[n];
      forward(weights, activations);
      double[] logits = activations[widths.length - 1];
      sum += softmax(logits, scratch) - logits[judging.labels()[n]];
    }
    return sum / judging.size();
  }
}
