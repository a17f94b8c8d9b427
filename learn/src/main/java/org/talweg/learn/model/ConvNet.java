package org.talweg.learn.model;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.talweg.learn.tensor.Layout;
import org.talweg.learn.tensor.Params;

/**
 * Convolutions of 3 by 3, each followed by a ReLU and a maximum over 2 by 2, then a linear layer.
 *
 * @param channels of the image
 * @param height of the image
 * @param width of the image
 * @param filters of each convolution
 * @param outputs numbers per image
 */
public record ConvNet(int channels, int height, int width, List<Integer> filters, int outputs)
    implements Model {
  public ConvNet {
    filters = List.copyOf(filters);
    if (height >> filters.size() < 1 || width >> filters.size() < 1) {
      throw new IllegalArgumentException(
          "%d convolutions halve an image of %d x %d to nothing"
              .formatted(filters.size(), height, width));
    }
  }

  @Override
  public Layout layout() {
    Layout.Builder layout = Layout.builder();
    int from = channels;
    for (int i = 0; i < filters.size(); i++) {
      layout.add("convolutions." + i + ".weight", filters.get(i), from, 3, 3);
      layout.add("convolutions." + i + ".bias", filters.get(i));
      from = filters.get(i);
    }
    int cells = (height >> filters.size()) * (width >> filters.size());
    return layout
        .add("head.weight", outputs, (long) from * cells)
        .add("head.bias", outputs)
        .build();
  }

  @Override
  public Tensor forward(Params parameters, Tensor x, boolean training) {
    Tensor h = x;
    for (int i = 0; i < filters.size(); i++) {
      h =
          torch.conv2d(
              h,
              parameters.get("convolutions." + i + ".weight"),
              new TensorOptional(parameters.get("convolutions." + i + ".bias")),
              new long[] {1, 1},
              new long[] {1, 1},
              new long[] {1, 1},
              1);
      h = torch.max_pool2d(h.relu(), 2, 2);
    }
    return torch.linear(
        h.flatten(1, -1),
        parameters.get("head.weight"),
        new TensorOptional(parameters.get("head.bias")));
  }
}
