package org.talweg.search.gp;

import java.util.Arrays;

/**
 * The posterior of a Gaussian process, exact, on unique points.
 *
 * <pre>
 *   C = s² g(X,X) + s² ε I + λ diag(ρ_i/n_i),   α = C⁻¹(ȳ - m)
 *   μ(x) = m + k(x)ᵀα,   σ²(x) = s² - k(x)ᵀC⁻¹k(x)
 * </pre>
 *
 * <p>Rasmussen and Williams 2006, algorithm 2.1; repeated points as in Calandriello et al. 2022. A
 * point is appended in O(n²) and dropped again at no cost, so that pending points and fantasies are
 * conditioned on in place. Guarantee: equal to a fresh fit on the same points to rounding. Cost per
 * prediction n(P + an exponential) + n²/2, with gradients n². Not thread-safe: predictions share
 * scratch memory.
 */
public final class GaussianProcess {
  /** ε, the share of the signal added to the diagonal so that close points remain distinct. */
  public static final double NUGGET = 1e-10;

  private static final int BATCH = 64;

  private final Encoding encoding;
  private final Kernel kernel;
  private final Hyperparameters h;
  private final double[] weights;
  private final Inputs inputs;
  private final InverseFactor factor = new InverseFactor();
  private double[] y = new double[16];
  private double[] noise = new double[16];
  private double[] z = new double[16];
  private double[] alpha = new double[16];
  private double jitter;

  private double[] k = new double[16];
  private double[] slope = new double[16];
  private double[] v = new double[16];
  private double[] w = new double[16];
  private double[][] kBatch = new double[0][];
  private double[][] vBatch = new double[0][];

  GaussianProcess(Encoding encoding, Kernel kernel, Hyperparameters h, Sample sample) {
    this.encoding = encoding;
    this.kernel = kernel;
    this.h = h;
    weights = h.weights();
    inputs = new Inputs(encoding);
    int n = sample.size();
    reserve(n);
    for (int i = 0; i < n; i++) {
      inputs.add(sample.rows()[i]);
      y[i] = sample.means()[i];
      noise[i] = h.noise() * sample.noise()[i];
    }
    jitter = factor.factor(n, h.signal(), upper -> covariance(upper, n));
    refreshAlpha();
  }

  /** The posterior of points observed once each, outputs as they are. */
  public static GaussianProcess of(
      Encoding encoding, Kernel kernel, Hyperparameters h, double[][] rows, double[] y) {
    return new GaussianProcess(encoding, kernel, h, Sample.once(rows, y));
  }

  /** The posterior of everything observed, outputs as they are, through its unique points. */
  public static GaussianProcess of(
      Encoding encoding, Kernel kernel, Hyperparameters h, Observations observations) {
    return new GaussianProcess(encoding, kernel, h, Sample.of(observations));
  }

  private void covariance(double[][] upper, int n) {
    for (int i = 0; i < n; i++) {
      kernelAt(inputs.row(i), i, k, slope);
      for (int j = 0; j < i; j++) {
        upper[j][i] = k[j];
      }
      upper[i][i] = h.signal() * (1 + NUGGET) + noise[i];
    }
  }

  private void kernelAt(double[] row, int count, double[] value, double[] slopes) {
    inputs.squaredDistances(weights, row, count, value);
    kernel.evaluate(h.signal(), value, count, value, slopes);
  }

  private void reserve(int n) {
    if (n > y.length) {
      int capacity = Math.max(n, 2 * y.length);
      y = Arrays.copyOf(y, capacity);
      noise = Arrays.copyOf(noise, capacity);
      z = new double[capacity];
      alpha = new double[capacity];
      k = new double[capacity];
      slope = new double[capacity];
      v = new double[capacity];
      w = new double[capacity];
    }
  }

  private void refreshAlpha() {
    int n = size();
    for (int i = 0; i < n; i++) {
      w[i] = y[i] - h.mean();
    }
    factor.whiten(w, z);
    factor.unwhiten(z, alpha);
  }

  /** Points conditioned on. */
  public int size() {
    return inputs.size();
  }

  public Encoding encoding() {
    return encoding;
  }

  public Hyperparameters hyperparameters() {
    return h;
  }

  /** The row of a point conditioned on. */
  public double[] row(int i) {
    return inputs.row(i);
  }

  /** The noise variance of the mean observed at point i. */
  public double noise(int i) {
    return noise[i];
  }

