package org.talweg.search.gp;

import java.util.Arrays;

/**
 * The negative log posterior density of hyper-parameters and its gradient.
 *
 * <p>With unique points of means ȳ, C = s² g(Q) + s² ε I + λ diag(ρ_i/n_i) and the constant mean m
 * at its best value,
 *
 * <pre>
 *   -ln p = ½ (ȳ-m)ᵀC⁻¹(ȳ-m) + ½ ln|C| + (n/2) ln 2π + m²/(2τ²)
 *           + ½ Σ_i [SS_i/(λρ_i) + (n_i-1) ln(2πλρ_i) + ln n_i] - ln prior
 *   ∂/∂θ  = -½ Σ_ij (α_i α_j - C⁻¹_ij) ∂C_ij/∂θ + ...,      α = C⁻¹(ȳ-m)
 * </pre>
 *
 * which is the likelihood of all observations, repeats included (Calandriello et al. 2022 give the
 * posterior in this form; Rasmussen and Williams 2006, equation 5.9, the gradient). The variables
 * are ln l_1 .. ln l_P, ln s² and, where the noise is unknown, ln λ.
 *
 * <p>Cost: n²P/2 once; n³/2 multiply-adds and n²(P + an exponential)/2 per evaluation. Not
 * thread-safe.
 */
final class Likelihood implements BoundedLbfgs.Smooth {
  private final Kernel kernel;
  private final Prior prior;
  private final Sample sample;
  private final double knownNoise;
  private final int n;
  private final int lengths;

  /** {@code distances[p][i(i-1)/2 + j]} = D_p(x_i, x_j), j &lt; i. */
  private final double[][] distances;

  private final double[] q;
  private final double[] value;
  private final double[] slope;
  private final double[][] inverse;
  private final double[] alpha;
  private final double[] ones;
  private final double[] scratch;
  private final InverseFactor factor = new InverseFactor();
  private double mean;

  /**
   * @param knownNoise λ where it is known, 0 for none; NaN where it is to be fitted
   */
  Likelihood(Encoding encoding, Kernel kernel, Prior prior, Sample sample, double knownNoise) {
    this.kernel = kernel;
    this.prior = prior;
    this.sample = sample;
    this.knownNoise = knownNoise;
    n = sample.size();
    lengths = encoding.lengths();
    int pairs = n * (n - 1) / 2;
    distances = new double[lengths][pairs];
    var inputs = new Inputs(encoding);
    double[] line = new double[n];
    for (int i = 0; i < n; i++) {
      for (int p = 0; p < lengths; p++) {
        inputs.squaredDistances(p, sample.rows()[i], i, line);
        System.arraycopy(line, 0, distances[p], i * (i - 1) / 2, i);
      }
      inputs.add(sample.rows()[i]);
    }
    q = new double[pairs];
    value = new double[pairs];
    slope = new double[pairs];
    inverse = new double[n][n];
    alpha = new double[n];
    ones = new double[n];
    scratch = new double[n];
  }

  /** Number of variables. */
  int dimension() {
    return lengths + (Double.isNaN(knownNoise) ? 2 : 1);
  }

  double[] low() {
    return bounds(Prior.LEAST_LENGTH, Prior.LEAST_SIGNAL, Prior.LEAST_NOISE);
  }

  double[] high() {
    return bounds(Prior.GREATEST_LENGTH, Prior.GREATEST_SIGNAL, Prior.GREATEST_NOISE);
  }

  private double[] bounds(double length, double signal, double noise) {
    double[] theta = new double[dimension()];
    Arrays.fill(theta, 0, lengths, Math.log(length));
    theta[lengths] = Math.log(signal);
    if (theta.length > lengths + 1) {
      theta[lengths + 1] = Math.log(noise);
    }
    return theta;
  }

  /** The variables of hyper-parameters. */
  double[] variables(Hyperparameters h) {
    double[] theta = new double[dimension()];
    for (int p = 0; p < lengths; p++) {
      theta[p] = Math.log(h.lengths()[p]);
    }
    theta[lengths] = Math.log(h.signal());
    if (theta.length > lengths + 1) {
      theta[lengths + 1] = Math.log(Math.max(h.noise(), Prior.LEAST_NOISE));
    }
    return theta;
  }

