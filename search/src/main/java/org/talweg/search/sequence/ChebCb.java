package org.talweg.search.sequence;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Run;
import org.talweg.engine.Solver;
import org.talweg.model.Budget;

/**
 * ChebCB: for every value i a Chebyshev series predicts the cost from the context c in [a, b],
 *
 * <pre>
 *   y_i(c) = theta_i . (T_0, ..., T_(m-1))(2 (c - a) / (b - a) - 1),   m = 6
 * </pre>
 *
 * <p>fitted by least squares to (k - least) / (K N) within the box |theta_i0| <= 1/N, |theta_ij| <=
 * 2 (b-a) L / (j K N), where K is the largest cost so far, L = (largest - smallest) / (b - a) and N
 * = 2 + 4 (b-a) L / K (1 + ln m). Values are drawn by SquareCB: with i* the least prediction,
 *
 * <pre>
 *   p_i = 1 / (d + eta (y_i - y_i*)) for i != i*, the rest on i*
 *   eta = 2 t sqrt(d t / (R - r + 2 alpha^2 t))
 * </pre>
 *
 * <p>R the sum of squared errors of the predictions played, r the squared residual of the last fit
 * at the box's edge, alpha = (pi + 2/pi ln(2m+1)) (b-a) L / (2 K N (m+1)) the error of the series.
 *
 * <p>Source: Learning to Relax (arXiv 2310.02246), section 4; eta growing with t as in the authors'
 * experiments. Needs a context. Guarantee there: sublinear regret against the best value for each
 * context, where the cost is Lipschitz in it. Cost per instance: O(d m^3) at worst, from sums over
 * the past.
 */
public final class ChebCb implements Solver<SequenceProblem, Schedule> {
  private static final int TERMS = 6;

  private static final Capability CAPABILITY =
      Capability.solver(
          "cheb-cb",
          SequenceProblem.SEQUENCE,
          "Learns how the best parameter depends on the context, by Chebyshev regression.",
          "learning-to-relax",
          Trait.NOISE);

  @Override
  public Capability capability() {
    return CAPABILITY;
  }

  @Override
  public Estimate estimate(SequenceProblem problem, Budget budget) {
    return problem.contexts().values().isEmpty()
        ? new Estimate.Unfit("the instances have no context")
        : new Estimate.Fits(
            0.4,
            problem.instances() * 5e-6 * problem.grid().size(),
            "a regression on the context for each value");
  }

  @Override
  public void solve(SequenceProblem problem, Run<Schedule> run) throws InterruptedException {
    SequenceProblem.Contexts contexts = problem.contexts();
    int values = problem.grid().size();
    Tuner.play(
        problem,
        run,
        tuner(values, problem.leastCost(), contexts.from(), contexts.to(), run.random()));
  }

  /** A tuner for contexts between from and to. */
  public static Tuner tuner(
      int values, double leastCost, double from, double to, RandomGenerator random) {
    return new Regressions(values, leastCost, from, to, random);
  }

  /** (T_0, ..., T_(m-1))(x) by the recurrence T_(j+1) = 2 x T_j - T_(j-1). */
  static double[] chebyshev(double x, int m) {
    double[] terms = new double[m];
    for (int j = 0; j < m; j++) {
      terms[j] = j == 0 ? 1 : j == 1 ? x : 2 * x * terms[j - 1] - terms[j - 2];
    }
    return terms;
  }

  /** The p_i of SquareCB. */
  static double[] squareCb(double[] y, double eta) {
    int best = 0;
    for (int i = 1; i < y.length; i++) {
      best = y[i] < y[best] ? i : best;
    }
    double[] p = new double[y.length];
    double rest = 1;
    for (int i = 0; i < y.length; i++) {
      if (i != best) {
        p[i] = 1 / (y.length + eta * (y[i] - y[best]));
        rest -= p[i];
      }
    }
    p[best] = Math.max(0, rest);
    return p;
  }

  private static final class Regressions implements Tuner {
    private final int d;
    private final double leastCost;
    private final double from;
    private final double range;
    private final RandomGenerator random;

    /** Per value: sum of phi phi', of k phi, and of k^2, k less the least cost. */
    private final double[][][] gram;

