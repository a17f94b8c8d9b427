package org.talweg.learn.model;

/**
 * Mixtures of experts in place of a transformer's networks; the experts of one token are together
 * as wide as such a network.
 *
 * @param count experts a layer
 * @param top how many of them a token is given to
 * @param momentum how their outputs add up across layers
 * @param balance what the balance moves by, 0 for none
 */
public record Experts(int count, int top, DepthMomentum momentum, double balance) {
  public Experts {
    if (top < 1 || count < top || !(balance >= 0)) {
      throw new IllegalArgumentException(
          "the top %d of %d experts, balance %s".formatted(top, count, balance));
    }
  }

  /** Without momentum, and with the usual balance. */
  public static Experts of(int count, int top) {
    return new Experts(count, top, new DepthMomentum.Plain(), 1e-3);
  }

  public Experts with(DepthMomentum other) {
    return new Experts(count, top, other, balance);
  }

  MixtureOfExperts layer(int width) {
    return new MixtureOfExperts(
        width, Math.ceilDiv(4 * width, top), count, top, Mlp.Activation.GELU, balance);
  }
}
