package org.talweg.learn.optimizer;

import org.talweg.engine.Capability;
import org.talweg.learn.gradient.Chain;
import org.talweg.learn.gradient.Decay;
import org.talweg.learn.gradient.Moments;
import org.talweg.learn.gradient.Transformation;

/**
 * Adam with decoupled weight decay:
 *
 * <pre>
 *   m &lt;- b1 m + (1 - b1) g        v &lt;- b2 v + (1 - b2) g^2
 *   w &lt;- w - eta ( (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + eps) + lambda w )
 * </pre>
 *
 * <p>Source: Loshchilov and Hutter 2019, algorithm 2; Kingma and Ba 2015 for lambda = 0. State: two
 * numbers per parameter.
 *
 * @param beta1 b1; 0.9
 * @param beta2 b2; 0.999, or 0.95 for language models
 * @param epsilon eps; 1e-8
 * @param decay lambda; 0.01
 */
public record AdamW(double beta1, double beta2, double epsilon, double decay) implements Optimizer {
  public AdamW() {
    this(0.9, 0.999, 1e-8, 0.01);
  }

  @Override
  public Capability capability() {
    return Optimizer.profile(
        "adamw",
        "Scales every number by its running moments, with decoupled weight decay.",
        "Loshchilov and Hutter 2019");
  }

  @Override
  public double reach() {
    return 0.6;
  }

  @Override
  public double rate() {
    return 1e-3;
  }

  @Override
  public Transformation direction() {
    return Chain.of(new Moments(beta1, beta2, epsilon), new Decay(decay));
  }
}
