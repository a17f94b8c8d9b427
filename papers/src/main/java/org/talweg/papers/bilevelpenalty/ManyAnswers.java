package org.talweg.papers.bilevelpenalty;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.talweg.papers.Context;
import org.talweg.program.bilevel.Gradients;

/**
 * A follower with a whole subspace of answers, whose value function is known:
 *
 * <pre>
 *   x in R^5, y in R^20,   g = 1/2 ||A y - B x||^2,   A = S V', 8 by 20 of rank 8,
 *   f = 1/2 ||y - t||^2 + sum sin(2 x_i) + x'x / 4
 *   psi(x) = 1/2 ||S^-1 B x - V't||^2 + sum sin(2 x_i) + x'x / 4
 * </pre>
 *
 * S diagonal from 0.5 to 1.5, V with orthonormal columns, B normal / sqrt(20), t normal. With the
 * penalty s the answer is c = V'y = (s + S^2)^-1 (s V't + S B x) in the range of V.
 */
final class ManyAnswers implements Gradients {
  static final int N = 5;
  static final int M = 20;
  private static final int RANK = 8;

  private final double[] s = new double[RANK];
  private final double[][] v = new double[RANK][M];
  private final double[][] b = new double[RANK][N];
  private final double[] t = new double[M];
  private final double[] vt = new double[RANK];
  private final double noise;

  ManyAnswers(long seed, double noise) {
    this.noise = noise;
    RandomGenerator random = Context.random(seed, "many answers");
    for (int i = 0; i < RANK; i++) {
      s[i] = 0.5 + i / (RANK - 1.0);
      for (int j = 0; j < M; j++) {
        v[i][j] = random.nextGaussian();
      }
      for (int k = 0; k < i; k++) {
        double along = dot(v[i], v[k]);
        for (int j = 0; j < M; j++) {
          v[i][j] -= along * v[k][j];
        }
      }
      double length = Math.sqrt(dot(v[i], v[i]));
      for (int j = 0; j < M; j++) {
        v[i][j] /= length;
      }
      for (int j = 0; j < N; j++) {
        b[i][j] = random.nextGaussian() / Math.sqrt(20);
      }
    }
    for (int j = 0; j < M; j++) {
      t[j] = random.nextGaussian();
    }
    for (int i = 0; i < RANK; i++) {
      vt[i] = dot(v[i], t);
    }
  }

  /** The product of a with as many numbers from the front of b. */
  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }

  /** psi and, filled in, its gradient. */
  double psi(double[] x, double[] gradient) {
    double value = own(x, gradient);
    for (int i = 0; i < RANK; i++) {
      double off = dot(b[i], x) / s[i] - vt[i];
      value += off * off / 2;
      for (int j = 0; j < N; j++) {
        gradient[j] += off / s[i] * b[i][j];
      }
    }
    return value;
  }

  /** psi_s and, filled in, its gradient, both in closed form. */
  double psi(double penalty, double[] x, double[] gradient) {
    double value = own(x, gradient);
    for (int i = 0; i < RANK; i++) {
      double bx = dot(b[i], x);
      double c = (penalty * vt[i] + s[i] * bx) / (penalty + s[i] * s[i]);
      double rest = s[i] * c - bx;
      value += (c - vt[i]) * (c - vt[i]) / 2 + rest * rest / 2 / penalty;
      for (int j = 0; j < N; j++) {
        gradient[j] -= rest / penalty * b[i][j];
      }
    }
    return value;
  }

  private static double own(double[] x, double[] gradient) {
    double value = 0;
    for (int j = 0; j < N; j++) {
      value += Math.sin(2 * x[j]) + x[j] * x[j] / 4;
      gradient[j] = 2 * Math.cos(2 * x[j]) + x[j] / 2;
    }
    return value;
  }

  @Override
  public void upper(double[] z, long sample, double[] gradient) {
    own(z, gradient);
    for (int j = 0; j < M; j++) {
      gradient[N + j] = z[N + j] - t[j];
    }
    disturb(gradient, sample);
  }

  @Override
  public void lower(double[] z, long sample, double[] gradient) {
    Arrays.fill(gradient, 0);
    for (int i = 0; i < RANK; i++) {
      double rest = -dot(b[i], z);
      for (int j = 0; j < M; j++) {
        rest += s[i] * v[i][j] * z[N + j];
      }
      for (int j = 0; j < N; j++) {
        gradient[j] -= rest * b[i][j];
      }
      for (int j = 0; j < M; j++) {
        gradient[N + j] += rest * s[i] * v[i][j];
      }
    }
    disturb(gradient, sample + 1);
  }

  /** Adds noise of the sample: the same for the same one, whatever the point. */
  private void disturb(double[] gradient, long sample) {
    if (noise == 0) {
      return;
    }
    long state = sample;
    // A sum of four uniform numbers is near enough to normal, and quick.
    for (int j = 0; j < gradient.length; j++) {
      double sum = -2;
      for (int k = 0; k < 4; k++) {
        state += 0x9E3779B97F4A7C15L;
        long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        sum += ((z ^ (z >>> 31)) >>> 11) * 0x1.0p-53;
      }
      gradient[j] += noise * Math.sqrt(3) * sum;
    }
  }

  @Override
  public boolean noisy() {
    return noise > 0;
  }
}
