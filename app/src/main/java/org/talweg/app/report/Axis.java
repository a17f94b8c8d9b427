package org.talweg.app.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.talweg.model.Direction;
import org.talweg.model.Domain;
import org.talweg.model.Parameter;
import org.talweg.model.Value;

/**
 * Places values along one side of a picture, from 0 to 1; what lies beyond the range is placed at
 * its end, and NaN (no value) on the far side where the axis keeps room for it.
 */
sealed interface Axis {
  /** A labelled place. */
  record Tick(double place, String label) {}

  /** Room for values that are absent, as a share of the axis. */
  double ABSENT = 0.13;

  /** A range is shown by its logarithm from this ratio of its ends on. */
  double LOG_RATIO = 50;

  String label();

  double place(double value);

  List<Tick> ticks();

  /** Whether the value lies within the range. */
  boolean shows(double value);

  /** A range of numbers. */
  record Range(String label, double low, double high, boolean log, boolean absent) implements Axis {
    @Override
    public double place(double value) {
      if (Double.isNaN(value)) {
        return 1 - ABSENT / 3;
      }
      double part = (scaled(value) - scaled(low)) / (scaled(high) - scaled(low));
      return Math.clamp(part, 0.0, 1.0) * (absent ? 1 - ABSENT : 1);
    }

    private double scaled(double value) {
      return log ? Math.log10(Math.max(value, Double.MIN_NORMAL)) : value / 2; // no overflow
    }

    @Override
    public boolean shows(double value) {
      return value >= low && value <= high;
    }

    @Override
    public List<Tick> ticks() {
      var ticks = new ArrayList<Tick>();
      if (log) {
        logTicks(ticks);
      } else {
        double step = step(high / 5 - low / 5);
        for (double k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) {
          ticks.add(new Tick(place(k * step), Numbers.tick(k * step, step)));
        }
      }
      if (absent) {
        ticks.add(new Tick(place(Double.NaN), "off"));
      }
      return ticks;
    }

    private void logTicks(List<Tick> ticks) {
      double decades = Math.log10(high) - Math.log10(low);
      int[] factors = decades < 1.2 ? new int[] {1, 2, 3, 5, 7} : new int[] {1, 2, 5};
      int every = decades < 2.5 ? 1 : (int) Math.ceil(decades / 5);
      if (decades >= 2.5) {
        factors = new int[] {1};
      }
      for (int e = (int) Math.floor(Math.log10(low)); e <= Math.log10(high) + 1e-9; e++) {
        for (int factor : factors) {
          double value = factor * Math.pow(10, e);
          if (value >= low * (1 - 1e-9)
              && value <= high * (1 + 1e-9)
              && Math.floorMod(e, every) == 0) {
            ticks.add(new Tick(place(value), Numbers.tick(value, value)));
          }
        }
      }
    }

    /** The least of 1, 2, 5 times a power of ten that is not below. */
    private static double step(double least) {
      double power = Math.pow(10, Math.floor(Math.log10(least)));
      return Arrays.stream(new double[] {1, 2, 5, 10})
          .map(factor -> factor * power)
          .filter(step -> step >= least * (1 - 1e-9))
          .findFirst()
          .orElse(10 * power);
    }
  }

  /** Levels, by their place from 0; NaN is one more, called off. */
  record Levels(String label, List<String> levels) implements Axis {
    private static final int LONGEST = 9;

    @Override
    public double place(double value) {
      double cell = Double.isNaN(value) ? levels.size() - 1.0 : value;
      return (cell + 0.5) / levels.size();
    }

    @Override
    public boolean shows(double value) {
      return true;
    }

    @Override
    public List<Tick> ticks() {
      int every = (levels.size() + 11) / 12;
      return IntStream.range(0, levels.size())
          .filter(i -> i % every == 0)
          .mapToObj(i -> new Tick(place(i), shortened(levels.get(i))))
          .toList();
    }

    private static String shortened(String level) {
      return level.codePointCount(0, level.length()) <= LONGEST
          ? level
          : level.substring(0, level.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }
  }

