package org.talweg.learn.model;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.talweg.learn.tensor.Layout;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Torch;

/**
 * A sparse mixture of experts, small networks of which each token is given to a few:
 *
 * <pre>
 *   s = W x + b        K = the top experts by softmax(s)_e + c_e
 *   f(x) = sum over e in K of softmax(s_K)_e u_e(x)
 * </pre>
 *
 * <p>c balances the loads without a loss of its own: it takes part in the choice only, never in the
 * weights, and after every batch of T tokens in training it moves against the loads,
 *
 * <pre>
 *   c_e &lt;- c_e + u sign(T top / E - tokens given to e),   then less its mean
 * </pre>
 *
 * <p>so a forward pass in training changes the tensor {@code balance} among the parameters, which
 * has no gradient; without balancing (u = 0) there is none. Experts see their tokens only.
 *
 * <p>Source: Shazeer et al. 2017 for the layer, Wang et al. 2024 (arXiv 2408.15664) for balancing
 * without a loss, which arXiv 2512.03915 analyses.
 *
 * @param width numbers per token
 * @param hidden numbers inside an expert
 * @param experts E
 * @param top how many experts a token is given to
 * @param balance u, 0 for none; 0.001 is usual
 */
public record MixtureOfExperts(
    int width, int hidden, int experts, int top, Mlp.Activation activation, double balance) {
  public MixtureOfExperts {
    if (width < 1 || hidden < 1 || top < 1 || experts < top || !(balance >= 0)) {
      throw new IllegalArgumentException(
          "the top %d of %d experts, width %d, %d inside, balance %s"
              .formatted(top, experts, width, hidden, balance));
    }
  }

  /** Adds the layer's parameters under that name. */
  public void layout(Layout.Builder layout, String name) {
    layout.add(name + ".gate.weight", experts, width).add(name + ".gate.bias", experts);
    for (int e = 0; e < experts; e++) {
      String expert = name + "." + e;
      layout.add(expert + ".in.weight", hidden, width).add(expert + ".in.bias", hidden);
      layout.add(expert + ".out.weight", width, hidden).add(expert + ".out.bias", width);
    }
    if (balance > 0) {
      layout.add(name + ".balance", experts);
    }
  }

  /** The names and shapes of the parameters of a layer of that name. */
  public Layout layout(String name) {
    Layout.Builder layout = Layout.builder();
    layout(layout, name);
    return layout.build();
  }

  /**
   * f(x), without the identity beside it.
   *
   * @param x tokens, their numbers in the last dimension
   * @param training whether the balance moves
   */
  public Tensor forward(Params w, String name, Tensor x, boolean training) {
    Tensor tokens = x.reshape(-1, Torch.expectLast("the input of " + name, x, width));
    Tensor scores = linear(w, name + ".gate", tokens);
    Tensor chosen = chosen(w, name, scores);
    Tensor shares = scores.gather(1, chosen).softmax(1);
    if (training && balance > 0) {
      move(w.get(name + ".balance"), chosen);
    }
    Tensor sum = torch.zeros_like(tokens);
    for (int e = 0; e < experts; e++) {
      Tensor given = chosen.eq(Torch.scalar(e));
      Tensor rows = given.nonzero().select(1, 0);
      if (rows.numel() > 0) {
        String expert = name + "." + e;
        Tensor inner = linear(w, expert + ".in", tokens.index_select(0, rows));
        Tensor out = linear(w, expert + ".out", activation.of(inner));
        Tensor share = shares.masked_select(given).unsqueeze(1);
        sum = sum.index_add(0, rows, out.mul(share).to(sum.scalar_type()));
      }
    }
    return sum.view(Torch.shape(x));
  }

  /** How many of the tokens are given to each expert. */
  public long[] loads(Params w, String name, Tensor x) {
    try (var scope = new PointerScope();
        var guard = new NoGradGuard()) {
      Tensor scores = linear(w, name + ".gate", x.reshape(-1, width));
      return Torch.longs(counts(chosen(w, name, scores)));
    }
  }

  /** The experts of each token, no matter in what order. */
  private Tensor chosen(Params w, String name, Tensor scores) {
    Tensor affinity = scores.detach().softmax(1);
    if (balance > 0) {
      affinity = affinity.add(w.get(name + ".balance").detach());
    }
    return affinity.topk(top, 1, true, false).get1();
  }

  private Tensor counts(Tensor chosen) {
    return torch.bincount(chosen.view(-1), new TensorOptional(), experts);
  }

  /** Behind the back of autograd, for which all parameters are one tensor that must not change. */
  private void move(Tensor balances, Tensor chosen) {
    try (var guard = new NoGradGuard()) {
      Tensor c = balances.variable_data();
      Tensor loads = counts(chosen).to(c.scalar_type());
      double even = (double) chosen.numel() / experts;
      c.add_(loads.sub(Torch.scalar(even)).sign(), Torch.scalar(-balance));
      c.sub_(c.mean());
    }
  }

  private static Tensor linear(Params w, String name, Tensor x) {
    return torch.linear(x, w.get(name + ".weight"), new TensorOptional(w.get(name + ".bias")));
  }
}
