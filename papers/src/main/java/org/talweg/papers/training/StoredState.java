package org.talweg.papers.training;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.talweg.learn.gradient.Descent;
import org.talweg.learn.gradient.Rate;
import org.talweg.learn.gradient.Transformation;
import org.talweg.learn.schedule.Schedule;
import org.talweg.learn.tensor.Layout;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Precision;
import org.talweg.learn.tensor.Torch;

/** What an optimizer stores beside the parameters, counted in what a checkpoint of it holds. */
public final class StoredState {
  private StoredState() {}

  /** How many numbers of 32 bits there are after two steps. */
  public static double numbers(Transformation direction, Layout layout) {
    try (Params w = Params.trainable(layout, Precision.SINGLE);
        var descent = new Descent(w, direction.then(new Rate(1e-3, Schedule.CONSTANT)), 0)) {
      w.flat().normal_();
      for (int t = 0; t < 2; t++) {
        descent.step(() -> energy(w));
      }
      long bytes = 0;
      for (var group : descent.weights().entrySet()) {
        if (!group.getKey().startsWith("parameters")) {
          long each = group.getValue().precision() == Precision.SINGLE ? 4 : 8;
          bytes += each * group.getValue().layout().count();
        }
      }
      return bytes / 4.0;
    }
  }

  private static Tensor energy(Params w) {
    Tensor sum = torch.zeros(new long[] {}, Torch.options(Precision.SINGLE.type()));
    for (String name : w.names()) {
      sum = sum.add(w.get(name).square().square().sum());
    }
    return sum;
  }
}
