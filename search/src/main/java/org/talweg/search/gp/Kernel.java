package org.talweg.search.gp;

/**
 * The shape g of a stationary kernel k(x, x') = s² g(q) with q = Σ_p D_p(x, x') / l_p², as a
 * function of the squared scaled distance q.
 *
 * <p>Rasmussen and Williams, "Gaussian Processes for Machine Learning" (2006), section 4.2.
 */
public enum Kernel {
  /** g = (1 + √5 r + 5r²/3) exp(-√5 r), r = √q: twice differentiable samples. */
  MATERN_5_2 {
    @Override
    void evaluate(double scale, double[] q, int n, double[] value, double[] slope) {
      for (int i = 0; i < n; i++) {
        double a = Math.sqrt(5 * q[i]);
        double e = scale * Math.exp(-a);
        value[i] = e * (1 + a + a * a / 3);
        slope[i] = e * (1 + a) * (-5.0 / 6);
      }
    }
  },
  /** g = exp(-q/2): infinitely differentiable samples. */
  RBF {
    @Override
    void evaluate(double scale, double[] q, int n, double[] value, double[] slope) {
      for (int i = 0; i < n; i++) {
        value[i] = scale * Math.exp(-q[i] / 2);
        slope[i] = value[i] / -2;
      }
    }
  };

  /** Writes scale · g(q_i) and scale · g'(q_i) for the first n of q; value may be q itself. */
  abstract void evaluate(double scale, double[] q, int n, double[] value, double[] slope);
}
