package org.talweg.learn.gradient;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.talweg.learn.tensor.Layout;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Torch;

/**
 * Replaces a matrix U S V' by nearly U V', by five Newton-Schulz steps of degree five (Jordan et
 * al. 2024, Muon):
 *
 * <pre>
 *   X &lt;- R / (||R||_F + 1e-7)
 *   five times:  P = X X',   X &lt;- 3.4445 X - 4.7750 P X + 2.0315 P P X
 * </pre>
 *
 * <p>The coefficients grow small singular values quickly and do not converge to 1: what was not
 * vanishing ends between about 0.7 and 1.2. A matrix with more rows than columns is transposed
 * first. Tensors of more than two dimensions are taken as a matrix of their first dimension; others
 * stay as they are.
 *
 * <p>All steps are polynomials in the first P and commute. So where the longer side is at least
 * twice the shorter one, of a numbers, they are taken on matrices of a x a, and X is multiplied by
 * their product at the end: 17 products of a^3 and two of a^2 b in place of five and ten.
 */
public record Orthogonalize() implements Transformation {
  private static final int STEPS = 5;
  private static final double A = 3.4445;
  private static final double B = -4.7750;
  private static final double C = 2.0315;

  @Override
  public void apply(Update update, Memory memory) {
    Params tree = update.wholeTree();
    for (Layout.Entry entry : tree.layout().entries()) {
      if (entry.shape().size() >= 2) {
        Tensor tensor = tree.get(entry.name());
        Tensor matrix = tensor.view(tensor.size(0), -1);
        matrix.copy_(orthogonal(matrix));
      }
    }
  }

  /** The matrix with its singular values near 1. */
  public static Tensor orthogonal(Tensor matrix) {
    boolean tall = matrix.size(0) > matrix.size(1);
    Tensor x = tall ? matrix.t() : matrix;
    x = x.div(x.norm().add_(Torch.scalar(1e-7)));
    x = x.size(1) >= 2 * x.size(0) ? byProducts(x) : direct(x);
    return tall ? x.t() : x;
  }

  private static Tensor direct(Tensor x) {
    Scalar a = Torch.scalar(A);
    Scalar b = Torch.scalar(B);
    Scalar c = Torch.scalar(C);
    Scalar one = Torch.scalar(1);
    for (int i = 0; i < STEPS; i++) {
      Tensor p = x.matmul(x.t());
      x = x.addmm(p.addmm(p, p, b, c), x, a, one);
    }
    return x;
  }

  /** The same with the steps taken by P, which X is multiplied with once. */
  private static Tensor byProducts(Tensor x) {
    Scalar a = Torch.scalar(A);
    Scalar b = Torch.scalar(B);
    Scalar c = Torch.scalar(C);
    Tensor p = x.matmul(x.t());
    Tensor q = p;
    for (int i = 0; i < STEPS; i++) {
      Tensor m = p.addmm(p, p, b, c);
      m.diagonal().add_(a);
      q = i == 0 ? m : m.matmul(q);
      if (i < STEPS - 1) {
        p = m.matmul(p).matmul(m);
      }
    }
    return q.matmul(x);
  }
}
