package org.talweg.app.report;

import java.util.Locale;

/** Numbers and durations as people read them. */
public final class Numbers {
  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  private Numbers() {}

  /** A number as short as six significant digits allow; whole numbers in full. */
  public static String brief(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    String text = String.format(Locale.ROOT, "%.6g", value);
    if (!text.contains(".")) {
      return text; // NaN, Infinity
    }
    return text.contains("e")
        ? text.replaceFirst("\\.?0+e", "e").replaceFirst("e([+-])0?", "e$1").replace("e+", "e")
        : text.replaceFirst("\\.?0+$", "");
  }

  /**
   * A duration in the largest unit that suits: {@code 12 ms}, {@code 4.2 s}, {@code 2 min 05 s}.
   */
  public static String seconds(double seconds) {
    if (!Double.isFinite(seconds)) {
      return "unlimited";
    }
    if (seconds < 0.9995) {
      return String.format(Locale.ROOT, seconds < 0.00095 ? "%.2f ms" : "%.0f ms", seconds * 1e3);
    }
    if (seconds < 59.95) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    return whole < 3600
        ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
  }

  /** The text without what a terminal would obey: control characters become U+FFFD. */
  public static String printable(String text) {
    return text.replaceAll("[\\p{Cc}&&[^\\t\\n]]", "\uFFFD");
  }

  /** A label of a tick: no more decimals than the distance between ticks needs. */
  static String tick(double value, double step) {
    double size = Math.max(Math.abs(value), Math.abs(step));
    if (value != 0 && (size >= 1e6 || size < 1e-4)) {
      int exponent = (int) Math.floor(Math.log10(Math.abs(value)) + 1e-9);
      double mantissa = value / Math.pow(10, exponent);
      int decimals = decimals(step / Math.pow(10, exponent));
      String front = String.format(Locale.ROOT, "%." + decimals + "f", mantissa);
      return (front.equals("1") ? "" : front + "·") + power(exponent);
    }
    return String.format(Locale.ROOT, "%." + decimals(step) + "f", value + 0.0);
  }

  private static int decimals(double step) {
    return (int) Math.clamp(-Math.floor(Math.log10(step) + 1e-9), 0, 9);
  }

  private static String power(int exponent) {
    var text = new StringBuilder("10");
    for (char c : Integer.toString(exponent).toCharArray()) {
      text.append(c == '-' ? '⁻' : SUPERSCRIPTS.charAt(c - '0'));
    }
    return text.toString();
  }
}
