package org.talweg.search.gp;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Gaussian process conditioned on values and gradients of a function over the unit cube.
 *
 * <p>With the squared-exponential kernel k = s² exp(-½ Σ w_i d_i²), d = x - x', w_i = 1/l_i²,
 * values and partial derivatives are jointly normal:
 *
 * <pre>
 *   cov(f, f')        = k
 *   cov(f, ∂_j f')    = k w_j d_j
 *   cov(∂_i f, f')    = -k w_i d_i
 *   cov(∂_i f, ∂_j f') = k (w_i δ_ij - w_i w_j d_i d_j)
 * </pre>
 *
 * <p>So the posterior is the usual one over the N values and derivatives observed together
 * (Frazier, "A Tutorial on Bayesian Optimization", 2018, section 5; Rasmussen and Williams 2006,
 * section 9.4). Observed values carry noise of variance s² λ, derivatives of variance s² w_j μ. The
 * prior mean is 0: values come standardised, and derivatives divided by the same scale.
 *
 * <p>Hyper-parameters ln l_1 .. ln l_d, ln s², and with noise ln λ, ln μ minimise {@link Evidence};
 * cost N³/2 + N² d per evaluation, N ≤ n (1 + d). A prediction costs N²/2. Not thread-safe.
 */
public final class GradientProcess {
  /** Relative variance that stands for exact observations. */
  static final double EXACT = 1e-8;

  /**
   * A value, and the gradient there where it was measured: all derivatives or null.
   *
   * @param x in the unit cube
   */
  public record Observation(double[] x, double y, double @Nullable [] gradient) {}

  /**
   * What the kernel is scaled by.
   *
   * @param lengths l_i
   * @param signal s²
   * @param noise λ, relative to s²
   * @param slopeNoise μ, relative to a derivative's prior variance s² w_j
   */
  public record Scales(double[] lengths, double signal, double noise, double slopeNoise) {}

  /** One entry of the joint vector: a value (part -1) or the derivative along a coordinate. */
  private record Entry(double[] x, int part, double observed) {}

  private final Scales scales;
  private final double[] w;
  private final Entry[] entries;
  private final double[][] inverseFactor;
  private final double[] alpha;
  private final double[] k;
  private final double[] whitened;
  private final double[] kInverse;

  /** Conditions on the observations; there must be one. */
  public GradientProcess(Scales scales, List<Observation> observations) {
    this.scales = scales;
    w = weights(scales.lengths());
    entries = entries(observations);
    int n = entries.length;
    inverseFactor = new double[n][n];
    double[][] c = new double[n][n];
    double jitter = 0;
    do {
      for (int a = 0; a < n; a++) {
        for (int b = a; b < n; b++) {
          c[a][b] = covariance(entries[a], entries[b], w, scales.signal());
        }
        c[a][a] += noise(entries[a], scales, w) + jitter * c[a][a];
      }
      jitter = jitter == 0 ? 1e-8 : 10 * jitter;
    } while (!Triangular.factor(c, n));
    Triangular.invert(c, n, inverseFactor);
    alpha = new double[n];
    double[] v = new double[n];
    for (int a = 0; a < n; a++) {
      for (int b = 0; b <= a; b++) {
        v[a] += inverseFactor[a][b] * entries[b].observed;
      }
    }
    for (int a = 0; a < n; a++) {
      Triangular.add(alpha, v[a], inverseFactor[a], 0, a + 1);
    }
    k = new double[n];
    whitened = new double[n];
    kInverse = new double[n];
  }

  private static double[] weights(double[] lengths) {
    return Arrays.stream(lengths).map(l -> 1 / (l * l)).toArray();
  }

  private static Entry[] entries(List<Observation> observations) {
    return observations.stream()
        .<Entry>mapMulti(
            (o, out) -> {
              out.accept(new Entry(o.x(), -1, o.y()));
              double[] gradient = o.gradient();
              for (int j = 0; gradient != null && j < gradient.length; j++) {
                out.accept(new Entry(o.x(), j, gradient[j]));
              }
            })
        .toArray(Entry[]::new);
  }

  private static double noise(Entry entry, Scales scales, double[] w) {
    return scales.signal()
        * (entry.part < 0 ? scales.noise() : w[entry.part] * scales.slopeNoise());
  }

  private static double kernel(double[] x, double[] y, double[] w, double signal) {
    double q = 0;
    for (int i = 0; i < w.length; i++) {
      q += w[i] * (x[i] - y[i]) * (x[i] - y[i]);
    }
    return signal * Math.exp(-0.5 * q);
  }

  private static double covariance(Entry a, Entry b, double[] w, double signal) {
    return kernel(a.x, b.x, w, signal) * factor(a, b, w);
  }

  /** cov/k. */
  private static double factor(Entry a, Entry b, double[] w) {
    int i = a.part;
    int j = b.part;
    if (i < 0) {
      return j < 0 ? 1 : w[j] * (a.x[j] - b.x[j]);
    }
    if (j < 0) {
      return -w[i] * (a.x[i] - b.x[i]);
    }
    return (i == j ? w[i] : 0) - w[i] * w[j] * (a.x[i] - b.x[i]) * (a.x[j] - b.x[j]);
  }

  /** ∂(cov/k)/∂ln l_m, with that of k itself left out. */
  private static double factorSlope(Entry a, Entry b, double[] w, int m) {
    int i = a.part;
    int j = b.part;
    if (i < 0 || j < 0) {
      return i == m || j == m ? -2 * factor(a, b, w) : 0;
    }
    double cross = w[i] * w[j] * (a.x[i] - b.x[i]) * (a.x[j] - b.x[j]);
    return (i == j && i == m ? -2 * w[i] : 0) + 2 * cross * ((i == m ? 1 : 0) + (j == m ? 1 : 0));
  }

  /** Coordinates of a point. */
  public int dimension() {
    return w.length;
  }

  /** Writes mean and variance of f(x), without noise. */
  public void predictValue(double[] x, Prediction out) {
    int n = entries.length;
    var at = new Entry(x, -1, 0);
    out.mean = 0;
    for (int b = 0; b < n; b++) {
      k[b] = covariance(at, entries[b], w, scales.signal());
      out.mean += k[b] * alpha[b];
    }
    double explained = 0;
    for (int a = 0; a < n; a++) {
      whitened[a] = Triangular.dot(inverseFactor[a], k, a + 1);
      explained += whitened[a] * whitened[a];
    }
    out.variance = Math.max(0, scales.signal() - explained);
  }

  /** Writes mean and variance of f(x), without noise, and their gradients in x. */
  public void predict(double[] x, Prediction out) {
    predictValue(x, out);
    int n = entries.length;
    Arrays.fill(kInverse, 0);
    for (int a = 0; a < n; a++) {
      Triangular.add(kInverse, whitened[a], inverseFactor[a], 0, a + 1);
    }
    for (int i = 0; i < w.length; i++) {
      var slope = new Entry(x, i, 0);
      double mean = 0;
      double shrink = 0;
      for (int b = 0; b < n; b++) {
        double c = covariance(slope, entries[b], w, scales.signal());
        mean += c * alpha[b];
        shrink += c * kInverse[b];
      }
      out.meanGradient[i] = mean;
      out.varianceGradient[i] = -2 * shrink;
    }
  }

  /**
   * The negative log posterior density of the hyper-parameters' logarithms, ½ zᵀC⁻¹z + ½ ln|C| plus
   * independent normal priors, with its gradient ½ tr((C⁻¹ - ααᵀ) ∂C) (Rasmussen and Williams,
   * equation 5.9).
   */
  static final class Evidence implements BoundedLbfgs.Smooth {
    private final Entry[] entries;
    private final Prior prior;
    private final int d;
    private final boolean noisy;
    private final double[][] c;
    private final double[][] inverse;
    private final double[][] gram;

    Evidence(List<Observation> observations, Prior prior, boolean noisy) {
      entries = entries(observations);
      d = observations.getFirst().x().length;
      this.prior = prior;
      this.noisy = noisy;
      int n = entries.length;
      c = new double[n][n];
      inverse = new double[n][n];
      gram = new double[n][n];
    }

    int dimension() {
      return d + (noisy ? 3 : 1);
    }

    Scales scales(double[] theta) {
      double[] lengths = new double[d];
      Arrays.setAll(lengths, i -> Math.exp(theta[i]));
      return new Scales(
          lengths,
          Math.exp(theta[d]),
          noisy ? Math.exp(theta[d + 1]) : EXACT,
          noisy ? Math.exp(theta[d + 2]) : EXACT);
    }

    double[] guess() {
      double[] theta = new double[dimension()];
      Arrays.fill(theta, 0, d, prior.logLength());
      theta[d] = prior.logSignal();
      Arrays.fill(theta, d + 1, theta.length, prior.logNoise());
      return theta;
    }

    double[] low() {
      return bounds(Prior.LEAST_LENGTH, Prior.LEAST_SIGNAL, EXACT);
    }

    double[] high() {
      return bounds(20, Prior.GREATEST_SIGNAL, Prior.GREATEST_NOISE);
    }

    private double[] bounds(double length, double signal, double noise) {
      double[] theta = new double[dimension()];
      Arrays.fill(theta, 0, d, Math.log(length));
      theta[d] = Math.log(signal);
      Arrays.fill(theta, d + 1, theta.length, Math.log(noise));
      return theta;
    }

    @Override
    public double at(double[] theta, double[] gradient) {
      int n = entries.length;
      Scales scales = scales(theta);
      double[] w = weights(scales.lengths());
      double signal = scales.signal();
      for (int a = 0; a < n; a++) {
        for (int b = a; b < n; b++) {
          c[a][b] = covariance(entries[a], entries[b], w, signal);
        }
        c[a][a] += noise(entries[a], scales, w);
      }
      if (!Triangular.factor(c, n)) {
        return Double.POSITIVE_INFINITY;
      }
      Triangular.invert(c, n, inverse);
      double value = 0;
      double[] alpha = new double[n];
      for (int a = 0; a < n; a++) {
        double v = 0;
        for (int b = 0; b <= a; b++) {
          v += inverse[a][b] * entries[b].observed;
        }
        value += 0.5 * v * v + Math.log(c[a][a]);
        Triangular.add(alpha, v, inverse[a], 0, a + 1);
      }
      Triangular.gram(inverse, n, gram);
      Arrays.fill(gradient, 0);
      for (int a = 0; a < n; a++) {
        for (int b = 0; b <= a; b++) {
          // Off the diagonal every pair counts twice.
          double weight = (a == b ? 0.5 : 1) * (gram[a][b] - alpha[a] * alpha[b]);
          addSlopes(entries[a], entries[b], w, signal, weight, gradient);
        }
        addNoiseSlopes(entries[a], scales, w, 0.5 * (gram[a][a] - alpha[a] * alpha[a]), gradient);
      }
      return value + addPriors(theta, gradient);
    }

    private void addSlopes(
        Entry a, Entry b, double[] w, double signal, double weight, double[] gradient) {
      double kernel = kernel(a.x, b.x, w, signal);
      double factor = factor(a, b, w);
      for (int m = 0; m < d; m++) {
        double distance = a.x[m] - b.x[m];
        gradient[m] +=
            weight * kernel * (w[m] * distance * distance * factor + factorSlope(a, b, w, m));
      }
      gradient[d] += weight * kernel * factor;
    }

    private void addNoiseSlopes(
        Entry a, Scales scales, double[] w, double weight, double[] gradient) {
      double noise = noise(a, scales, w);
      gradient[d] += weight * noise;
      if (a.part >= 0) {
        gradient[a.part] -= 2 * weight * noise;
      }
      if (noisy) {
        gradient[a.part < 0 ? d + 1 : d + 2] += weight * noise;
      }
    }

    private double addPriors(double[] theta, double[] gradient) {
      double value = 0;
      for (int t = 0; t < theta.length; t++) {
        double mean = t < d ? prior.logLength() : t == d ? prior.logSignal() : prior.logNoise();
        double sd = t < d ? prior.logLengthSd() : t == d ? prior.logSignalSd() : prior.logNoiseSd();
        double z = (theta[t] - mean) / sd;
        value += 0.5 * z * z;
        gradient[t] += z / sd;
      }
      return value;
    }
  }

  /**
   * Fits the scales, from an earlier fit and from the prior's guess.
   *
   * @param noisy whether values and gradients carry noise of unknown size
   * @param before earlier scales, where there are any
   */
  public static Scales fit(
      List<Observation> observations, boolean noisy, @Nullable Scales before, int iterations) {
    int d = observations.getFirst().x().length;
    var evidence = new Evidence(observations, Prior.standard(d), noisy);
    var lbfgs = new BoundedLbfgs(10, iterations, 1e-4);
    double[] best = evidence.guess();
    double least = lbfgs.minimize(evidence, best, evidence.low(), evidence.high());
    if (before != null) {
      double[] theta = evidence.guess();
      for (int i = 0; i < d; i++) {
        theta[i] = Math.log(before.lengths()[i]);
      }
      theta[d] = Math.log(before.signal());
      if (noisy) {
        theta[d + 1] = Math.log(before.noise());
        theta[d + 2] = Math.log(before.slopeNoise());
      }
      if (lbfgs.minimize(evidence, theta, evidence.low(), evidence.high()) < least) {
        best = theta;
      }
    }
    return evidence.scales(best);
  }
}