  /** The hyper-parameters of variables, with the mean that is best for them. */
  Hyperparameters hyperparameters(double[] theta) {
    at(theta, new double[theta.length]);
    double[] l = new double[lengths];
    for (int p = 0; p < lengths; p++) {
      l[p] = Math.exp(theta[p]);
    }
    return new Hyperparameters(l, Math.exp(theta[lengths]), noise(theta), mean);
  }

  private double noise(double[] theta) {
    return Double.isNaN(knownNoise) ? Math.exp(theta[lengths + 1]) : knownNoise;
  }

  @Override
  public double at(double[] theta, double[] gradient) {
    double signal = Math.exp(theta[lengths]);
    double lambda = noise(theta);
    Arrays.fill(q, 0);
    for (int p = 0; p < lengths; p++) {
      Triangular.add(q, Math.exp(-2 * theta[p]), distances[p], 0, q.length);
    }
    kernel.evaluate(signal, q, q.length, value, slope);
    try {
      factor.factor(n, signal, upper -> covariance(upper, signal, lambda));
    } catch (ArithmeticException notPositiveDefinite) {
      return Double.POSITIVE_INFINITY;
    }
    double negative = 0.5 * (factor.logDeterminant() + n * Math.log(2 * Math.PI) + fitMean());
    negative -= sample.logDensityWithin(lambda);
    factor.inverse(inverse);
    gradient(theta, signal, lambda, gradient);
    return negative + addPrior(theta, gradient);
  }

  private void covariance(double[][] upper, double signal, double lambda) {
    for (int i = 0, pair = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        upper[j][i] = value[pair++];
      }
      upper[i][i] = signal * (1 + GaussianProcess.NUGGET) + lambda * sample.noise()[i];
    }
  }

  /** Sets the best constant mean and α; returns (ȳ-m)ᵀC⁻¹(ȳ-m) + m²/τ². */
  private double fitMean() {
    Arrays.fill(scratch, 1);
    solve(scratch, ones);
    solve(sample.means(), alpha);
    double precision = 1 / (prior.meanSd() * prior.meanSd());
    double sum = 0;
    double total = precision;
    for (int i = 0; i < n; i++) {
      sum += alpha[i];
      total += ones[i];
    }
    mean = sum / total;
    double quadratic = mean * mean * precision;
    for (int i = 0; i < n; i++) {
      alpha[i] -= mean * ones[i];
      quadratic += alpha[i] * (sample.means()[i] - mean);
    }
    return quadratic;
  }

  private void solve(double[] b, double[] x) {
    double[] v = new double[n];
    factor.whiten(b, v);
    factor.unwhiten(v, x);
  }

  private void gradient(double[] theta, double signal, double lambda, double[] gradient) {
    double onSignal = 0;
    double onNoise = 0;
    for (int i = 0, pair = 0; i < n; i++) {
      double[] row = inverse[i];
      double a = alpha[i];
      for (int j = 0; j < i; j++, pair++) {
        double g = a * alpha[j] - row[j];
        onSignal += g * value[pair];
        slope[pair] *= g;
      }
      double g = 0.5 * (a * a - row[i]);
      onSignal += g * signal * (1 + GaussianProcess.NUGGET);
      onNoise += g * lambda * sample.noise()[i];
    }
    for (int p = 0; p < lengths; p++) {
      gradient[p] = 2 * Math.exp(-2 * theta[p]) * Triangular.dot(slope, distances[p], q.length);
    }
    gradient[lengths] = -onSignal;
    if (gradient.length > lengths + 1) {
      gradient[lengths + 1] = -onNoise - sample.logDensityWithinSlope(lambda);
    }
  }

  private double addPrior(double[] theta, double[] gradient) {
    double sum = 0;
    for (int k = 0; k < theta.length; k++) {
      double centre =
          k < lengths ? prior.logLength() : k == lengths ? prior.logSignal() : prior.logNoise();
      double sd =
          k < lengths
              ? prior.logLengthSd()
              : k == lengths ? prior.logSignalSd() : prior.logNoiseSd();
      double z = (theta[k] - centre) / sd;
      sum += z * z / 2;
      gradient[k] += z / sd;
    }
    return sum;
  }
}
