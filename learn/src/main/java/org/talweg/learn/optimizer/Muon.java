package org.talweg.learn.optimizer;

import org.talweg.engine.Capability;
import org.talweg.learn.gradient.Chain;
import org.talweg.learn.gradient.Decay;
import org.talweg.learn.gradient.Memory;
import org.talweg.learn.gradient.Moments;
import org.talweg.learn.gradient.Momentum;
import org.talweg.learn.gradient.Orthogonalize;
import org.talweg.learn.gradient.Partition;
import org.talweg.learn.gradient.Transformation;
import org.talweg.learn.gradient.Update;
import org.talweg.learn.tensor.Layout;
import org.talweg.learn.tensor.Torch;

/**
 * Orthogonalised momentum for hidden matrices, Adam for everything else.
 *
 * <pre>
 *   B &lt;- mu B + G        O = NS5(G + mu B)        W &lt;- W - eta ( 0.2 sqrt(max(a, b)) O + lambda W )
 * </pre>
 *
 * <p>NS5 is {@link Orthogonalize}. The factor for a matrix of a x b gives the update the size of
 * AdamW's, so that one rate serves all tensors. Source: Jordan et al. 2024; the factor and the
 * decay are of Liu et al. 2025 (Moonlight). State: one number per number of a hidden matrix, two
 * for the others.
 *
 * @param momentum mu; 0.95
 * @param beta1 of Adam
 * @param beta2 of Adam
 * @param epsilon of Adam
 * @param decay lambda
 */
public record Muon(double momentum, double beta1, double beta2, double epsilon, double decay)
    implements Optimizer {
  public Muon() {
    this(0.95, 0.9, 0.95, 1e-8, 0.01);
  }

  @Override
  public Capability capability() {
    return Optimizer.profile(
        "muon", "Orthogonalises the momentum of every hidden matrix.", "Jordan et al. 2024");
  }

  @Override
  public double reach() {
    return 0.58;
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
            Chain.of(new Momentum(momentum, 1, true), new Orthogonalize(), new SizeOfAdam()),
            new Moments(beta1, beta2, epsilon)),
        new Decay(decay));
  }

  /** Gives an orthogonal a x b matrix the root mean square 0.2, as Adam's updates have. */
  private record SizeOfAdam() implements Transformation {
    @Override
    public void apply(Update update, Memory memory) {
      for (Layout.Entry entry : update.tree().layout().entries()) {
        long side = Math.max(Matrices.rows(entry), Matrices.columns(entry));
        update.tree().get(entry.name()).mul_(Torch.scalar(0.2 * Math.sqrt(side)));
      }
    }
  }
}
