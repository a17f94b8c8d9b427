package org.talweg.model;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The values a parameter may take, and their encoding in the unit cube.
 *
 * <p>Every domain decodes all of [0,1]^k, with k its {@link #width}: reals linearly or in their
 * logarithm, whole numbers and levels in cells of equal width (in the logarithm where the scale is
 * log), permutations as the order of k random keys (Bean 1994). Encoding gives the middle of the
 * cell, so that {@code decode(encode(v)) = v} but for rounding: of reals by a few units in the last
 * place of the wider end, and of whole numbers in ranges beyond 2^50 (2^40 on a log scale), where
 * cells are no wider than the spacing of doubles.
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
      low += 0.0; // makes -0.0 the 0.0 that it equals
      high += 0.0;
    }

    private double at(double x) {
      if (x == 0 || x == 1) {
        return x == 0 ? low : high;
      }
      double v =
          scale == Scale.LINEAR
              ? low * (1 - x) + high * x
              : Math.exp(Math.log(low) * (1 - x) + Math.log(high) * x);
      return Math.clamp(v, low, high);
    }

    private double place(double v) {
      // Halved where the width would overflow; not otherwise, for the sake of subnormal ranges.
      double unit = scale == Scale.LINEAR && Double.isInfinite(high - low) ? 0.5 : 1;
      double part = scale == Scale.LINEAR ? v * unit - low * unit : Math.log(v) - Math.log(low);
      double width =
          scale == Scale.LINEAR ? high * unit - low * unit : Math.log(high) - Math.log(low);
      return width == 0 ? 0.5 : Math.clamp(part / width, 0.0, 1.0);
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

    private long at(double x) {
      double v =
          scale == Scale.LINEAR
              ? (double) low + Math.floor(x * ((double) high - low + 1))
              : Math.rint(Math.exp(Math.log(low - 0.5) * (1 - x) + Math.log(high + 0.5) * x));
      return Math.clamp((long) v, low, high);
    }

    private double place(long v) {
      if (low == high) {
        return 0.5;
      }
      return scale == Scale.LINEAR
          ? ((double) v - low + 0.5) / ((double) high - low + 1)
          : (Math.log((double) v) - Math.log(low - 0.5))
              / (Math.log(high + 0.5) - Math.log(low - 0.5));
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

  /**
   * The value at {@code u[offset .. offset + width)}. Coordinates beyond [0,1] read as its ends; a
   * permutation takes only their order.
   *
   * @throws IllegalArgumentException where a coordinate is NaN
   */
  default Value decode(double[] u, int offset) {
    for (int i = offset; i < offset + width(); i++) {
      if (Double.isNaN(u[i])) {
        throw new IllegalArgumentException("unit-cube coordinate " + i + " is NaN");
      }
    }
    double x = Math.clamp(u[offset], 0.0, 1.0);
    return switch (this) {
      case Real real -> new Value.Real(real.at(x));
      case Int range -> new Value.Int(range.at(x));
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

  /**
   * Writes the value's encoding to {@code u[offset .. offset + width)}.
   *
   * @throws IllegalArgumentException where the value is none of the domain's
   */
  default void encode(Value value, double[] u, int offset) {
    switch (this) {
      case Real real when value instanceof Value.Real(double v) -> u[offset] = real.place(v);
      case Int range when value instanceof Value.Int(long v) -> u[offset] = range.place(v);
      case Choice(List<String> levels) when levels.contains(value.toString()) ->
          u[offset] = (levels.indexOf(value.toString()) + 0.5) / levels.size();
      case Ordinal(List<String> levels) when levels.contains(value.toString()) ->
          u[offset] = (levels.indexOf(value.toString()) + 0.5) / levels.size();
      case Permutation(List<String> items)
          when value instanceof Value.Order(List<String> order) -> {
        var places = new HashMap<String, Integer>();
        order.forEach(item -> places.put(item, places.size()));
        for (int i = 0; i < items.size(); i++) {
          Integer place = places.get(items.get(i));
          if (place == null) {
            throw new IllegalArgumentException(value + " lacks the item " + items.get(i));
          }
          u[offset + i] = (place + 0.5) / items.size();
        }
      }
      default -> throw new IllegalArgumentException(value + " is not one of " + this);
    }
  }

  private static int cell(double x, int cells) {
    return Math.min((int) (x * cells), cells - 1);
  }
}
