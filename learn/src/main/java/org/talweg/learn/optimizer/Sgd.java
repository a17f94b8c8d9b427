package org.talweg.learn.optimizer;

import org.talweg.engine.Capability;
import org.talweg.learn.gradient.Chain;
import org.talweg.learn.gradient.Decay;
import org.talweg.learn.gradient.Momentum;
import org.talweg.learn.gradient.Transformation;

/**
 * Stochastic gradient descent with heavy-ball or Nesterov momentum:
 *
 * <pre>
 *   g &lt;- g + lambda w        b &lt;- beta b + g        w &lt;- w - eta b    (Nesterov: eta (g + beta b))
 * </pre>
 *
 * <p>Source: Sutskever et al. 2013, in the form without damping. State: one number per parameter.
 *
 * @param beta momentum; 0.9
 * @param nesterov whether to look one step ahead
 * @param decay lambda, an L2 penalty
 */
public record Sgd(double beta, boolean nesterov, double decay) implements Optimizer {
  public Sgd() {
    this(0.9, false, 0);
  }

  @Override
  public Capability capability() {
    return Optimizer.profile(
        "sgd", "Steps along a running average of gradients.", "Sutskever et al. 2013");
  }

  @Override
  public double reach() {
    return 0.4;
  }

  @Override
  public double rate() {
    return 0.05;
  }

  @Override
  public Transformation direction() {
    return Chain.of(new Decay(decay), new Momentum(beta, 1, nesterov));
  }
}
