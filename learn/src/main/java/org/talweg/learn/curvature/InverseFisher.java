package org.talweg.learn.curvature;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.talweg.learn.tensor.Torch;

/**
 * The inverse of the empirical Fisher matrix of m gradients, for products with many vectors, single
 * columns and the diagonal. With the gradients as the rows of G (m x d) and the Cholesky factor L:
 *
 * <pre>
 *   F = lambda I + G'G / m          L L' = m lambda I + G G',   Y = L^-1 G
 *   F^-1 x = (x - Y'Y x) / lambda           (F^-1)_kk = (1 - sum over i of Y_ik^2) / lambda
 * </pre>
 *
 * <p>Source: Frantar et al. 2021 (M-FAC), the static algorithm. Its vectors H_(i-1) g_i, each by
 * the square root of lambda over its denominator m + g_i' H_(i-1) g_i, are the rows of Y; here they
 * come from one factorization and one triangular solve. Everything in 64 bits. Cost: two products
 * of m^2 d once, then 4 m d a product and 2 m d the diagonal. Memory: m d numbers.
 */
public final class InverseFisher implements AutoCloseable {
  private final Tensor y;
  private final double damping;

  private InverseFisher(Tensor y, double damping) {
    this.y = y;
    this.damping = damping;
  }

  /**
   * Factorizes; to be closed.
   *
   * @param gradients G, m x d
   * @param damping lambda
   */
  public static InverseFisher of(Tensor gradients, double damping) {
    Torch.expect("the gradients", gradients, -1, -1);
    if (!(damping > 0)) {
      throw new IllegalArgumentException("damping is greater than 0, not " + damping);
    }
    try (var scope = new PointerScope();
        var guard = new NoGradGuard()) {
      Tensor g = gradients.to(torch.ScalarType.Double);
      Tensor k = g.matmul(g.t());
      k.diagonal().add_(Torch.scalar(g.size(0) * damping));
      Tensor l = torch.linalg_cholesky(k);
      Tensor y = torch.linalg_solve_triangular(l, g, false, true, false);
      return new InverseFisher(Torch.keep(y), damping);
    }
  }

  /** d. */
  public long dimension() {
    return y.size(1);
  }

  /** F^-1 x for a vector, or a matrix of vectors as columns. Made inside the caller's scope. */
  public Tensor times(Tensor x) {
    Tensor wide = x.to(torch.ScalarType.Double);
    return wide.sub(y.t().matmul(y.matmul(wide))).div_(Torch.scalar(damping));
  }

  /** F^-1 x. */
  public double[] times(double[] x) {
    try (var scope = new PointerScope();
        var guard = new NoGradGuard()) {
      return Torch.doubles(times(Torch.tensor(x, x.length)));
    }
  }

  /** The diagonal of F^-1. */
  public double[] diagonal() {
    try (var scope = new PointerScope();
        var guard = new NoGradGuard()) {
      double[] squares = Torch.doubles(y.square().sum(0));
      for (int k = 0; k < squares.length; k++) {
        squares[k] = (1 - squares[k]) / damping;
      }
      return squares;
    }
  }

  /** F^-1 e_k. */
  public double[] column(int k) {
    try (var scope = new PointerScope();
        var guard = new NoGradGuard()) {
      double[] column = Torch.doubles(y.t().mv(y.select(1, k)).div_(Torch.scalar(-damping)));
      column[k] += 1 / damping;
      return column;
    }
  }

  @Override
  public void close() {
    Torch.free(y);
  }
}
