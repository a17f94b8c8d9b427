package org.talweg.learn.model;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.talweg.learn.tensor.Layout;
import org.talweg.learn.tensor.Params;

/**
 * Linear layers with a nonlinearity between them; without hidden layers a linear model, which with
 * cross-entropy is logistic regression.
 *
 * @param inputs numbers per example, whatever their shape
 * @param hidden widths of the hidden layers
 * @param outputs numbers per example
 */
public record Mlp(int inputs, List<Integer> hidden, int outputs, Activation activation)
    implements Model {
  /** What stands between layers. */
  public enum Activation {
    RELU,
    TANH,
    GELU;

    Tensor of(Tensor x) {
      return switch (this) {
        case RELU -> x.relu();
        case TANH -> x.tanh();
        case GELU -> torch.gelu(x);
      };
    }
  }

  public Mlp {
    hidden = List.copyOf(hidden);
    if (inputs < 1 || outputs < 1 || hidden.stream().anyMatch(h -> h < 1)) {
      throw new IllegalArgumentException(
          "widths are at least 1: %d %s %d".formatted(inputs, hidden, outputs));
    }
  }

  public Mlp(int inputs, List<Integer> hidden, int outputs) {
    this(inputs, hidden, outputs, Activation.RELU);
  }

  @Override
  public Layout layout() {
    Layout.Builder layout = Layout.builder();
    int from = inputs;
    for (int i = 0; i <= hidden.size(); i++) {
      int to = i < hidden.size() ? hidden.get(i) : outputs;
      layout.add(name(i) + ".weight", to, from).add(name(i) + ".bias", to);
      from = to;
    }
    return layout.build();
  }

  private String name(int layer) {
    return layer < hidden.size() ? "layers." + layer : "head";
  }

  @Override
  public Tensor forward(Params parameters, Tensor x, boolean training) {
    Tensor h = x.flatten(1, -1);
    for (int i = 0; i <= hidden.size(); i++) {
      h =
          torch.linear(
              h,
              parameters.get(name(i) + ".weight"),
              new TensorOptional(parameters.get(name(i) + ".bias")));
      h = i < hidden.size() ? activation.of(h) : h;
    }
    return h;
  }
}
