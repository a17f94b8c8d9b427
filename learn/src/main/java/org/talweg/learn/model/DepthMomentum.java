package org.talweg.learn.model;

import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.talweg.learn.tensor.Torch;

/**
 * How the outputs f of residual layers add up across depth. A stack x + f(x) reads as descent with
 * one step a layer, in which momentum may take part:
 *
 * <pre>
 *   plain        x &lt;- x + gamma f(x)
 *   heavy ball   p &lt;- mu p + f(x),      x &lt;- x + gamma p
 *   Nesterov     p &lt;- mu p + f(x),      x &lt;- x + gamma (f(x) + mu p)
 *   Adam         first layer: x &lt;- x + gamma P / sqrt(V + 1e-8),
 *                P = (1 - b1) f(x), V = (1 - b2) f(x)^2; then as heavy ball
 *   robust       p &lt;- b p + a f(x + g p),      x &lt;- x + p
 * </pre>
 *
 * <p>p is 0 before the first layer and belongs to a token; whatever changes x between the layers,
 * such as attention, leaves it alone. No parameters are added.
 *
 * <p>Source: MomentumSMoE (arXiv 2410.14574), there for mixtures of experts; with Adam in the first
 * layer only, as its code has it. Nesterov's form is ours. Robust momentum: Cyrus et al. 2018,
 * equation 5.
 */
public sealed interface DepthMomentum {
  /** No momentum. */
  record Plain(double gamma) implements DepthMomentum {
    public Plain() {
      this(1);
    }
  }

  /** Momentum mu below 1. */
  record HeavyBall(double mu, double gamma) implements DepthMomentum {
    public HeavyBall() {
      this(0.7, 1);
    }
  }

  /** Momentum that looks a step ahead. */
  record Nesterov(double mu, double gamma) implements DepthMomentum {
    public Nesterov() {
      this(0.7, 1);
    }
  }

  /** A normalised first step. */
  record Adam(double mu, double gamma, double beta1, double beta2) implements DepthMomentum {
    public Adam() {
      this(0.7, 1, 0.9, 0.999);
    }
  }

  /**
   * For slopes of -f between steepest / condition and steepest, with rho from 1 -
   * 1/sqrt(condition), the fastest, to 1 - 1/condition, the most robust to noise.
   */
  record Robust(double steepest, double condition, double rho) implements DepthMomentum {
    public Robust {
      if (!(condition > 1
          && rho >= 1 - 1 / Math.sqrt(condition) - 1e-12
          && rho <= 1 - 1 / condition + 1e-12)) {
        throw new IllegalArgumentException(
            "rho lies from %.3g to %.3g for the condition %s, not %s"
                .formatted(1 - 1 / Math.sqrt(condition), 1 - 1 / condition, condition, rho));
      }
    }

    public Robust() {
      this(1, 10, 0.8);
    }

    /** a, the share of f. */
    double a() {
      return condition * (1 - rho) * (1 - rho) * (1 + rho) / steepest;
    }

    /** b, the share of p that is kept. */
    double b() {
      return condition * rho * rho * rho / (condition - 1);
    }

    /** g, how far ahead f looks. */
    double g() {
      return rho * rho * rho / ((condition - 1) * (1 - rho) * (1 - rho) * (1 + rho));
    }
  }

  /** A stack before its first layer; one for each forward pass. */
  default Stack begin() {
    return new Stack(this);
  }

  /** The layers of one forward pass. */
  final class Stack {
    private final DepthMomentum momentum;
    private @Nullable Tensor p;

    private Stack(DepthMomentum momentum) {
      this.momentum = momentum;
    }

    /** x after one more layer f. */
    public Tensor next(Tensor x, UnaryOperator<Tensor> f) {
      return switch (momentum) {
        case Plain(double gamma) -> x.add(times(f.apply(x), gamma));
        case HeavyBall(double mu, double gamma) -> x.add(times(push(f.apply(x), mu), gamma));
        case Nesterov(double mu, double gamma) -> {
          Tensor step = f.apply(x);
          yield x.add(times(step.add(times(push(step, mu), mu)), gamma));
        }
        case Adam(double mu, double gamma, double beta1, double beta2) -> {
          boolean first = p == null;
          Tensor step = f.apply(x);
          Tensor pushed = push(step, mu);
          if (first) {
            Tensor root = times(step.square(), 1 - beta2).add(Torch.scalar(1e-8)).sqrt();
            yield x.add(times(step.div(root), gamma * (1 - beta1)));
          }
          yield x.add(times(pushed, gamma));
        }
        case Robust robust -> {
          Tensor ahead = p == null ? x : x.add(times(p, robust.g()));
          yield x.add(push(times(f.apply(ahead), robust.a()), robust.b()));
        }
      };
    }

    private Tensor push(Tensor step, double kept) {
      Tensor pushed = p == null ? step : times(p, kept).add(step);
      p = pushed;
      return pushed;
    }

    private static Tensor times(Tensor x, double factor) {
      return factor == 1 ? x : x.mul(Torch.scalar(factor));
    }
  }
}
