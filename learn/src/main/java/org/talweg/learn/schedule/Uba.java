package org.talweg.learn.schedule;

/**
 * The unified budget-aware schedule (Tang et al. 2025, "Stepsize anything"): one shape phi for a
 * training of T steps.
 *
 * <pre>
 *   theta_t = (2t - 1) pi / (2T),   c_t = 1 + cos theta_t
 *   eta_t = eta_min + (eta_max - eta_min) 2 c_t / ( 2 phi + (2 - phi) c_t )
 * </pre>
 *
 * <p>phi = 2 is the cosine; a smaller phi holds the rate high for longer, a larger one falls early
 * and has a long tail. With eta_max = 1/l, eta_min = 1/u and phi = 2 u/l the steps are the
 * Chebyshev steps of gradient descent on a quadratic whose eigenvalues lie in [l, u], which no
 * other steps beat in the worst case.
 *
 * @param phi the shape, greater than 0; 0.25 to 5 in practice
 * @param floor eta_min / eta_max
 */
public record Uba(double phi, double floor) implements Schedule {
  public Uba {
    if (!(phi > 0)) {
      throw new IllegalArgumentException("phi is greater than 0, not " + phi);
    }
  }

  @Override
  public double factor(long step, long horizon) {
    if (horizon == 0) {
      return 1;
    }
    double theta = (2 * Math.min(step, horizon) - 1) * Math.PI / (2 * horizon);
    double c = 1 + Math.cos(theta);
    return floor + (1 - floor) * 2 * c / (2 * phi + (2 - phi) * c);
  }
}
