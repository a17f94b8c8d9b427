package org.talweg.learn.tensor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The names and shapes of a parameter tree, in order, and where each lies in one flat vector. */
public record Layout(List<Entry> entries) {
  /**
   * One named tensor.
   *
   * @param name such as {@code layers.0.weight}
   * @param shape sizes, none for a scalar
   * @param offset where its first number lies in the flat vector
   */
  public record Entry(String name, List<Long> shape, long offset) {
    public Entry {
      shape = List.copyOf(shape);
    }

    /** How many numbers it has. */
    public long count() {
      return product(name, shape);
    }

    /** Its sizes as LibTorch takes them. */
    public long[] sizes() {
      return shape.stream().mapToLong(Long::longValue).toArray();
    }

    /** Whether it has two dimensions, each of more than one. */
    public boolean isMatrix() {
      return shape.size() == 2 && shape.getFirst() > 1 && shape.getLast() > 1;
    }
  }

  public Layout {
    entries = List.copyOf(entries);
    var seen = new HashSet<String>();
    long offset = 0;
    for (Entry entry : entries) {
      if (!seen.add(entry.name())) {
        throw new IllegalArgumentException("two parameters are called '" + entry.name() + "'");
      }
      if (entry.offset() != offset) {
        throw new IllegalArgumentException("parameter '" + entry.name() + "' is not where it ends");
      }
      offset = Math.addExact(offset, entry.count());
    }
  }

  /** Collects names and shapes in order. */
  public static final class Builder {
    private final List<Entry> entries = new ArrayList<>();
    private long offset = 0;

    private Builder() {}

    /** One more tensor. */
    public Builder add(String name, long... shape) {
      var sizes = new ArrayList<Long>();
      for (long size : shape) {
        sizes.add(size);
      }
      return add(name, sizes);
    }

    Builder add(String name, List<Long> shape) {
      var entry = new Entry(name, shape, offset);
      entries.add(entry);
      offset = Math.addExact(offset, entry.count());
      return this;
    }

    public Layout build() {
      return new Layout(entries);
    }
  }

  public static Builder builder() {
    return new Builder();
  }

  /** A layout of one tensor. */
  public static Layout of(String name, long... shape) {
    return builder().add(name, shape).build();
  }

  /** How many numbers there are in all. */
  public long count() {
    return entries.isEmpty() ? 0 : entries.getLast().offset() + entries.getLast().count();
  }

  /** The tensors that pass, moved together. */
  public Layout select(Predicate<Entry> wanted) {
    Builder builder = builder();
    entries.stream().filter(wanted).forEach(e -> builder.add(e.name(), e.shape()));
    return builder.build();
  }

  /** What another layout does not share with this one, in words; empty where nothing. */
  public String difference(Layout other) {
    if (equals(other)) {
      return "";
    }
    Map<String, Entry> theirs = new HashMap<>();
    other.entries.forEach(e -> theirs.put(e.name(), e));
    var words = new ArrayList<String>();
    for (Entry mine : entries) {
      Entry their = theirs.remove(mine.name());
      if (their == null) {
        words.add(mine.name() + " " + mine.shape() + " is missing");
      } else if (!their.shape().equals(mine.shape())) {
        words.add(mine.name() + " is " + their.shape() + ", not " + mine.shape());
      }
    }
    theirs.values().stream()
        .map(e -> e.name() + " " + e.shape() + " is unknown")
        .sorted()
        .forEach(words::add);
    if (words.isEmpty()) {
      words.add("the order differs");
    }
    return words.stream().limit(4).collect(Collectors.joining("; "))
        + (words.size() > 4 ? "; and " + (words.size() - 4) + " more" : "");
  }

  static long product(String name, List<Long> shape) {
    long product = 1;
    for (long size : shape) {
      if (size < 0) {
        throw new IllegalArgumentException("tensor '" + name + "' has a negative size: " + shape);
      }
      try {
        product = Math.multiplyExact(product, size);
      } catch (ArithmeticException e) {
        throw new IllegalArgumentException("tensor '" + name + "' is too large: " + shape, e);
      }
    }
    return product;
  }
}
