package org.talweg.search.function;

import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.talweg.model.Parameter;
import org.talweg.model.Space;

/**
 * One name, or one pattern of names with a number in it, and the functions it stands for.
 *
 * @param pattern as listed, such as {@code ackley-D}
 * @param example one name that it makes
 */
record Family(String pattern, String example, Maker maker) {
  /** The function of that name; empty where the name is not of this family. */
  @FunctionalInterface
  interface Maker {
    Optional<TestFunction> make(String name);
  }

  /** Larger dimensions than this are a typing error. */
  static final int LARGEST_DIMENSION = 10_000;

  /** A single function. */
  static Family single(String name, Supplier<TestFunction> function) {
    return new Family(
        name, name, n -> n.equals(name) ? Optional.of(function.get()) : Optional.empty());
  }

  /**
   * {@code name-D}, D from the least to the largest dimension, and {@code name} for the usual D.
   */
  static Family sized(String name, int least, int usual, IntFunction<TestFunction> function) {
    Pattern regex = Pattern.compile(Pattern.quote(name) + "(?:-(\\d{1,9}))?");
    return new Family(
        name + "-D",
        name + "-" + usual,
        n -> {
          Matcher matcher = regex.matcher(n);
          return matcher.matches()
              ? Optional.of(function.apply(number(matcher.group(1), usual, least, n)))
              : Optional.empty();
        });
  }

  /** A number of a name, within bounds, or the usual one where it is absent. */
  static int number(@Nullable String digits, int usual, int least, String name) {
    int number = digits == null ? usual : Integer.parseInt(digits);
    if (number < least || number > LARGEST_DIMENSION) {
      throw new IllegalArgumentException(
          "the test function '"
              + name
              + "' needs a dimension from "
              + least
              + " to "
              + LARGEST_DIMENSION
              + ", not "
              + number);
    }
    return number;
  }

  /** The parameters x1 to xD, each from low to high. */
  static Space box(int dimension, double low, double high) {
    var parameters = new Parameter[dimension];
    for (int i = 0; i < dimension; i++) {
      parameters[i] = Parameter.real("x" + (i + 1), low, high);
    }
    return Space.of(parameters);
  }

  /** The parameters x1 to xD with their own ranges. */
  static Space box(double[] low, double[] high) {
    var parameters = new Parameter[low.length];
    for (int i = 0; i < low.length; i++) {
      parameters[i] = Parameter.real("x" + (i + 1), low[i], high[i]);
    }
    return Space.of(parameters);
  }
}
