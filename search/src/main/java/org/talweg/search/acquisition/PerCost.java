package org.talweg.search.acquisition;

import java.util.Arrays;
import org.talweg.search.gp.GaussianProcess;
import org.talweg.search.gp.Outputs;
import org.talweg.search.gp.Prediction;

/**
 * A worth per unit of cost: ln(worth) - w E[ln cost(x)], the cost learnt by a Gaussian process of
 * its logarithm.
 *
 * <p>Snoek, Larochelle and Adams, "Practical Bayesian optimization" (2012), section 3.2 ("expected
 * improvement per second"); w below 1 as the budget runs out is Lee et al., "Cost-aware Bayesian
 * optimization" (2020).
 */
public final class PerCost implements Acquisition {
  private final Acquisition logWorth;
  private final GaussianProcess logCost;
  private final double weight;
  private final Prediction prediction;
  private double[] mean = new double[0];
  private double[] variance = new double[0];

  /**
   * @param logCost of ln cost
   * @param outputs the linear map by which {@code logCost} is modelled
   * @param weight 1 for worth per unit of cost, 0 for worth alone
   */
  public PerCost(Acquisition logWorth, GaussianProcess logCost, Outputs outputs, double weight) {
    this.logWorth = logWorth;
    this.logCost = logCost;
    this.weight = weight * outputs.scale();
    prediction = new Prediction(logCost.encoding().width());
  }

  @Override
  public double at(double[] row) {
    logCost.predict(row, prediction);
    return logWorth.at(row) - weight * prediction.mean;
  }

  @Override
  public double at(double[] row, double[] gradient) {
    double value = logWorth.at(row, gradient);
    logCost.predictWithGradients(row, prediction);
    for (int k = 0; k < gradient.length; k++) {
      gradient[k] -= weight * prediction.meanGradient[k];
    }
    return value - weight * prediction.mean;
  }

  @Override
  public void at(double[][] rows, int count, double[] out) {
    if (mean.length < count) {
      mean = Arrays.copyOf(mean, count);
      variance = Arrays.copyOf(variance, count);
    }
    logWorth.at(rows, count, out);
    logCost.predict(rows, count, mean, variance);
    for (int i = 0; i < count; i++) {
      out[i] -= weight * mean[i];
    }
  }
}
