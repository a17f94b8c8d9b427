package org.talweg.learn.optimizer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.talweg.engine.Capability;
import org.talweg.engine.Estimate;
import org.talweg.learn.curvature.FisherWindow;
import org.talweg.learn.gradient.Chain;
import org.talweg.learn.gradient.Decay;
import org.talweg.learn.gradient.Memory;
import org.talweg.learn.gradient.Momentum;
import org.talweg.learn.gradient.Transformation;
import org.talweg.learn.gradient.Update;
import org.talweg.learn.tensor.Layout;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Precision;
import org.talweg.learn.train.Training;
import org.talweg.model.Budget;

/**
 * Preconditions every gradient by the inverse of the empirical Fisher matrix of the last m, itself
 * among them.
 *
 * <pre>
 *   g = gradient + alpha w                     F = lambda I + (1/m) sum of g_i g_i', the last m
 *   v &lt;- beta v + (1 - beta) F^-1 g       w &lt;- w - eta v
 * </pre>
 *
 * <p>Source: Frantar et al. 2021, section 3.2; the products are those of {@link FisherWindow}.
 * Decay is inside the gradient. The window begins with zeros: the first steps are of length about
 * eta m / ||g||, so eta, lambda and m belong together. State: m numbers per parameter, one more
 * with momentum, and m^2; it must fit a checkpoint of 2 GiB. Cost: two passes over the window and a
 * solve of m equations.
 *
 * @param window m; 1024 in the paper, 64 here
 * @param damping lambda; 1e-5 in the paper, 1e-3 here
 * @param momentum beta; 0
 * @param decay alpha; 0
 */
public record MFac(int window, double damping, double momentum, double decay) implements Optimizer {
  public MFac() {
    this(64, 1e-3, 0, 0);
  }

  public MFac {
    if (window < 1 || !(damping > 0) || !(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException(
          "a window of %d, damping %s, momentum %s".formatted(window, damping, momentum));
    }
  }

  @Override
  public Capability capability() {
    return Optimizer.profile(
        "m-fac", "Preconditions by the inverse Fisher matrix of the last gradients.", "m-fac");
  }

  @Override
  public double reach() {
    return 0.5;
  }

  @Override
  public double rate() {
    return 3e-3;
  }

  @Override
  public Estimate estimate(Training training, Budget budget) {
    double bytes = 4.0 * window * training.model().layout().count();
    return bytes > Integer.MAX_VALUE
        ? new Estimate.Unfit("%d gradients of this model are more than 2 GiB".formatted(window))
        : Optimizer.super.estimate(training, budget);
  }

  @Override
  public Transformation direction() {
    var links = new ArrayList<Transformation>();
    links.add(new Decay(decay));
    links.add(new Preconditioned(window, damping));
    if (momentum > 0) {
      links.add(new Momentum(momentum, 1 - momentum, false));
    }
    return new Chain(links);
  }

  /** u &lt;- F^-1 u, with u in the window. */
  private record Preconditioned(int window, double damping) implements Transformation {
    @Override
    public Memory begin(Layout layout, Precision precision) {
      FisherWindow empty = FisherWindow.of(window, layout.count(), damping, precision);
      var trees = new LinkedHashMap<String, Params>();
      trees.put("gradients", empty.gradients());
      trees.put("products", empty.products());
      return new Memory(trees, List.of());
    }

    @Override
    public void apply(Update update, Memory memory) {
      var fisher = new FisherWindow(memory.tree("gradients"), memory.tree("products"), damping);
      long place = (update.step().number() - 1) % window;
      Tensor u = update.whole();
      fisher.put(place, u);
      u.copy_(fisher.timesGradient(place));
    }
  }
}
