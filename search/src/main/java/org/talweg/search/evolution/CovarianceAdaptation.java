package org.talweg.search.evolution;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;

/**
 * The search distribution N(m, σ² A C A) of (μ/μ_w, λ)-CMA-ES and how it learns from λ ranked
 * samples, in the tutorial's notation, with its default parameters (Table 1) and negative weights:
 *
 * <pre>
 *   m   ← m + σ A ⟨y⟩_w,  ⟨y⟩_w = Σ_{i≤μ} w_i y_{i:λ},  y = A⁻¹ (x - m) / σ
 *   p_σ ← (1 - c_σ) p_σ + √(c_σ (2 - c_σ) μ_eff) C^{-1/2} ⟨y⟩_w
 *   σ   ← σ exp(c_σ / d_σ (‖p_σ‖ / E‖N(0,I)‖ - 1))
 *   p_c ← (1 - c_c) p_c + h_σ √(c_c (2 - c_c) μ_eff) ⟨y⟩_w
 *   C   ← (1 + c_1 δ(h_σ) - c_1 - c_μ Σ w_j) C + c_1 p_c p_cᵀ + c_μ Σ_{i≤λ} w°_i y_{i:λ} y_{i:λ}ᵀ
 * </pre>
 *
 * A is diagonal and 1 for real coordinates. For whole numbers it keeps the standard deviation from
 * falling below a floor at which a sample still leaves the mean's cell with probability 1/(nλ) or
 * more, so that they do not freeze.
 *
 * <p>Source: Hansen, "The CMA evolution strategy: a tutorial", arXiv 1604.00772v2, equations
 * (38)-(48); Hansen, "Injecting external solutions into CMA-ES", arXiv 1110.4181, for samples of
 * other distributions; Hamano et al., "CMA-ES with margin", GECCO 2022, for A, here without the
 * shift of the mean. Cost per update: O(λ n²), and O(n³) for the eigenvectors, which are renewed
 * every 1/(10 n (c_1 + c_μ)) updates.
 */
public final class CovarianceAdaptation {
  /** A sample and the update after which it was drawn, -1 for one from elsewhere. */
  public static final class Sample {
    final double[] x;
    final int generation;

    Sample(double[] x, int generation) {
      this.x = x;
      this.generation = generation;
    }

    /** Where it was drawn. */
    public double[] x() {
      return x.clone();
    }
  }

  final int n;
  final int lambda;
  private final int mu;
  private final double[] weights;
  private final double muEff;
  private final double cSigma;
  private final double dSigma;
  private final double cc;
  private final double c1;
  private final double cMu;
  private final double expectedNorm;

  private final double[] mean;
  private final double sigma0;
  private double sigma;
  private final double[] pSigma;
  private final double[] pc;
  private final double[][] c;
  private double[][] b;
  private final double[] d;
  private final double[] a;
  private int generation = 0;
  private int decomposedAt = 0;

  /**
   * @param sigma the step size at first, the same in every direction
   * @param lambda samples to an update, at least 2
   */
  public CovarianceAdaptation(double[] mean, double sigma, int lambda) {
    this.mean = mean.clone();
    this.sigma = sigma;
    this.sigma0 = sigma;
    this.lambda = lambda;
    n = mean.length;
    mu = lambda / 2;

    double[] raw = new double[lambda];
    Arrays.setAll(raw, i -> Math.log((lambda + 1) / 2.0) - Math.log(i + 1));
    muEff = effective(raw, 0, mu);
    double muEffNegative = effective(raw, mu, lambda);
    cSigma = (muEff + 2) / (n + muEff + 5);
    dSigma = 1 + 2 * Math.max(0, Math.sqrt((muEff - 1) / (n + 1)) - 1) + cSigma;
    cc = (4 + muEff / n) / (n + 4 + 2 * muEff / n);
    c1 = 2 / ((n + 1.3) * (n + 1.3) + muEff);
    cMu = Math.min(1 - c1, 2 * (0.25 + muEff + 1 / muEff - 2) / ((n + 2) * (n + 2) + muEff));
    expectedNorm = Math.sqrt(n) * (1 - 1 / (4.0 * n) + 1 / (21.0 * n * n));

    double positive = Arrays.stream(raw).filter(w -> w > 0).sum();
    double negative = -Arrays.stream(raw).filter(w -> w < 0).sum();
    double least =
        Math.min(
            Math.min(1 + c1 / cMu, 1 + 2 * muEffNegative / (muEff + 2)),
            (1 - c1 - cMu) / (n * cMu));
    weights = Arrays.stream(raw).map(w -> w >= 0 ? w / positive : w * least / negative).toArray();

    pSigma = new double[n];
    pc = new double[n];
    c = identity();
    b = identity();
    d = new double[n];
    a = new double[n];
    Arrays.fill(d, 1);
    Arrays.fill(a, 1);
  }

  private static double effective(double[] w, int from, int to) {
    double sum = 0;
    double squares = 0;
    for (int i = from; i < to; i++) {
      sum += w[i];
      squares += w[i] * w[i];
    }
    return squares == 0 ? 0 : sum * sum / squares;
  }

  private double[][] identity() {
    double[][] identity = new double[n][n];
    for (int i = 0; i < n; i++) {
      identity[i][i] = 1;
    }
    return identity;
  }

  double[] mean() {
    return mean;
  }

  int generation() {
    return generation;
  }

