package org.talweg.learn.tensor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * A parameter tree, or anything of its shape: gradients, moments, an average. All numbers lie in
 * one contiguous vector, of which every named tensor is a view. So a method that works number by
 * number is a handful of operations on {@link #flat}, however many tensors there are, and one that
 * works on matrices takes the views.
 *
 * <p>Lives outside of all scopes until closed. Not thread-safe.
 */
public final class Params implements AutoCloseable {
  private final Layout layout;
  private final Precision precision;
  private final Tensor flat;
  private final Map<String, Tensor> views = new LinkedHashMap<>();
  private @Nullable Params gradient;
  private boolean closed = false;

  private Params(Layout layout, Precision precision, boolean trainable) {
    this.layout = layout;
    this.precision = precision;
    try (var scope = new PointerScope()) {
      flat = Torch.keep(torch.zeros(new long[] {layout.count()}, Torch.options(precision.type())));
      for (Layout.Entry entry : layout.entries()) {
        Tensor view = flat.narrow(0, entry.offset(), entry.count()).view(entry.sizes());
        views.put(entry.name(), Torch.keep(trainable ? leaf(view) : view));
      }
    }
  }

  /** The same numbers as a tensor that autograd differentiates with respect to. */
  private static Tensor leaf(Tensor view) {
    Tensor leaf = view.detach();
    leaf.set_requires_grad(true);
    return leaf;
  }

  /** All zero, not differentiated. */
  public static Params zeros(Layout layout, Precision precision) {
    return new Params(layout, precision, false);
  }

  /**
   * All zero, and differentiated: {@code backward} adds to {@link #gradient}, which holds the same
   * tensors in the same order.
   */
  public static Params trainable(Layout layout, Precision precision) {
    var params = new Params(layout, precision, true);
    var gradient = zeros(layout, precision);
    params.gradient = gradient;
    params.views.forEach((name, view) -> view.mutable_grad().put(gradient.get(name)));
    return params;
  }

  public Layout layout() {
    return layout;
  }

  public Precision precision() {
    return precision;
  }

  /** All numbers, in the order of the names. Changing it changes the tensors. */
  public Tensor flat() {
    return flat;
  }

  /** The names, in order. */
  public List<String> names() {
    return List.copyOf(views.keySet());
  }

  /** A tensor by its name; it shares its numbers with {@link #flat}. */
  public Tensor get(String name) {
    Tensor view = views.get(name);
    if (view == null) {
      throw new IllegalArgumentException("no parameter '" + name + "' among " + views.keySet());
    }
    return view;
  }

  /** Where {@code backward} adds to. */
  public Params gradient() {
    if (gradient == null) {
      throw new IllegalStateException("these numbers are not trainable");
    }
    return gradient;
  }

  /** Zeros of the same shape and precision, not differentiated. */
  public Params zerosLike() {
    return zeros(layout, precision);
  }

  /** Takes over all numbers of another tree of the same layout. */
  public void set(Params other) {
    String difference = layout.difference(other.layout);
    if (!difference.isEmpty()) {
      throw new IllegalArgumentException("parameters do not fit: " + difference);
    }
    try (var guard = new NoGradGuard()) {
      flat.copy_(other.flat);
    }
  }

  /** Takes over the weights, whose layout and precision must be the same. */
  public void set(Weights weights) {
    String difference = layout.difference(weights.layout());
    if (!difference.isEmpty()) {
      throw new IllegalArgumentException("the weights are of another model: " + difference);
    }
    if (weights.precision() != precision) {
      throw new IllegalArgumentException(
          "the weights have " + weights.precision() + " precision, not " + precision);
    }
    byte[] bytes = weights.bytes();
    if (bytes.length > 0) {
      try (var scope = new PointerScope();
          var guard = new NoGradGuard()) {
        flat.copy_(Torch.copied(new BytePointer(bytes), precision.type(), layout.count()));
      }
    }
  }

  /** A copy on the heap. */
  public Weights weights() {
    byte[] bytes = new byte[Math.toIntExact(layout.count() * precision.bytes())];
    if (bytes.length > 0) {
      try (var scope = new PointerScope()) {
        Tensor plain = Torch.readable(flat, precision.type());
        new BytePointer(plain.data_ptr()).capacity(bytes.length).get(bytes);
      }
    }
    return new Weights(layout, precision, bytes);
  }

  /** Whether no number is infinite or NaN. */
  public boolean isFinite() {
    try (var scope = new PointerScope();
        var guard = new NoGradGuard()) {
      return layout.count() == 0 || Double.isFinite(flat.abs().max().item_double());
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      if (gradient != null) {
        gradient.close();
      }
      views.values().forEach(Torch::free);
      Torch.free(flat);
    }
  }
}
