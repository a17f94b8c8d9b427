package org.talweg.learn.gradient;

import org.talweg.learn.tensor.Layout;
import org.talweg.learn.tensor.Precision;

/**
 * Turns the update of a step into another one. The first transformation of a chain sees the
 * gradient; what the last one leaves is added to the parameters:
 *
 * <pre>
 *   u_0 = gradient,   u_k = T_k(u_(k-1), memory_k, parameters, step),   parameters += u_n
 * </pre>
 *
 * <p>An instance holds hyper-parameters only; all that changes lies in the {@link Memory}, so that
 * one instance serves many trainings and a training can be resumed bit for bit.
 */
public interface Transformation {
  /** The memory before the first step, for parameters of that layout. */
  default Memory begin(Layout layout, Precision precision) {
    return Memory.none();
  }

  /**
   * Changes the update in place. Called without autograd, inside a scope that frees temporaries.
   */
  void apply(Update update, Memory memory);

  /** This one, then the other. */
  default Transformation then(Transformation next) {
    return Chain.of(this, next);
  }
}
