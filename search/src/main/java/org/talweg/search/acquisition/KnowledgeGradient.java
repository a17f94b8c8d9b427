package org.talweg.search.acquisition;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.talweg.search.gp.GaussianProcess;
import org.talweg.search.gp.Prediction;
import org.talweg.search.gp.Targets;

/**
 * The logarithm of the knowledge gradient: by how much the least posterior mean over a set A and x
 * itself is expected to fall when x is observed.
 *
 * <pre>
 *   ln (min_i μ(x_i) - E[min_i (μ(x_i) + s̃(x_i, x) Z)]),   s̃(x', x) = Σ(x', x) / √(σ²(x) + λ)
 * </pre>
 *
 * <p>Frazier 2018, section 4.2: exact by the line formula. With A the points observed this is the
 * tutorial's <em>noisy expected improvement</em>, whose recommendation is an evaluated point, and
 * with λ = 0 the expected improvement; with A a finite space it is the knowledge gradient; with A
 * the minimisers of fantasies ({@link ContinuousKnowledgeGradient}) it is that of a continuous one.
 * What is known now then leaves x out, so that a mean below all observed is a gain in itself:
 * (least - μ(x))⁺ is added. Never below 0 before the logarithm. Cost per row: |A| n + n²/2. Not
 * thread-safe.
 */
public final class KnowledgeGradient implements Acquisition {
  private final GaussianProcess process;
  private final Targets targets;
  private final Lines lines;
  private final Prediction prediction;
  private final double noise;

  /** The least mean of the targets where x does not count among what is known now, else -∞. */
  private final double least;

  private final double[] covariance;
  private final double[] weights;

  /**
   * @param rows A
   * @param noise λ, the variance of the observation to be made, in the model's units
   */
  public KnowledgeGradient(GaussianProcess process, double[][] rows, double noise) {
    this(process, rows, noise, false);
  }

  private KnowledgeGradient(
      GaussianProcess process, double[][] rows, double noise, boolean overObserved) {
    this.process = process;
    this.noise = noise;
    targets = new Targets(process, rows);
    lines = new Lines(rows.length + 1);
    prediction = new Prediction(process.encoding().width());
    least =
        overObserved
            ? IntStream.range(0, rows.length)
                .mapToDouble(targets::mean)
                .min()
                .orElse(Double.NEGATIVE_INFINITY)
            : Double.NEGATIVE_INFINITY;
    covariance = new double[rows.length];
    weights = new double[rows.length];
  }

  /** Noisy expected improvement: A is what has been observed. */
  public static KnowledgeGradient noisyImprovement(GaussianProcess process, double noise) {
    double[][] rows = new double[process.size()][];
    Arrays.setAll(rows, process::row);
    return improvementOver(process, rows, noise);
  }

  /** Noisy expected improvement where A is some of what has been observed. */
  public static KnowledgeGradient improvementOver(
      GaussianProcess process, double[][] rows, double noise) {
    return new KnowledgeGradient(process, rows, noise, true);
  }

  @Override
  public double at(double[] row) {
    process.predict(row, prediction);
    return withLead(gain(row));
  }

  /** ln(e^gain + (least - μ(x))⁺). */
  private double withLead(double gain) {
    double lead = least - prediction.mean;
    if (!(lead > 0)) {
      return gain;
    }
    double most = Math.max(gain, Math.log(lead));
    return most + Math.log(Math.exp(gain - most) + Math.exp(Math.log(lead) - most));
  }

  private double gain(double[] row) {
    double s = deviation();
    targets.covariances(row, covariance);
    int m = covariance.length;
    for (int i = 0; i < m; i++) {
      lines.a()[i] = -targets.mean(i);
      lines.b()[i] = -covariance[i] / s;
    }
    lines.a()[m] = -prediction.mean;
    lines.b()[m] = -prediction.variance / s;
    return lines.logGain();
  }

  private double deviation() {
    return Math.sqrt(Math.max(prediction.variance + noise, 1e-24));
  }

  @Override
  public double at(double[] row, double[] gradient) {
    process.predictWithGradients(row, prediction);
    double gain = gain(row);
    double s = deviation();
    int m = covariance.length;
    double onS = 0;
    for (int i = 0; i < m; i++) {
      weights[i] = -lines.onB[i] / s;
      onS += lines.onB[i] * covariance[i] / (s * s);
    }
    onS += lines.onB[m] * prediction.variance / (s * s);
    double onVariance = onS / (2 * s) - lines.onB[m] / s;
    for (int k = 0; k < gradient.length; k++) {
      gradient[k] =
          -lines.onA[m] * prediction.meanGradient[k] + onVariance * prediction.varianceGradient[k];
    }
    targets.addSlopes(row, weights, gradient);
    double value = withLead(gain);
    if (value > gain) {
      double share = Math.exp(gain - value);
      for (int k = 0; k < gradient.length; k++) {
        gradient[k] = share * gradient[k] - Math.exp(-value) * prediction.meanGradient[k];
      }
    }
    return value;
  }
}