    private final double[][] moment;
    private final double[] square;
    private final double[][] theta;
    private double largest = 0;
    private double smallest = Double.POSITIVE_INFINITY;
    private double scale = 0;
    private double predictionSquares = 0;
    private double costPredictions = 0;
    private double costSquares = 0;
    private double eta = 0;
    private int t = 0;
    private double[] phi = new double[TERMS];
    private int chosen = 0;

    Regressions(int d, double leastCost, double from, double to, RandomGenerator random) {
      if (!(from < to)) {
        throw new IllegalArgumentException("contexts from " + from + " to " + to);
      }
      this.d = d;
      this.leastCost = leastCost;
      this.from = from;
      this.range = to - from;
      this.random = random;
      gram = new double[d][TERMS][TERMS];
      moment = new double[d][TERMS];
      square = new double[d];
      theta = new double[d][TERMS];
    }

    @Override
    public int choose(OptionalDouble context) {
      double x = 2 * (context.orElseThrow() - from) / range - 1;
      phi = chebyshev(Math.clamp(x, -1.0, 1.0), TERMS);
      double[] y = new double[d];
      Arrays.setAll(y, i -> dot(theta[i], phi));
      chosen = TsallisInf.draw(squareCb(y, eta), random);
      return chosen;
    }

    @Override
    public void observe(double cost) {
      double k = Math.max(0, cost - leastCost);
      t++;
      largest = Math.max(largest, k);
      smallest = Math.min(smallest, k);
      for (int r = 0; r < TERMS; r++) {
        moment[chosen][r] += k * phi[r];
        for (int c = 0; c < TERMS; c++) {
          gram[chosen][r][c] += phi[r] * phi[c];
        }
      }
      square[chosen] += k * k;
      double prediction = dot(theta[chosen], phi);
      if (largest == 0) {
        return; // Nothing has cost anything: all values are alike.
      }
      // (b - a) L / K
      double slope = (largest - smallest) / largest;
      double n = 2 + 4 * slope * (1 + Math.log(TERMS));
      boolean rescaled = scale != largest * n;
      scale = largest * n;
      double residual = 0;
      double[] box = box(slope, n);
      for (int i = 0; i < d; i++) {
        if (square[i] > 0 && (rescaled || i == chosen)) {
          residual = fit(i, box, residual);
        }
      }
      // sum (y - k / scale)^2 with the scale of today, from sums that do not depend on it.
      predictionSquares += prediction * prediction;
      costPredictions += prediction * k;
      costSquares += k * k;
      double errors =
          predictionSquares - 2 * costPredictions / scale + costSquares / (scale * scale);
      double alpha =
          (Math.PI + 2 / Math.PI * Math.log(2 * TERMS + 1)) * slope / (2 * n * (TERMS + 1));
      double spread = Math.max(0, errors - residual) + 2 * alpha * alpha * t;
      eta = spread > 0 ? 2 * t * Math.sqrt(d * t / spread) : 0;
    }

    private static double[] box(double slope, double n) {
      double[] box = new double[TERMS];
      // With equal costs the box is flat; least squares need it a little thick.
      Arrays.setAll(box, j -> j == 0 ? 1 / n : Math.max(1e-9, 2 * slope / (j * n)));
      return box;
    }

    /** Fits value i; the squared residual where the box binds, else what was given. */
    private double fit(int i, double[] box, double otherwise) {
      double[] q = Arrays.stream(moment[i]).map(v -> v / scale).toArray();
      theta[i] = BoxLeastSquares.minimize(gram[i], q, box);
      boolean binds = false;
      double residual = square[i] / (scale * scale);
      for (int r = 0; r < TERMS; r++) {
        binds |= Math.abs(theta[i][r]) >= box[r];
        residual += theta[i][r] * (dot(gram[i][r], theta[i]) - 2 * q[r]);
      }
      return binds ? Math.max(0, residual) : otherwise;
    }

    private static double dot(double[] a, double[] b) {
      double sum = 0;
      for (int j = 0; j < a.length; j++) {
        sum += a[j] * b[j];
      }
      return sum;
    }
  }
}
