package org.talweg.learn.gradient;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Torch;
import org.talweg.learn.tensor.Weights;

/**
 * Takes one step after another: differentiates a loss, sends the gradient through a transformation
 * and adds what comes out to the parameters. Closing it frees the memory, not the parameters.
 */
public final class Descent implements AutoCloseable {
  private final Params parameters;
  private final Transformation transformation;
  private final Memory memory;
  private final long horizon;
  private long steps;

  /**
   * Before the first step.
   *
   * @param parameters {@linkplain Params#trainable trainable} ones
   * @param horizon how many steps are planned, for schedules; 0 where nobody knows
   */
  public Descent(Params parameters, Transformation transformation, long horizon) {
    this(
        parameters,
        transformation,
        transformation.begin(parameters.layout(), parameters.precision()),
        horizon,
        0);
  }

  private Descent(
      Params parameters, Transformation transformation, Memory memory, long horizon, long steps) {
    this.parameters = parameters;
    this.transformation = transformation;
    this.memory = memory;
    this.horizon = horizon;
    this.steps = steps;
  }

  /**
   * One step.
   *
   * @param loss computes a scalar from the parameters
   * @return the loss before the step
   */
  public double step(Supplier<Tensor> loss) {
    double value = gradient(loss);
    apply();
    return value;
  }

  /** The first half of a step: fills the gradient, and returns the loss. */
  public double gradient(Supplier<Tensor> loss) {
    try (var scope = new PointerScope()) {
      parameters.gradient().flat().zero_();
      Tensor value = loss.get();
      Torch.expect("the loss", value);
      value.backward();
      return value.item_double();
    }
  }

  /** The second half: from the gradient, which is overwritten, to the parameters. */
  public void apply() {
    try (var scope = new PointerScope();
        var guard = new NoGradGuard()) {
      steps++;
      var update = new Update(parameters.gradient(), parameters, new Step(steps, horizon));
      transformation.apply(update, memory);
      parameters.flat().add_(update.flat(), Torch.scalar(update.scale()));
    }
  }

  /** How many steps are planned. */
  public long horizon() {
    return horizon;
  }

  /** The same descent with another plan; to be used instead of this one. */
  public Descent withHorizon(long horizon) {
    return new Descent(parameters, transformation, memory, horizon, steps);
  }

  /** How many steps were taken. */
  public long steps() {
    return steps;
  }

  /** What is trained. */
  public Params parameters() {
    return parameters;
  }

  /** What the transformation remembers. */
  public Memory memory() {
    return memory;
  }

  /** A copy of parameters and memory, by name; with {@link #steps} all there is to resume. */
  public Map<String, Weights> weights() {
    var all = new LinkedHashMap<String, Weights>();
    all.put("parameters.", parameters.weights());
    all.putAll(memory.weights("memory."));
    return all;
  }

  /** Goes on where {@link #weights} was called after so many steps. */
  public <E extends Exception> void restore(long steps, Memory.Source<E> source) throws E {
    parameters.set(source.read("parameters.", parameters));
    memory.restore("memory.", source);
    this.steps = steps;
  }

  @Override
  public void close() {
    memory.close();
  }
}
