package org.talweg.search.gp;

/**
 * What a kernel and its noise are scaled by, in the units of the (standardised) outputs.
 *
 * @param lengths l_p, one per parameter, in units of the unit cube
 * @param signal s², the prior variance of the function
 * @param noise λ, the variance of one observation; the variance of a mean of n is λ/n
 * @param mean the constant prior mean
 */
public record Hyperparameters(double[] lengths, double signal, double noise, double mean) {
  /** 1/l_p². */
  double[] weights() {
    double[] weights = new double[lengths.length];
    for (int p = 0; p < weights.length; p++) {
      weights[p] = 1 / (lengths[p] * lengths[p]);
    }
    return weights;
  }
}
