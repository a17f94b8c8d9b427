package org.talweg.search.gp;

/**
 * Rows whose posterior covariance with any other row is wanted often: what an observation at x
 * would teach about them.
 *
 * <pre>
 *   Σ(a, x) = k(a, x) - u_aᵀ k(x),   u_a = C⁻¹ k(a)
 * </pre>
 *
 * <p>With the u_a kept, one row x costs n kernel values and |A| n multiply-adds; so do the slopes
 * of any weighted sum. Valid until the process changes. Not thread-safe.
 */
public final class Targets {
  private final GaussianProcess process;
  private final Inputs rows;
  private final double[] means;
  private final double[][] u;
  private final double[] own;
  private final double[] ownSlope;
  private final double[] k;
  private final double[] slope;

  public Targets(GaussianProcess process, double[][] targets) {
    this.process = process;
    int n = process.size();
    int m = targets.length;
    rows = new Inputs(process.encoding());
    means = new double[m];
    u = new double[m][n];
    own = new double[m];
    ownSlope = new double[m];
    k = new double[n];
    slope = new double[n];
    var prediction = new Prediction(process.encoding().width());
    for (int a = 0; a < m; a++) {
      rows.add(targets[a]);
      process.predict(targets[a], prediction);
      means[a] = prediction.mean;
      process.priorCovariances(process.inputs(), targets[a], k, slope);
      process.solve(k, u[a]);
    }
  }

  public int size() {
    return means.length;
  }

  /** The posterior mean of a target. */
  public double mean(int a) {
    return means[a];
  }

  /** Writes Σ(a, x) for every target a. */
  public void covariances(double[] x, double[] out) {
    process.priorCovariances(process.inputs(), x, k, slope);
    process.priorCovariances(rows, x, own, ownSlope);
    for (int a = 0; a < means.length; a++) {
      out[a] = own[a] - Triangular.dot(u[a], k, k.length);
    }
  }

  /** Adds ∂/∂x Σ_a c_a Σ(a, x) to the gradient, for the x of the last {@link #covariances}. */
  public void addSlopes(double[] x, double[] c, double[] gradient) {
    double[] through = new double[k.length];
    double[] direct = new double[means.length];
    for (int a = 0; a < means.length; a++) {
      direct[a] = c[a] * ownSlope[a];
      Triangular.add(through, -c[a], u[a], 0, k.length);
    }
    for (int i = 0; i < through.length; i++) {
      through[i] *= slope[i];
    }
    rows.addSlopes(process.weights(), x, direct, gradient);
    process.inputs().addSlopes(process.weights(), x, through, gradient);
  }
}
