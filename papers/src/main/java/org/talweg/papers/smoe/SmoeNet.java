package org.talweg.papers.smoe;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.talweg.learn.model.DepthMomentum;
import org.talweg.learn.model.MixtureOfExperts;
import org.talweg.learn.model.Mlp;
import org.talweg.learn.model.Model;
import org.talweg.learn.tensor.Layout;
import org.talweg.learn.tensor.Params;

/**
 * A classifier of four residual layers, each a mixture of the best two of four experts on
 * normalised inputs, without balancing.
 *
 * @param momentum across the layers
 */
record SmoeNet(DepthMomentum momentum) implements Model {
  private static final int INPUTS = 64;
  private static final int WIDTH = 32;
  private static final int OUTPUTS = 10;
  private static final int LAYERS = 4;
  private static final MixtureOfExperts LAYER =
      new MixtureOfExperts(WIDTH, WIDTH, 4, 2, Mlp.Activation.RELU, 0);

  @Override
  public Layout layout() {
    Layout.Builder layout = Layout.builder();
    layout.add("first.weight", WIDTH, INPUTS).add("first.bias", WIDTH);
    for (int l = 0; l < LAYERS; l++) {
      LAYER.layout(layout, "mixture" + l);
    }
    return layout.add("head.weight", OUTPUTS, WIDTH).add("head.bias", OUTPUTS).build();
  }

  @Override
  public Tensor forward(Params w, Tensor inputs, boolean training) {
    Tensor x = linear(w, "first", inputs.flatten(1, -1));
    DepthMomentum.Stack stack = momentum.begin();
    for (int l = 0; l < LAYERS; l++) {
      String name = "mixture" + l;
      x = stack.next(x, h -> LAYER.forward(w, name, torch.layer_norm(h, WIDTH), training));
    }
    return linear(w, "head", torch.layer_norm(x, WIDTH));
  }

  private static Tensor linear(Params w, String name, Tensor x) {
    return torch.linear(x, w.get(name + ".weight"), new TensorOptional(w.get(name + ".bias")));
  }
}