  /** From 0 to the greatest value. */
  static Axis from0(String label, double high) {
    return new Range(label, 0, high > 0 && Double.isFinite(high) ? high : 1, false, false);
  }

  /**
   * For an objective's values: logarithmic where they are positive and far apart, else linear and,
   * where few bad values lie far away, cut off there, so that the good ones can be told apart.
   */
  static Axis of(String name, Direction direction, double[] values) {
    return of(name, direction, values, true);
  }

  /** The same with all values in its range, for lines. */
  static Axis whole(String name, Direction direction, double[] values) {
    return of(name, direction, values, false);
  }

  private static Axis of(String name, Direction direction, double[] values, boolean cut) {
    double[] sorted = Arrays.stream(values).filter(v -> Math.abs(v) < 1e300).sorted().toArray();
    String label = name + (direction == Direction.MAXIMIZE ? " ↑" : " ↓");
    if (sorted.length == 0) {
      return new Range(label, 0, 1, false, false);
    }
    double low = sorted[0];
    double high = sorted[sorted.length - 1];
    if (low == high) {
      double around = low == 0 ? 1 : Math.abs(low) * 0.1;
      return new Range(label, low - around, high + around, false, false);
    }
    if (low > 0 && high / low >= LOG_RATIO) {
      double margin = Math.pow(high / low, 0.04);
      return new Range(label + ", log scale", low / margin, high * margin, true, false);
    }
    double median = sorted[sorted.length / 2];
    int bad = cut ? sorted.length / 10 : 0;
    if (direction == Direction.MINIMIZE && high - median > 6 * (median - low) && bad > 0) {
      high = Math.max(sorted[sorted.length - 1 - bad], median + (median - low));
    } else if (direction == Direction.MAXIMIZE && median - low > 6 * (high - median) && bad > 0) {
      low = Math.min(sorted[bad], median - (high - median));
    }
    double margin = high > low ? (high - low) * 0.05 : Math.max(1, Math.abs(low)) * 0.1;
    return new Range(label, low - margin, high + margin, false, false);
  }

  /** For a parameter's values. */
  static Axis of(Parameter parameter, boolean absent) {
    String label = parameter.name();
    return switch (parameter.domain()) {
      case Domain.Real(double low, double high, Domain.Scale scale) ->
          range(label, low, high, scale == Domain.Scale.LOG, absent);
      case Domain.Int(long low, long high, Domain.Scale scale) ->
          scale == Domain.Scale.LOG
              ? range(label, low, high, true, absent)
              : range(label, low - 0.5, high + 0.5, false, absent);
      case Domain.Choice(List<String> levels) -> new Levels(label, withAbsent(levels, absent));
      case Domain.Ordinal(List<String> levels) -> new Levels(label, withAbsent(levels, absent));
      case Domain.Permutation _ -> throw new IllegalArgumentException("an order has no axis");
    };
  }

  private static Axis range(String label, double low, double high, boolean log, boolean absent) {
    return low < high
        ? new Range(label + (log ? ", log scale" : ""), low, high, log, absent)
        : new Range(
            label,
            low - Math.max(1, Math.abs(low)) / 2,
            low + Math.max(1, Math.abs(low)) / 2,
            false,
            absent);
  }

  private static List<String> withAbsent(List<String> levels, boolean absent) {
    var all = new ArrayList<>(levels);
    if (absent) {
      all.add("off");
    }
    return all;
  }

  /** What a parameter's axis is given for a value: NaN where there is none. */
  static double number(Parameter parameter, java.util.Map<String, Value> values) {
    Value value = values.get(parameter.name());
    return value == null
        ? Double.NaN
        : switch (parameter.domain()) {
          case Domain.Choice(List<String> levels) -> levels.indexOf(value.toString());
          case Domain.Ordinal(List<String> levels) -> levels.indexOf(value.toString());
          case Domain.Permutation _ -> Double.NaN;
          case Domain.Real _, Domain.Int _ -> value.number();
        };
  }
}
