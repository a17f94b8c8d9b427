package org.talweg.papers.bias;

import java.util.LinkedHashMap;
import java.util.List;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.talweg.learn.gradient.Memory;
import org.talweg.learn.gradient.Transformation;
import org.talweg.learn.gradient.Update;
import org.talweg.learn.tensor.Layout;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Precision;
import org.talweg.learn.tensor.Torch;

/**
 * Preconditioners that sum up all gradients so far: Adagrad's, number by number, and Shampoo's
 * (Gupta et al. 2018), which mixes rows with rows and columns with columns.
 *
 * <pre>
 *   Adagrad:  s &lt;- s + g^2                          u = g / (sqrt(s) + eps)
 *   Shampoo:  L &lt;- L + G G',  R &lt;- R + G' G          U = L^(-1/4) G R^(-1/4)
 * </pre>
 *
 * <p>Shampoo treats vectors as Adagrad does. Its roots are renewed every few steps, at the cost of
 * eigenvalues of matrices of both sizes.
 *
 * @param mixing whether matrices are treated as Shampoo does
 * @param every steps between renewals of the roots
 */
record Accumulating(boolean mixing, int every) implements Transformation {
  private static final double EPSILON = 1e-6;

  @Override
  public Memory begin(Layout layout, Precision precision) {
    var trees = new LinkedHashMap<String, Params>();
    trees.put("squares", Params.zeros(layout, precision));
    Layout.Builder left = Layout.builder();
    Layout.Builder right = Layout.builder();
    for (Layout.Entry entry : layout.select(this::mixes).entries()) {
      left.add(entry.name(), entry.shape().getFirst(), entry.shape().getFirst());
      right.add(entry.name(), entry.shape().getLast(), entry.shape().getLast());
    }
    trees.put("left", Params.zeros(left.build(), precision));
    trees.put("right", Params.zeros(right.build(), precision));
    trees.put("leftRoot", Params.zeros(left.build(), precision));
    trees.put("rightRoot", Params.zeros(right.build(), precision));
    return new Memory(trees, List.of());
  }

  private boolean mixes(Layout.Entry entry) {
    return mixing && entry.isMatrix();
  }

  @Override
  public void apply(Update update, Memory memory) {
    update.whole();
    boolean renew = (update.step().number() - 1) % every == 0;
    for (Layout.Entry entry : update.tree().layout().entries()) {
      Tensor g = update.tree().get(entry.name());
      if (mixes(entry)) {
        Tensor left = memory.tree("left").get(entry.name());
        Tensor right = memory.tree("right").get(entry.name());
        Tensor leftRoot = memory.tree("leftRoot").get(entry.name());
        Tensor rightRoot = memory.tree("rightRoot").get(entry.name());
        left.add_(g.matmul(g.t()));
        right.add_(g.t().matmul(g));
        if (renew) {
          leftRoot.copy_(root(left));
          rightRoot.copy_(root(right));
        }
        g.copy_(leftRoot.matmul(g).matmul(rightRoot));
      } else {
        Tensor squares = memory.tree("squares").get(entry.name());
        squares.addcmul_(g, g, Torch.scalar(1));
        g.div_(squares.sqrt().add_(Torch.scalar(EPSILON)));
      }
    }
  }

  /** (A + eps I)^(-1/4), eigenvalues below 0 taken as 0. */
  static Tensor root(Tensor matrix) {
    T_TensorTensor_T eigen = torch.linalg_eigh(matrix);
    Tensor vectors = eigen.get1();
    Tensor values = eigen.get0().relu().add(Torch.scalar(EPSILON)).pow(Torch.scalar(-0.25));
    return vectors.mul(values).matmul(vectors.t());
  }
}
