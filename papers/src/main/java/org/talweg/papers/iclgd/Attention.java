package org.talweg.papers.iclgd;

import static org.talweg.papers.iclgd.Prompt.D;
import static org.talweg.papers.iclgd.Prompt.TOKEN;

/**
 * A layer of linear self-attention, without softmax, multiplied out:
 *
 * <pre>
 *   e_q &lt;- e_q + P W_V E E' W_K' W_Q e_q        answer = -(last entry of e_q)
 *       = ... - b' (E E') A e_q,    A = W_K' W_Q,   b' = the last row of P W_V
 * </pre>
 *
 * @param a A
 * @param b b
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Attention(double[][] a, double[] b) {
  /** The paper's construction: A = diag(1, ..., 1, 0), b = -(eta/N) times the last unit vector. */
  static Attention construction(double eta) {
    double[][] a = new double[TOKEN][TOKEN];
    for (int j = 0; j < D; j++) {
      a[j][j] = 1;
    }
    double[] b = new double[TOKEN];
    b[D] = -eta / Prompt.N;
    return new Attention(a, b);
  }

  /** d answer / d x_q; the answer is linear in x_q. */
  double[] sensitivity(Prompt prompt) {
    double[] left = new double[TOKEN];
    for (int j = 0; j < TOKEN; j++) {
      for (int k = 0; k < TOKEN; k++) {
        left[j] += prompt.moments()[j][k] * b[k];
      }
    }
    double[] s = new double[D];
    for (int j = 0; j < D; j++) {
      for (int k = 0; k < TOKEN; k++) {
        s[j] -= left[k] * a[k][j];
      }
    }
    return s;
  }

  double answer(Prompt prompt) {
    double[] s = sensitivity(prompt);
    double sum = 0;
    for (int j = 0; j < D; j++) {
      sum += s[j] * prompt.query()[j];
    }
    return sum;
  }

  /** The same layer with A's mean diagonal, over inputs, moved into b. */
  Attention normalised() {
    double mean = 0;
    for (int j = 0; j < D; j++) {
      mean += a[j][j] / D;
    }
    return scaled(1 / mean, mean);
  }

  /** The mean of two layers' weights. */
  Attention halfway(Attention other) {
    Attention mean = scaled(0.5, 0.5);
    for (int j = 0; j < TOKEN; j++) {
      mean.b[j] += other.b[j] / 2;
      for (int k = 0; k < TOKEN; k++) {
        mean.a[j][k] += other.a[j][k] / 2;
      }
    }
    return mean;
  }

  private Attention scaled(double ofA, double ofB) {
    double[][] newA = new double[TOKEN][TOKEN];
    double[] newB = new double[TOKEN];
    for (int j = 0; j < TOKEN; j++) {
      newB[j] = ofB * b[j];
      for (int k = 0; k < TOKEN; k++) {
        newA[j][k] = ofA * a[j][k];
      }
    }
    return new Attention(newA, newB);
  }
}