  /** x = m + σ A B D z with z ~ N(0, I). */
  public Sample sample(RandomGenerator random) {
    double[] dz = new double[n];
    for (int k = 0; k < n; k++) {
      dz[k] = d[k] * random.nextGaussian();
    }
    double[] x = new double[n];
    for (int j = 0; j < n; j++) {
      double y = 0;
      for (int k = 0; k < n; k++) {
        y += b[j][k] * dz[k];
      }
      x[j] = mean[j] + sigma * a[j] * y;
    }
    return new Sample(x, generation);
  }

  /** Learns from λ samples, the best first. */
  public void update(List<Sample> ranked) {
    generation++;
    double[][] y = new double[lambda][];
    double[] norms = new double[lambda];
    double[] step = new double[n];
    for (int i = 0; i < lambda; i++) {
      y[i] = deviation(ranked.get(i).x);
      norms[i] = norm(whitened(y[i]));
      // A sample of another distribution may be far out in this one.
      double farthest = Math.sqrt(n) + 2.0 * n / (n + 2);
      if (ranked.get(i).generation != generation - 1 && norms[i] > farthest) {
        scale(y[i], farthest / norms[i]);
        norms[i] = farthest;
      }
      for (int j = 0; i < mu && j < n; j++) {
        step[j] += weights[i] * y[i][j];
      }
    }
    for (int j = 0; j < n; j++) {
      mean[j] += sigma * a[j] * step[j];
    }

    double[] whiteStep = whitened(step);
    double grow = Math.sqrt(cSigma * (2 - cSigma) * muEff);
    for (int j = 0; j < n; j++) {
      double direction = 0;
      for (int k = 0; k < n; k++) {
        direction += b[j][k] * whiteStep[k];
      }
      pSigma[j] = (1 - cSigma) * pSigma[j] + grow * direction;
    }
    double length = norm(pSigma);
    double warmUp = Math.sqrt(1 - Math.pow(1 - cSigma, 2.0 * generation));
    double h = length / warmUp < (1.4 + 2.0 / (n + 1)) * expectedNorm ? 1 : 0;
    double growPc = h * Math.sqrt(cc * (2 - cc) * muEff);
    for (int j = 0; j < n; j++) {
      pc[j] = (1 - cc) * pc[j] + growPc * step[j];
    }

    double keep = 1 + c1 * (1 - h) * cc * (2 - cc) - c1 - cMu * Arrays.stream(weights).sum();
    for (int j = 0; j < n; j++) {
      for (int k = 0; k <= j; k++) {
        double sum = keep * c[j][k] + c1 * pc[j] * pc[k];
        for (int i = 0; i < lambda; i++) {
          double w = weights[i];
          if (w < 0) {
            w *= n / Math.max(norms[i] * norms[i], 1e-300);
          }
          sum += cMu * w * y[i][j] * y[i][k];
        }
        c[j][k] = sum;
        c[k][j] = sum;
      }
    }
    sigma *= Math.exp(Math.min(1, cSigma / dSigma * (length / expectedNorm - 1)));
    if (generation - decomposedAt > 1 / (10 * n * (c1 + cMu))) {
      decompose();
    }
  }

  /** y = A⁻¹ (x - m) / σ. */
  private double[] deviation(double[] x) {
    double[] y = new double[n];
    for (int j = 0; j < n; j++) {
      y[j] = (x[j] - mean[j]) / (sigma * a[j]);
    }
    return y;
  }

  /** D⁻¹ Bᵀ y, as long as C^{-1/2} y. */
  private double[] whitened(double[] y) {
    double[] white = new double[n];
    for (int k = 0; k < n; k++) {
      for (int j = 0; j < n; j++) {
        white[k] += b[j][k] * y[j];
      }
      white[k] /= d[k];
    }
    return white;
  }

  private static double norm(double[] v) {
    double sum = 0;
    for (double x : v) {
      sum += x * x;
    }
    return Math.sqrt(sum);
  }

  private static void scale(double[] v, double factor) {
    for (int j = 0; j < v.length; j++) {
      v[j] *= factor;
    }
  }

  private void decompose() {
    decomposedAt = generation;
    var eigen = new EigenDecompositionSymmetric(new Array2DRowRealMatrix(c, false));
    b = eigen.getV().getData();
    for (int k = 0; k < n; k++) {
      d[k] = Math.sqrt(Math.max(eigen.getEigenvalue(k), 1e-40));
    }
  }

  /** Keeps each coordinate's standard deviation from falling below its floor. */
  void floors(double[] floors) {
    for (int j = 0; j < n; j++) {
      a[j] = Math.max(1, floors[j] / (sigma * Math.sqrt(c[j][j])));
    }
  }

  /** Why the distribution has nothing more to give (tutorial, B.3); empty while it has. */
  public Optional<String> exhausted() {
    double longest = Arrays.stream(d).max().orElseThrow();
    double shortest = Arrays.stream(d).min().orElseThrow();
    double widest = 0;
    boolean moves = true;
    for (int j = 0; j < n; j++) {
      double deviation = sigma * Math.sqrt(c[j][j]);
      widest = Math.max(widest, Math.max(deviation, sigma * Math.abs(pc[j])));
      moves &= mean[j] + 0.2 * a[j] * deviation != mean[j];
    }
    if (widest < 1e-12 * sigma0) {
      return Optional.of("TolX");
    }
    if (!(sigma * longest < 1e4 * sigma0)) {
      return Optional.of("TolXUp");
    }
    if (longest > 1e7 * shortest) {
      return Optional.of("ConditionCov");
    }
    return moves ? Optional.empty() : Optional.of("NoEffectCoord");
  }
}