  /** Conditions on one more point, observed with the given noise variance (0 for a fantasy). */
  public void append(double[] row, double value, double noiseVariance) {
    int n = size();
    reserve(n + 1);
    kernelAt(row, n, k, slope);
    factor.whiten(k, v);
    double own = h.signal() * (1 + NUGGET) + noiseVariance + jitter;
    factor.append(v, own, h.signal() * NUGGET / 2);
    inputs.add(row);
    y[n] = value;
    noise[n] = noiseVariance;
    refreshAlpha();
  }

  /** Replaces the outputs of all points, at the cost of one product. */
  public void setOutputs(double[] values) {
    System.arraycopy(values, 0, y, 0, size());
    refreshAlpha();
  }

  /** Forgets every point after the first n. */
  public void truncate(int n) {
    inputs.truncate(n);
    factor.truncate(n);
    refreshAlpha();
  }

  /** Mean and variance at a row. */
  public void predict(double[] row, Prediction out) {
    int n = size();
    kernelAt(row, n, k, slope);
    factor.whiten(k, v);
    out.mean = h.mean() + Triangular.dot(k, alpha, n);
    out.variance = Math.max(0, h.signal() - Triangular.dot(v, v, n));
  }

  /** Mean and variance at a row, with their gradients. */
  public void predictWithGradients(double[] row, Prediction out) {
    predict(row, out);
    factor.unwhiten(v, w);
    int n = size();
    for (int i = 0; i < n; i++) {
      w[i] *= -2 * slope[i];
      v[i] = alpha[i] * slope[i];
    }
    Arrays.fill(out.meanGradient, 0);
    Arrays.fill(out.varianceGradient, 0);
    inputs.addSlopes(weights, row, v, out.meanGradient);
    inputs.addSlopes(weights, row, w, out.varianceGradient);
  }

  /** Writes k(x, z_i) and its slope in the squared distance, for the rows z_i of other inputs. */
  void priorCovariances(Inputs others, double[] x, double[] value, double[] slopes) {
    others.squaredDistances(weights, x, others.size(), value);
    kernel.evaluate(h.signal(), value, others.size(), value, slopes);
  }

  double[] weights() {
    return weights;
  }

  Inputs inputs() {
    return inputs;
  }

  /** Writes C⁻¹b. */
  void solve(double[] b, double[] x) {
    factor.whiten(b, v);
    factor.unwhiten(v, x);
  }

  /** The posterior at several rows together. */
  public record Joint(double[] mean, double[][] covariance) {}

  /** Means and covariances at the rows, without noise. Cost: m n²/2 + m² n/2 for m rows. */
  public Joint joint(double[][] rows) {
    int m = rows.length;
    int n = size();
    double[] mean = new double[m];
    double[][] covariance = new double[m][m];
    double[][] whitened = new double[m][n];
    var others = new Inputs(encoding);
    double[] prior = new double[m];
    double[] ignored = new double[m];
    for (int i = 0; i < m; i++) {
      kernelAt(rows[i], n, k, slope);
      factor.whiten(k, whitened[i]);
      mean[i] = h.mean() + Triangular.dot(k, alpha, n);
      others.add(rows[i]);
      priorCovariances(others, rows[i], prior, ignored);
      for (int j = 0; j <= i; j++) {
        covariance[i][j] = prior[j] - Triangular.dot(whitened[i], whitened[j], n);
        covariance[j][i] = covariance[i][j];
      }
    }
    return new Joint(mean, covariance);
  }

  /** Means and variances at the first {@code count} rows. */
  public void predict(double[][] rows, int count, double[] mean, double[] variance) {
    int n = size();
    if (kBatch.length < n) {
      kBatch = new double[y.length][BATCH];
      vBatch = new double[y.length][BATCH];
    }
    var batch = new Inputs(encoding);
    double[] q = new double[BATCH];
    double[] slopes = new double[BATCH];
    for (int from = 0; from < count; from += BATCH) {
      int size = Math.min(BATCH, count - from);
      batch.truncate(0);
      for (int c = 0; c < size; c++) {
        batch.add(rows[from + c]);
      }
      Arrays.fill(mean, from, from + size, h.mean());
      Arrays.fill(variance, from, from + size, h.signal());
      for (int i = 0; i < n; i++) {
        batch.squaredDistances(weights, inputs.row(i), size, q);
        kernel.evaluate(h.signal(), q, size, kBatch[i], slopes);
      }
      factor.whiten(kBatch, vBatch, size);
      for (int i = 0; i < n; i++) {
        double[] ki = kBatch[i];
        double[] vi = vBatch[i];
        double a = alpha[i];
        for (int c = 0; c < size; c++) {
          mean[from + c] += a * ki[c];
          variance[from + c] -= vi[c] * vi[c];
        }
      }
      for (int c = from; c < from + size; c++) {
        variance[c] = Math.max(0, variance[c]);
      }
    }
  }
}
