package org.talweg.papers.smoe;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.talweg.learn.model.Model;
import org.talweg.learn.tensor.Layout;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Torch;

/**
 * A classifier of four residual layers, each a mixture of the best two of four experts on
 * normalised inputs:
 *
 * <pre>
 *   f = sum over the best two of softmax(s)_e u_e(norm x),   s = W norm x + b
 *   p &lt;- mu p + f,   x &lt;- x + gamma p       (mu = 0: a plain mixture)
 * </pre>
 */
record SmoeNet(double mu, double gamma) implements Model {
  private static final int INPUTS = 64;
  private static final int WIDTH = 32;
  private static final int OUTPUTS = 10;
  private static final int LAYERS = 4;
  private static final int EXPERTS = 4;

  @Override
  public Layout layout() {
    Layout.Builder layout = Layout.builder();
    layout.add("first.weight", WIDTH, INPUTS).add("first.bias", WIDTH);
    for (int l = 0; l < LAYERS; l++) {
      layout.add("gate" + l + ".weight", EXPERTS, WIDTH).add("gate" + l + ".bias", EXPERTS);
      for (int e = 0; e < EXPERTS; e++) {
        String name = "expert" + l + "." + e;
        layout.add(name + ".in.weight", WIDTH, WIDTH).add(name + ".in.bias", WIDTH);
        layout.add(name + ".out.weight", WIDTH, WIDTH).add(name + ".out.bias", WIDTH);
      }
    }
    return layout.add("head.weight", OUTPUTS, WIDTH).add("head.bias", OUTPUTS).build();
  }

  @Override
  public Tensor forward(Params w, Tensor inputs, boolean training) {
    Tensor x = linear(w, "first", inputs.flatten(1, -1));
    Tensor p = x.mul(Torch.scalar(0));
    for (int l = 0; l < LAYERS; l++) {
      p = p.mul(Torch.scalar(mu)).add(mixture(w, l, torch.layer_norm(x, WIDTH)));
      x = x.add(p.mul(Torch.scalar(gamma)));
    }
    return linear(w, "head", torch.layer_norm(x, WIDTH));
  }

  private static Tensor mixture(Params w, int layer, Tensor x) {
    Tensor scores = linear(w, "gate" + layer, x);
    Tensor second = scores.kthvalue(EXPERTS - 1, 1, true).get0();
    Tensor weights =
        scores.masked_fill(scores.lt(second), Torch.scalar(Double.NEGATIVE_INFINITY)).softmax(1);
    Tensor sum = x.mul(Torch.scalar(0));
    for (int e = 0; e < EXPERTS; e++) {
      String name = "expert" + layer + "." + e;
      Tensor out = linear(w, name + ".out", linear(w, name + ".in", x).relu());
      sum = sum.add(out.mul(weights.narrow(1, e, 1)));
    }
    return sum;
  }

  private static Tensor linear(Params w, String name, Tensor x) {
    return torch.linear(x, w.get(name + ".weight"), new TensorOptional(w.get(name + ".bias")));
  }
}
