package org.talweg.learn.model;

import java.util.Optional;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.talweg.learn.tensor.Layout;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Torch;

/**
 * A decoder of text: learned positions; per layer causal self-attention and a network four times as
 * wide, each behind a normalisation and beside an identity; a head that gives the next symbol's
 * logits.
 *
 * @param symbols how many there are
 * @param window the longest text it sees
 * @param width numbers per symbol
 * @param heads of the attention, dividing the width
 * @param layers how many
 * @param experts mixtures in place of the networks
 */
public record Transformer(
    int symbols, int window, int width, int heads, int layers, Optional<Experts> experts)
    implements Model {
  /** With networks instead of experts. */
  public Transformer(int symbols, int window, int width, int heads, int layers) {
    this(symbols, window, width, heads, layers, Optional.empty());
  }

  public Transformer {
    if (symbols < 2 || window < 1 || heads < 1 || width % heads != 0 || layers < 1) {
      throw new IllegalArgumentException(
          "a transformer of %d symbols, window %d, width %d, %d heads, %d layers"
              .formatted(symbols, window, width, heads, layers));
    }
  }

  @Override
  public Layout layout() {
    Layout.Builder layout =
        Layout.builder()
            .add("embedding.symbols", symbols, width)
            .add("embedding.places", window, width);
    for (int i = 0; i < layers; i++) {
      String layer = "layers." + i + ".";
      norm(layout, layer + "attention.norm");
      linear(layout, layer + "attention.in", width, 3 * width);
      linear(layout, layer + "attention.out", width, width);
      norm(layout, layer + "network.norm");
      if (experts.isPresent()) {
        experts.get().layer(width).layout(layout, layer + "experts");
      } else {
        linear(layout, layer + "network.in", width, 4 * width);
        linear(layout, layer + "network.out", 4 * width, width);
      }
    }
    norm(layout, "head.norm");
    return layout.add("head.weight", symbols, width).build();
  }

  private void norm(Layout.Builder layout, String name) {
    layout.add(name + ".weight", width).add(name + ".bias", width);
  }

  private static void linear(Layout.Builder layout, String name, int from, int to) {
    layout.add(name + ".weight", to, from).add(name + ".bias", to);
  }

  @Override
  public Tensor forward(Params parameters, Tensor x, boolean training) {
    long batch = x.size(0);
    long length = x.size(1);
    if (length > window) {
      throw new IllegalArgumentException(
          "a text of %d symbols does not fit the window of %d".formatted(length, window));
    }
    Tensor h =
        torch
            .embedding(parameters.get("embedding.symbols"), x)
            .add(parameters.get("embedding.places").narrow(0, 0, length));
    DepthMomentum.Stack stack =
        experts.map(Experts::momentum).orElse(new DepthMomentum.Plain()).begin();
    for (int i = 0; i < layers; i++) {
      String layer = "layers." + i + ".";
      Tensor qkv =
          linear(parameters, layer + "attention.in", norm(parameters, layer + "attention.norm", h))
              .view(batch, length, 3L * heads, width / heads)
              .transpose(1, 2);
      Tensor attended =
          torch
              .scaled_dot_product_attention(
                  qkv.narrow(1, 0, heads),
                  qkv.narrow(1, heads, heads),
                  qkv.narrow(1, 2L * heads, heads),
                  new TensorOptional(),
                  0,
                  true,
                  new DoubleOptional(),
                  false)
              .transpose(1, 2)
              .reshape(batch, length, width);
      h = h.add(linear(parameters, layer + "attention.out", attended));
      h = stack.next(h, state -> network(parameters, layer, state, training));
    }
    return torch.linear(norm(parameters, "head.norm", h), parameters.get("head.weight"));
  }

  private Tensor network(Params parameters, String layer, Tensor h, boolean training) {
    Tensor x = norm(parameters, layer + "network.norm", h);
    if (experts.isPresent()) {
      return experts.get().layer(width).forward(parameters, layer + "experts", x, training);
    }
    Tensor wide = linear(parameters, layer + "network.in", x);
    return linear(parameters, layer + "network.out", torch.gelu(wide));
  }

  private Tensor norm(Params parameters, String name, Tensor h) {
    return torch.layer_norm(
        h,
        new long[] {width},
        new TensorOptional(parameters.get(name + ".weight")),
        new TensorOptional(parameters.get(name + ".bias")),
        1e-5,
        false);
  }

  private static Tensor linear(Params parameters, String name, Tensor h) {
    return torch.linear(
        h, parameters.get(name + ".weight"), new TensorOptional(parameters.get(name + ".bias")));
  }

  /**
   * A continuation of a text, symbol by symbol.
   *
   * @param temperature 0 takes the likeliest symbol, 1 draws as the model says
   */
  public long[] sample(Params parameters, long[] start, int count, double temperature, long seed) {
    long[] text = java.util.Arrays.copyOf(start, start.length + count);
    Torch.seed(seed);
    for (int n = start.length; n < text.length; n++) {
      try (var scope = new org.bytedeco.javacpp.PointerScope();
          var guard = new org.bytedeco.pytorch.NoGradGuard()) {
        int from = Math.max(0, n - window);
        long[] seen = java.util.Arrays.copyOfRange(text, from, n);
        Tensor all = forward(parameters, Torch.tensor(seen, 1, seen.length), false);
        Tensor logits = all.select(1, seen.length - 1).view(-1);
        text[n] =
            temperature == 0
                ? logits.argmax().item_long()
                : torch
                    .multinomial(torch.softmax(logits.div(Torch.scalar(temperature)), 0), 1)
                    .item_long();
      }
    }
    return text;
  }
}
