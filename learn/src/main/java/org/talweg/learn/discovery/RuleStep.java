package org.talweg.learn.discovery;

import org.bytedeco.pytorch.Tensor;
import org.talweg.learn.gradient.Memory;
import org.talweg.learn.gradient.Rate;
import org.talweg.learn.gradient.Transformation;
import org.talweg.learn.gradient.Update;
import org.talweg.learn.schedule.Schedule;
import org.talweg.learn.tensor.Layout;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Precision;
import org.talweg.learn.tensor.Torch;

/**
 * A rule at work in a training of any model; it applies the learning rate itself. Numbers are
 * copied to arrays and back, which a rule of many statements outweighs.
 *
 * @param rule what computes the step
 * @param peak the learning rate
 * @param schedule the factor of the peak
 */
public record RuleStep(UpdateRule rule, double peak, Schedule schedule) implements Transformation {
  @Override
  public Memory begin(Layout layout, Precision precision) {
    return Memory.of("m", Params.zeros(layout, precision), "v", Params.zeros(layout, precision));
  }

  @Override
  public void apply(Update update, Memory memory) {
    double[] gradient = Torch.doubles(update.whole());
    double[] weights = Torch.doubles(update.parameters().flat());
    var machine = new Machine(rule, gradient.length);
    for (String name : memory.trees().keySet()) {
      double[] kept = Torch.doubles(memory.tree(name).flat());
      System.arraycopy(kept, 0, machine.memory(name), 0, kept.length);
    }
    double rate = new Rate(peak, schedule).at(update.step());
    double[] step = machine.update(weights, gradient, rate, update.step().number());
    write(step, update.flat());
    update.scale(-1);
    for (String name : memory.trees().keySet()) {
      write(machine.memory(name), memory.tree(name).flat());
    }
  }

  private static void write(double[] values, Tensor to) {
    var unused = to.copy_(Torch.tensor(values, values.length));
  }
}
