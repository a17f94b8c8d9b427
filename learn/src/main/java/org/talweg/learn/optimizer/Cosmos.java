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
import org.talweg.learn.gradient.Orthogonalize;
import org.talweg.learn.gradient.Partition;
import org.talweg.learn.gradient.Transformation;
import org.talweg.learn.gradient.Update;
import org.talweg.learn.tensor.Layout;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Precision;
import org.talweg.learn.tensor.Stretch;
import org.talweg.learn.tensor.Torch;

/**
 * The few dominant directions of a matrix's gradients as SOAP treats them, the rest as Muon does;
 * Adam for whatever is no hidden matrix. For W of a x b, with U of a x r:
 *
 * <pre>
 *   M &lt;- b1 M + (1 - b1) G
 *   t = 1:  U = r leading left singular vectors of G,  S = (1 - b3) U'GG'U
 *   t > 1:  U+ = qr( b3 U S + (1 - b3) G (G'U) ),  T = U'U+,
 *           S &lt;- b3 T'ST + (1 - b3) (G'U+)'(G'U+),  U &lt;- U+
 *   V &lt;- b2 V + (1 - b2) (U'G)^2
 *   A = U [ (U'M / (1 - b1^t)) / (sqrt(V / (1 - b2^t)) + eps) ]
 *   B = NS5(M - U U'M),  B &lt;- B / (||B|| + eps),  D = A + gamma sqrt(ab) B
 *   W &lt;- W - eta ( gamma sqrt(ab) D / (||D|| + eps) + lambda W )
 * </pre>
 *
 * <p>Source: Liu et al. 2025; its step has no decay, ours is decoupled; V does not turn with U, as
 * in the paper; matrices that hold queries, keys and values together are not split. Every step of a
 * matrix has the root mean square eta gamma. State: ab + ar + rb + r^2.
 *
 * @param beta1 b1; 0.9
 * @param beta2 b2; 0.95
 * @param beta3 b3; 0.95
 * @param epsilon eps; 1e-8
 * @param rank r, at most one less than the smaller side; 64
 * @param gamma how far matrices move, and how much the rest counts; 0.1
 * @param decay lambda; 0
 */
public record Cosmos(
    double beta1, double beta2, double beta3, double epsilon, int rank, double gamma, double decay)
    implements Optimizer {
  public Cosmos() {
    this(0.9, 0.95, 0.95, 1e-8, 64, 0.1, 0);
  }

  @Override
  public Capability capability() {
    return Optimizer.profile(
        "cosmos", "A few dominant directions as SOAP, the rest as Muon.", "cosmos");
  }

  @Override
  public double reach() {
    return 0.56;
  }

  @Override
  public double rate() {
    return 1e-2;
  }

  @Override
  public Transformation direction() {
    return Chain.of(
        new Partition(
            Matrices::hidden,
            new Hybrid(beta1, beta2, beta3, epsilon, rank, gamma),
            new Moments(beta1, beta2, epsilon)),
        new Decay(decay));
  }

  /** The step of matrices. */
  private record Hybrid(
      double beta1, double beta2, double beta3, double epsilon, int rank, double gamma)
      implements Transformation {
    private long rank(Layout.Entry entry) {
      long smaller = Math.min(Matrices.rows(entry), Matrices.columns(entry));
      return Math.max(1, Math.min(rank, smaller - 1));
    }

    @Override
    public Memory begin(Layout layout, Precision precision) {
      Layout.Builder u = Layout.builder();
      Layout.Builder s = Layout.builder();
      Layout.Builder v = Layout.builder();
      for (Layout.Entry entry : layout.entries()) {
        u.add(entry.name(), Matrices.rows(entry), rank(entry));
        s.add(entry.name(), rank(entry), rank(entry));
        v.add(entry.name(), rank(entry), Matrices.columns(entry));
      }
      var trees = new LinkedHashMap<String, Params>();
      trees.put("m", Params.zeros(layout, precision));
      trees.put("u", Params.zeros(u.build(), precision));
      trees.put("s", Params.zeros(s.build(), precision));
      trees.put("v", Params.zeros(v.build(), precision));
      return new Memory(trees, List.of());
    }

    @Override
    public void apply(Update update, Memory memory) {
      for (Stretch s : update.stretches()) {
        s.in(memory.tree("m")).lerp_(s.numbers(), Torch.scalar(1 - beta1));
      }
      for (Layout.Entry entry : update.tree().layout().entries()) {
        Tensor g = Matrices.of(update.tree().get(entry.name()));
        Tensor gu = turn(g, memory, entry, update.step().number());
        step(g, gu, memory, entry, update.step().number());
      }
    }

    /** Moves U and S towards the dominant directions of G, and returns G'U. */
    private Tensor turn(Tensor g, Memory memory, Layout.Entry entry, long t) {
      Tensor u = memory.tree("u").get(entry.name());
      Tensor s = memory.tree("s").get(entry.name());
      if (t == 1) {
        u.copy_(Matrices.leading(g.matmul(g.t()), rank(entry)));
        Tensor gu = g.t().matmul(u);
        s.addmm_(gu.t(), gu, Torch.scalar(0), Torch.scalar(1 - beta3));
        return gu;
      }
      Scalar keep = Torch.scalar(beta3);
      Scalar add = Torch.scalar(1 - beta3);
      Tensor power = u.matmul(s).addmm_(g, g.t().matmul(u), keep, add);
      Tensor next = Matrices.basis(power);
      Tensor turned = u.t().matmul(next);
      Tensor gu = g.t().matmul(next);
      torch.mm_out(s, turned.t().matmul(s), turned);
      s.addmm_(gu.t(), gu, keep, add);
      u.copy_(next);
      return gu;
    }

    /** Replaces G by D. */
    private void step(Tensor g, Tensor gu, Memory memory, Layout.Entry entry, long t) {
      Tensor u = memory.tree("u").get(entry.name());
      Tensor m = Matrices.of(memory.tree("m").get(entry.name()));
      Tensor v = memory.tree("v").get(entry.name());
      Tensor inside = gu.t();
      v.mul_(Torch.scalar(beta2)).addcmul_(inside, inside, Torch.scalar(1 - beta2));
      Tensor um = u.t().matmul(m);
      Tensor b = Orthogonalize.orthogonal(m.addmm(u, um, Torch.scalar(1), Torch.scalar(-1)));
      double root = Math.sqrt(1 - Math.pow(beta2, t));
      Tensor scaled = um.div_(v.sqrt().add_(Torch.scalar(epsilon * root)));
      Scalar corrected = Torch.scalar(root / (1 - Math.pow(beta1, t)));
      double side = gamma * Math.sqrt(entry.count());
      b.mul_(b.norm().add_(Torch.scalar(epsilon)).reciprocal_().mul_(Torch.scalar(side)));
      b.addmm_(u, scaled, Torch.scalar(1), corrected);
      torch.mul_out(
          g, b, b.norm().add_(Torch.scalar(epsilon)).reciprocal_().mul_(Torch.scalar(side)));
    }
  }
}
