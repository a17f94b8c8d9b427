package org.talweg.learn.gradient;

import org.bytedeco.pytorch.Tensor;
import org.talweg.learn.tensor.Layout;
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
 * stay as they are. Cost: 15 products of the smaller side's square with the longer side.
 */
public record Orthogonalize() implements Transformation {
  private static final int STEPS = 5;

  @Override
  public void apply(Update update, Memory memory) {
    update.whole();
    for (Layout.Entry entry : update.tree().layout().entries()) {
      if (entry.shape().size() >= 2) {
        Tensor tensor = update.tree().get(entry.name());
        Tensor matrix = tensor.view(tensor.size(0), -1);
        matrix.copy_(orthogonal(matrix));
      }
    }
  }

  /** The matrix with its singular values near 1. */
  public static Tensor orthogonal(Tensor matrix) {
    boolean tall = matrix.size(0) > matrix.size(1);
    Tensor x = tall ? matrix.t() : matrix;
    x = x.div(x.norm().add(Torch.scalar(1e-7)));
    for (int i = 0; i < STEPS; i++) {
      Tensor p = x.matmul(x.t());
      Tensor q = p.mul(Torch.scalar(-4.7750)).addmm_(p, p, Torch.scalar(1), Torch.scalar(2.0315));
      x = x.addmm(q, x, Torch.scalar(3.4445), Torch.scalar(1));
    }
    return tall ? x.t() : x;
  }
}
