package org.talweg.search.acquisition;

import java.util.Arrays;
import org.talweg.search.gp.GaussianProcess;
import org.talweg.search.gp.Prediction;

/** A {@link Marginal} at the posterior of a Gaussian process. Not thread-safe. */
public final class OfPosterior implements Acquisition {
  private static final double LEAST_DEVIATION = 1e-12;

  private final GaussianProcess process;
  private final Marginal marginal;
  private final Prediction prediction;
  private double[] variance = new double[0];

  public OfPosterior(GaussianProcess process, Marginal marginal) {
    this.process = process;
    this.marginal = marginal;
    prediction = new Prediction(process.encoding().width());
  }

  @Override
  public double at(double[] row) {
    process.predict(row, prediction);
    return marginal.value(prediction.mean, deviation(prediction.variance));
  }

  @Override
  public double at(double[] row, double[] gradient) {
    process.predictWithGradients(row, prediction);
    double deviation = deviation(prediction.variance);
    Marginal.Worth worth = marginal.worth(prediction.mean, deviation);
    double onVariance = worth.onDeviation() / (2 * deviation);
    for (int k = 0; k < gradient.length; k++) {
      gradient[k] =
          worth.onMean() * prediction.meanGradient[k] + onVariance * prediction.varianceGradient[k];
    }
    return worth.value();
  }

  @Override
  public void at(double[][] rows, int count, double[] out) {
    if (variance.length < count) {
      variance = Arrays.copyOf(variance, count);
    }
    process.predict(rows, count, out, variance);
    for (int i = 0; i < count; i++) {
      out[i] = marginal.value(out[i], deviation(variance[i]));
    }
  }

  private static double deviation(double variance) {
    return Math.max(LEAST_DEVIATION, Math.sqrt(variance));
  }
}
