package org.talweg.learn.tensor;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
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
 * works on matrices takes the views. A {@linkplain #parts part} of a tree shares its numbers and
 * may lie in several {@linkplain #stretches stretches}.
 *
 * <p>Lives outside of all scopes until closed. Not thread-safe.
 */
public final class Params implements AutoCloseable {
  private final Layout layout;
  private final Precision precision;
  private final List<Stretch> stretches;
  private final Map<String, Tensor> views = new LinkedHashMap<>();
  private final Map<Predicate<Layout.Entry>, List<Params>> parts = new IdentityHashMap<>();
  private final Params root;
  private @Nullable Params gradient;
  private boolean closed = false;

  private Params(Layout layout, Precision precision, boolean trainable) {
    this.layout = layout;
    this.precision = precision;
    root = this;
    try (var scope = new PointerScope()) {
      Tensor flat =
          Torch.keep(torch.zeros(new long[] {layout.count()}, Torch.options(precision.type())));
      stretches = List.of(new Stretch(flat, 0, layout.count()));
      if (trainable) {
        for (Layout.Entry entry : layout.entries()) {
          views.put(entry.name(), Torch.keep(leaf(view(entry))));
        }
      }
    }
  }

  private Tensor view(Layout.Entry entry) {
    return flat().narrow(0, entry.offset(), entry.count()).view(entry.sizes());
  }

  /** A part of another tree. */
  private Params(Params whole, Predicate<Layout.Entry> wanted) {
    layout = whole.layout.select(wanted);
    precision = whole.precision;
    root = whole.root;
    var found = new ArrayList<Stretch>();
    long start = 0;
    long end = 0;
    long from = 0;
    List<String> names = names();
    for (Layout.Entry entry : root.layout.entries()) {
      if (names.contains(entry.name())) {
        if (entry.offset() > end) {
          from = add(found, start, end, from);
          start = entry.offset();
        }
        end = entry.offset() + entry.count();
      }
    }
    add(found, start, end, from);
    stretches = List.copyOf(found);
  }

  private long add(List<Stretch> found, long start, long end, long from) {
    if (end > start) {
      try (var scope = new PointerScope()) {
        Tensor numbers = Torch.keep(root.flat().narrow(0, start, end - start));
        found.add(new Stretch(numbers, from, end - start));
      }
    }
    return from + end - start;
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
    if (stretches.size() != 1) {
      throw new IllegalStateException(
          "these tensors lie in " + stretches.size() + " places, not together: " + names());
    }
    return stretches.getFirst().numbers();
  }

  /** All numbers where they lie, in the order of the names; one stretch unless this is a part. */
  public List<Stretch> stretches() {
    return stretches;
  }

  /**
   * The tensors that pass, and the others, as trees that share their numbers with this one and live
   * as long. They are made once for a predicate.
   */
  public List<Params> parts(Predicate<Layout.Entry> wanted) {
    return parts.computeIfAbsent(
        wanted, _ -> List.of(new Params(this, wanted), new Params(this, wanted.negate())));
  }

  /** The names, in order. */
  public List<String> names() {
    return layout.entries().stream().map(Layout.Entry::name).toList();
  }

  /** A tensor by its name; it shares its numbers with {@link #flat}. */
  public Tensor get(String name) {
    return views.computeIfAbsent(name, this::made);
  }

  private Tensor made(String name) {
    for (Layout.Entry entry : layout.entries()) {
      if (entry.name().equals(name)) {
        if (root != this) {
          return root.get(name);
        }
        try (var scope = new PointerScope()) {
          return Torch.keep(view(entry));
        }
      }
    }
    throw new IllegalArgumentException("no parameter '" + name + "' among " + names());
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

  /** The same numbers, together and not differentiated; to be closed. */
  public Params copy() {
    Params copy = zerosLike();
    try (var guard = new NoGradGuard()) {
      stretches.forEach(s -> s.in(copy).copy_(s.numbers()));
    }
    return copy;
  }

  /** Takes over all numbers of another tree of the same layout, which lies together. */
  public void set(Params other) {
    String difference = layout.difference(other.layout);
    if (!difference.isEmpty()) {
      throw new IllegalArgumentException("parameters do not fit: " + difference);
    }
    try (var guard = new NoGradGuard()) {
      stretches.forEach(s -> s.numbers().copy_(s.in(other)));
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
        flat().copy_(Torch.copied(new BytePointer(bytes), precision.type(), layout.count()));
      }
    }
  }

  /** A copy on the heap. */
  public Weights weights() {
    byte[] bytes = new byte[Math.toIntExact(layout.count() * precision.bytes())];
    if (bytes.length > 0) {
      try (var scope = new PointerScope()) {
        Tensor plain = Torch.readable(flat(), precision.type());
        new BytePointer(plain.data_ptr()).capacity(bytes.length).get(bytes);
      }
    }
    return new Weights(layout, precision, bytes);
  }

  /** Whether no number is infinite or NaN. */
  public boolean isFinite() {
    try (var scope = new PointerScope();
        var guard = new NoGradGuard()) {
      return layout.count() == 0 || Double.isFinite(flat().abs().max().item_double());
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      if (gradient != null) {
        gradient.close();
      }
      parts.values().forEach(both -> both.forEach(Params::close));
      if (root == this) {
        views.values().forEach(Torch::free);
      }
      stretches.forEach(s -> Torch.free(s.numbers()));
    }
  }
}
