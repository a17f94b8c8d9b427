package org.talweg.model;

import java.util.List;

/** The value of one parameter, or of one measured quantity. */
public sealed interface Value {
  /** A real number, never NaN. */
  record Real(double value) implements Value {
    public Real {
      if (Double.isNaN(value)) {
        throw new IllegalArgumentException("a value is a number, not NaN");
      }
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
   * The value as a number; a text that reads as a number counts as one.
   *
   * @throws IllegalArgumentException where it is none
   */
  default double number() {
    return switch (this) {
      case Real(double value) -> value;
      case Int(long value) -> value;
      case Text(String text) -> {
        try {
          yield Double.parseDouble(text);
        } catch (NumberFormatException e) {
          throw new IllegalArgumentException("'" + text + "' is not a number", e);
        }
      }
      case Order order -> throw new IllegalArgumentException("an order is not a number: " + order);
    };
  }
}
