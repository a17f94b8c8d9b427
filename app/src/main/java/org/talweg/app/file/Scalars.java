package org.talweg.app.file;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Numbers, durations and texts as a problem file writes them. A number that a double or a long
 * cannot hold, and one that different readers of YAML take differently, is a mistake. Every method
 * notes what is wrong and then returns null.
 */
final class Scalars {
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

  private final Mistakes mistakes;

  Scalars(Mistakes mistakes) {
    this.mistakes = mistakes;
  }

  /** A scalar that is not empty. */
  Yaml.@Nullable Scalar scalar(Yaml node, String expected) {
    if (node instanceof Yaml.Scalar scalar && !scalar.isNothing()) {
      return scalar;
    }
    mistakes.add(node.place(), "expected " + expected + ", found " + node.words());
    return null;
  }

  /** A text that is not blank. */
  @Nullable String text(Yaml node, String expected) {
    Yaml.Scalar scalar = scalar(node, expected);
    if (scalar != null && scalar.text().isBlank()) {
      mistakes.add(node.place(), "expected " + expected + ", found an empty text");
      return null;
    }
    return scalar == null ? null : scalar.text().strip();
  }

  /** One of several words. */
  @Nullable String word(Yaml node, List<String> words) {
    String expected = "one of " + String.join(", ", words);
    String text = text(node, expected);
    if (text != null && !words.contains(text)) {
      mistakes.add(
          node.place(),
          "expected " + expected + ", found " + node.words() + Spelling.suggestion(text, words));
      return null;
    }
    return text;
  }

  /** A finite real number. */
  @Nullable Double real(Yaml node) {
    BigDecimal exact = decimal(node, "a number");
    if (exact == null) {
      return null;
    }
    double value = exact.doubleValue();
    if (Double.isInfinite(value) || value == 0 && exact.signum() != 0) {
      mistakes.add(
          node.place(),
          node.words()
              + (value == 0 ? " is too small to differ from 0" : " is too large for a number")
              + "; numbers lie between 5e-324 and 1.79e308");
      return null;
    }
    return value;
  }

  /** A whole number. */
  @Nullable Long whole(Yaml node) {
    BigDecimal exact = decimal(node, "a whole number");
    if (exact == null) {
      return null;
    }
    // The digits before the point, told without writing them out.
    if (exact.signum() != 0 && (long) exact.precision() - exact.scale() > 19) {
      mistakes.add(node.place(), node.words() + " is too large for a whole number");
      return null;
    }
    if (exact.signum() != 0 && exact.stripTrailingZeros().scale() > 0) {
      mistakes.add(node.place(), "expected a whole number, found " + node.words());
      return null;
    }
    try {
      return exact.longValueExact();
    } catch (ArithmeticException e) {
      mistakes.add(node.place(), node.words() + " is too large for a whole number");
      return null;
    }
  }

  private @Nullable BigDecimal decimal(Yaml node, String expected) {
    Yaml.Scalar scalar = scalar(node, expected);
    if (scalar == null) {
      return null;
    }
    String text = scalar.text().strip();
    String why = null;
    if (!NUMBER.matcher(text).matches()) {
      why = notANumber(text, expected);
    } else if (scalar.style() != Yaml.Style.PLAIN) {
      why = "expected " + expected + ", found text: write " + text + " without quotes";
    } else if (text.matches("[-+]?0\\d+.*")) {
      why = "'" + text + "' is octal to some readers and decimal to others: write it without the 0";
    }
    if (why == null) {
      try {
        return new BigDecimal(text);
      } catch (NumberFormatException e) {
        why = node.words() + " is beyond what a number can be";
      }
    }
    mistakes.add(node.place(), why);
    return null;
  }

  private static String notANumber(String text, String expected) {
    String shown = "'" + Spelling.shortened(text) + "'";
    if (text.matches("[-+]?[0-9][0-9_,']*(\\.[0-9_]*)?")) {
      return shown + " has separators: write " + Spelling.shortened(text.replaceAll("[_,']", ""));
    }
    if (text.matches("(?i)[-+]?\\.?inf(inity)?")) {
      return shown
          + " is not finite: write the largest value that makes sense, or 1e20, which is no bound to a"
          + " mathematical program";
    }
    if (text.matches("(?i)[-+]?\\.?nan")) {
      return shown + " is not a number: expected " + expected;
    }
    if (text.matches("(?i)[-+]?0[xob][0-9a-f]+")) {
      return shown + " is not decimal: write it in decimal digits";
    }
    return "expected " + expected + ", found " + shown;
  }

  /** A duration longer than 0, such as {@code 500ms}, {@code 10s} or {@code 1h30m}. */
  @Nullable Duration duration(Yaml node) {
    String text = text(node, "a duration such as 500ms, 10s, 2m or 1h30m");
    if (text == null) {
      return null;
    }
    try {
      return Amounts.duration(text);
    } catch (IllegalArgumentException e) {
      mistakes.add(node.place(), Spelling.firstLine(e.getMessage()));
      return null;
    }
  }
}
