package org.talweg.model;

import java.util.List;
import java.util.regex.Pattern;

/** The value of one parameter, or of one measured quantity. */
public sealed interface Value {
  /** A real number, never NaN; -0.0 becomes 0.0, so that equal numbers are equal values. */
  record Real(double value) implements Value {
    public Real {
      if (Double.isNaN(value)) {
        throw new IllegalArgumentException("a value is a number, not NaN");
      }
      value += 0.0;
    }

    @Override
    public String toString() {
      return Double.toString(value);
    }
  }

  /** A whole number. */
  record Int(long value) implements Value {
    @Override
    public String toString() {
      return Long.toString(value);
    }
  }

  /** A level of a choice. */
  record Text(String value) implements Value {
    private static final Pattern DECIMAL =
        Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    /** Whether the text reads as a decimal number such as {@code -2.5e3}. */
    public boolean isNumber() {
      return DECIMAL.matcher(value).matches();
    }

    @Override
    public String toString() {
      return value;
    }
  }

  /** An order of items. */
  record Order(List<String> items) implements Value {
    public Order {
      items = List.copyOf(items);
    }

    @Override
    public String toString() {
      return String.join(" ", items);
    }
  }

  /**
   * The value as a number; a text that reads as a decimal number counts as one.
   *
   * @throws IllegalArgumentException where it is none
   */
  default double number() {
    return switch (this) {
      case Real(double value) -> value;
      case Int(long value) -> value;
      case Text text -> {
        if (!text.isNumber()) {
          throw new IllegalArgumentException("'" + text + "' is not a number");
        }
        yield Double.parseDouble(text.value);
      }
      case Order order -> throw new IllegalArgumentException("an order is not a number: " + order);
    };
  }
}
