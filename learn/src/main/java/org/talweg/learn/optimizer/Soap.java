package org.talweg.learn.optimizer;

import java.util.LinkedHashMap;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.talweg.engine.Capability;
import org.talweg.learn.gradient.Chain;
import org.talweg.learn.gradient.Decay;
import org.talweg.learn.gradient.Memory;
import org.talweg.learn.gradient.Moments;
import org.talweg.learn.gradient.Partition;
import org.talweg.learn.gradient.Transformation;
import org.talweg.learn.gradient.Update;
import org.talweg.learn.tensor.Layout;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Precision;
import org.talweg.learn.tensor.Stretch;
import org.talweg.learn.tensor.Torch;

/**
 * Adam in the eigenbasis of Shampoo, for hidden matrices; Adam as it is for everything else.
 *
 * <pre>
 *   G' = QL' G QR      M &lt;- b1 M + (1 - b1) G'      V &lt;- b2 V + (1 - b2) G'^2
 *   N = QL ( (M / (1 - b1^t)) / (sqrt(V / (1 - b2^t)) + eps) ) QR'
 *   W &lt;- W - eta (N + lambda W)
 *   L &lt;- b3 L + (1 - b3) G G'      R &lt;- b3 R + (1 - b3) G' G
 *   every f steps:  QL+ = qr(L QL),  QR+ = qr(R QR),  M &lt;- QL+' QL M QR' QR+
 * </pre>
 *
 * <p>Source: Vyas et al. 2024, algorithm 3, with Adam's bias correction; M is kept in the basis and
 * turned with it, which is the same and saves two products a step. The first gradient only sets L,
 * R and their eigenvectors, and matrices rest: in its own basis that gradient is diagonal, and V
 * would scale the rounding errors beside the diagonal up to whole steps. So t counts from the
 * second gradient. State for a x b: 2ab + 2(a^2 + b^2). Cost: four products with the bases and two
 * for L and R a step, two decompositions every f.
 *
 * @param beta1 b1; 0.95
 * @param beta2 b2; 0.95
 * @param beta3 b3, of L and R; 0.95
 * @param epsilon eps; 1e-8
 * @param decay lambda; 0.01
 * @param every f; 10
 */
public record Soap(
    double beta1, double beta2, double beta3, double epsilon, double decay, int every)
    implements Optimizer {
  public Soap() {
    this(0.95, 0.95, 0.95, 1e-8, 0.01, 10);
  }

  @Override
  public Capability capability() {
    return Optimizer.profile(
        "soap", "Adam in the eigenbasis of each matrix's gradients.", "Vyas et al. 2024");
  }

  @Override
  public double reach() {
    return 0.55;
  }

  @Override
  public double rate() {
    return 2e-3;
  }

  @Override
  public Transformation direction() {
    return Chain.of(
        new Partition(
            Matrices::hidden,
            new Rotated(beta1, beta2, beta3, epsilon, every),
            new Moments(beta1, beta2, epsilon)),
        new Decay(decay));
  }

  /** The step of matrices. */
  private record Rotated(double beta1, double beta2, double beta3, double epsilon, int every)
      implements Transformation {
    @Override
    public Memory begin(Layout layout, Precision precision) {
      Layout.Builder left = Layout.builder();
      Layout.Builder right = Layout.builder();
      for (Layout.Entry entry : layout.entries()) {
        left.add(entry.name(), Matrices.rows(entry), Matrices.rows(entry));
        right.add(entry.name(), Matrices.columns(entry), Matrices.columns(entry));
      }
      var trees = new LinkedHashMap<String, Params>();
      trees.put("m", Params.zeros(layout, precision));
      trees.put("v", Params.zeros(layout, precision));
      trees.put("l", Params.zeros(left.build(), precision));
      trees.put("r", Params.zeros(right.build(), precision));
      trees.put("ql", Params.zeros(left.build(), precision));
      trees.put("qr", Params.zeros(right.build(), precision));
      return new Memory(trees, List.of());
    }

    @Override
    public void apply(Update update, Memory memory) {
      List<Stretch> stretches = update.stretches();
      long t = update.step().number() - 1;
      for (Layout.Entry entry : update.tree().layout().entries()) {
        accumulate(Matrices.of(update.tree().get(entry.name())), memory, entry.name(), t == 0);
      }
      if (t == 0) {
        stretches.forEach(s -> s.numbers().zero_());
        return;
      }
      for (Layout.Entry entry : update.tree().layout().entries()) {
        step(Matrices.of(update.tree().get(entry.name())), memory, entry.name(), t);
      }
      update.scale(Math.sqrt(1 - Math.pow(beta2, t)) / (1 - Math.pow(beta1, t)));
    }

    private void accumulate(Tensor g, Memory memory, String name, boolean first) {
      Tensor l = memory.tree("l").get(name);
      Tensor r = memory.tree("r").get(name);
      Scalar keep = Torch.scalar(beta3);
      Scalar add = Torch.scalar(1 - beta3);
      l.addmm_(g, g.t(), keep, add);
      r.addmm_(g.t(), g, keep, add);
      if (first) {
        memory.tree("ql").get(name).copy_(Matrices.leading(l, l.size(0)));
        memory.tree("qr").get(name).copy_(Matrices.leading(r, r.size(0)));
      }
    }

    private void step(Tensor g, Memory memory, String name, long t) {
      Tensor ql = memory.tree("ql").get(name);
      Tensor qr = memory.tree("qr").get(name);
      Tensor m = Matrices.of(memory.tree("m").get(name));
      Tensor v = Matrices.of(memory.tree("v").get(name));
      Tensor rotated = ql.t().matmul(g).matmul(qr);
      m.lerp_(rotated, Torch.scalar(1 - beta1));
      v.mul_(Torch.scalar(beta2)).addcmul_(rotated, rotated, Torch.scalar(1 - beta2));
      double root = Math.sqrt(1 - Math.pow(beta2, t));
      torch.sqrt_out(rotated, v);
      torch.div_out(rotated, m, rotated.add_(Torch.scalar(epsilon * root)));
      torch.mm_out(g, ql.matmul(rotated), qr.t());
      if (t % every == 0) {
        Tensor left = Matrices.basis(memory.tree("l").get(name).matmul(ql));
        Tensor right = Matrices.basis(memory.tree("r").get(name).matmul(qr));
        Tensor turnedLeft = left.t().matmul(ql).matmul(m);
        torch.mm_out(m, turnedLeft, qr.t().matmul(right));
        ql.copy_(left);
        qr.copy_(right);
      }
    }
  }
}
