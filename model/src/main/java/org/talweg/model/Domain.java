package org.talweg.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The values a parameter may take, and their encoding in the unit cube.
 *
 * <p>Every domain decodes all of [0,1]^k, with k its {@link #width}: reals linearly or in their
 * logarithm, whole numbers and levels in cells of equal width (in the logarithm where the scale is
 * log), permutations as the order of k random keys (Bean 1994). Encoding gives the middle of the
 * cell, so that {@code decode(encode(v)) = v} for all but rounding of reals.
 */
public sealed interface Domain {
  /** How a number's range is divided. */
  enum Scale {
    LINEAR,
    LOG
  }

  /** Real numbers from low to high, both included, low &lt; high or equal. */
  record Real(double low, double high, Scale scale) implements Domain {
    public Real {
      if (!(low <= high) || Double.isInfinite(low) || Double.isInfinite(high)) {
        throw new IllegalArgumentException(
            "a real range goes from a finite low to a finite high, not from "
                + low
                + " to "
                + high);
      }
      if (scale == Scale.LOG && low <= 0) {
        throw new IllegalArgumentException("a log scale needs a low above 0, not " + low);
      }
    }
  }

  /** Whole numbers from low to high, both included. */
  record Int(long low, long high, Scale scale) implements Domain {
    /** Beyond this, neighbouring whole numbers are the same double. */
    private static final long LARGEST = 1L << 53;

    public Int {
      if (low > high) {
        throw new IllegalArgumentException(
            "a range of whole numbers goes up, not from " + low + " to " + high);
      }
      if (low < -LARGEST || high > LARGEST) {
        throw new IllegalArgumentException("whole numbers lie between -2^53 and 2^53");
      }
      if (scale == Scale.LOG && low <= 0) {
        throw new IllegalArgumentException("a log scale needs a low above 0, not " + low);
      }
    }
  }

  /** Levels without an order, at least one, no two equal. */
  record Choice(List<String> levels) implements Domain {
    public Choice {
      levels = distinct(levels);
    }
  }

  /** Levels in a meaningful order, at least one, no two equal. */
  record Ordinal(List<String> levels) implements Domain {
    public Ordinal {
      levels = distinct(levels);
    }
  }

  /** All orders of the items, at least one, no two equal. */
  record Permutation(List<String> items) implements Domain {
    public Permutation {
      items = distinct(items);
    }
  }

  private static List<String> distinct(List<String> levels) {
    if (levels.isEmpty()) {
      throw new IllegalArgumentException("at least one level is needed");
    }
    var seen = new HashSet<String>();
    for (String level : levels) {
      if (!seen.add(level)) {
        throw new IllegalArgumentException("the level '" + level + "' is given twice");
      }
    }
    return List.copyOf(levels);
  }

  /** Coordinates of the unit cube that one value takes. */
  default int width() {
    return this instanceof Permutation(List<String> items) ? items.size() : 1;
  }

  /** Number of values, infinite for a real range of more than one value. */
  default double cardinality() {
    return switch (this) {
      case Real(double low, double high, _) -> low == high ? 1 : Double.POSITIVE_INFINITY;
      case Int(long low, long high, _) -> (double) high - low + 1;
      case Choice(List<String> levels) -> levels.size();
      case Ordinal(List<String> levels) -> levels.size();
      case Permutation(List<String> items) ->
          IntStream.rangeClosed(1, items.size()).asDoubleStream().reduce(1, (a, b) -> a * b);
    };
  }

  /** Whether the value is of the right kind and in range. */
  default boolean contains(Value value) {
    return switch (this) {
      case Real(double low, double high, _) ->
          value instanceof Value.Real(double v) && v >= low && v <= high;
      case Int(long low, long high, _) ->
          value instanceof Value.Int(long v) && v >= low && v <= high;
      case Choice(List<String> levels) ->
          value instanceof Value.Text(String v) && levels.contains(v);
      case Ordinal(List<String> levels) ->
          value instanceof Value.Text(String v) && levels.contains(v);
      case Permutation(List<String> items) ->
          value instanceof Value.Order(List<String> v)
              && v.size() == items.size()
              && new HashSet<>(v).equals(new HashSet<>(items));
    };
  }

  /** The value at {@code u[offset .. offset + width)}, whose coordinates are clamped to [0,1]. */
  default Value decode(double[] u, int offset) {
    double x = Math.clamp(u[offset], 0.0, 1.0);
    return switch (this) {
      case Real(double low, double high, Scale scale) ->
          new Value.Real(
              Math.clamp(
                  scale == Scale.LINEAR
                      ? low * (1 - x) + high * x
                      : Math.exp(Math.log(low) * (1 - x) + Math.log(high) * x),
                  low,
                  high));
      case Int(long low, long high, Scale scale) -> {
        double v =
            scale == Scale.LINEAR
                ? low + Math.floor(x * ((double) high - low + 1))
                : Math.rint(Math.exp(Math.log(low - 0.5) * (1 - x) + Math.log(high + 0.5) * x));
        yield new Value.Int(Math.clamp((long) v, low, high));
      }
      case Choice(List<String> levels) -> new Value.Text(levels.get(cell(x, levels.size())));
      case Ordinal(List<String> levels) -> new Value.Text(levels.get(cell(x, levels.size())));
      case Permutation(List<String> items) ->
          new Value.Order(
              IntStream.range(0, items.size())
                  .boxed()
                  .sorted(Comparator.comparingDouble(i -> u[offset + i]))
                  .map(items::get)
                  .toList());
    };
  }

  /** Writes the value's encoding to {@code u[offset .. offset + width)}. */
  default void encode(Value value, double[] u, int offset) {
    switch (this) {
      case Real(double low, double high, Scale scale) -> {
        double v = ((Value.Real) value).value();
        double width = scale == Scale.LINEAR ? high / 2 - low / 2 : Math.log(high) - Math.log(low);
        double part = scale == Scale.LINEAR ? v / 2 - low / 2 : Math.log(v) - Math.log(low);
        u[offset] = width == 0 ? 0.5 : Math.clamp(part / width, 0.0, 1.0);
      }
      case Int(long low, long high, Scale scale) -> {
        double v = ((Value.Int) value).value();
        u[offset] =
            scale == Scale.LINEAR
                ? (v - low + 0.5) / ((double) high - low + 1)
                : (Math.log(v) - Math.log(low - 0.5))
                    / (Math.log(high + 0.5) - Math.log(low - 0.5));
      }
      case Choice(List<String> levels) ->
          u[offset] = (levels.indexOf(((Value.Text) value).value()) + 0.5) / levels.size();
      case Ordinal(List<String> levels) ->
          u[offset] = (levels.indexOf(((Value.Text) value).value()) + 0.5) / levels.size();
      case Permutation(List<String> items) -> {
        List<String> order = new ArrayList<>(((Value.Order) value).items());
        for (int i = 0; i < items.size(); i++) {
          u[offset + i] = (order.indexOf(items.get(i)) + 0.5) / items.size();
        }
      }
    }
  }

  private static int cell(double x, int cells) {
    return Math.min((int) (x * cells), cells - 1);
  }
}
