package org.talweg.program;

import java.util.function.IntFunction;

/**
 * A solution as the journal keeps it: a JSON object with {@code variables} and, where there are
 * any, {@code multipliers} of constraints, {@code reducedCosts} and {@code ray}, each from name to
 * number.
 */
public final class SolutionJson {
  private final StringBuilder text = new StringBuilder("{");

  private SolutionJson() {}

  /** The solution of a program whose variables and constraints have these names. */
  public static String of(
      PrimalDual solution, IntFunction<String> variable, IntFunction<String> constraint) {
    var json = new SolutionJson();
    json.member("variables", solution.x(), variable);
    json.member("multipliers", solution.y(), constraint);
    json.member("reducedCosts", solution.z(), variable);
    json.member("ray", solution.ray(), variable);
    return json.text.append('}').toString();
  }

  /** The variables alone, from name to number, as of a black box's point. */
  public static String point(double[] x, IntFunction<String> variable) {
    var json = new SolutionJson();
    json.values(x, variable);
    return json.text.append('}').toString();
  }

  private void member(String name, double[] values, IntFunction<String> names) {
    if (values.length == 0) {
      return;
    }
    text.append(text.length() == 1 ? "" : ",");
    string(name);
    text.append(":{");
    values(values, names);
    text.append('}');
  }

  private void values(double[] values, IntFunction<String> names) {
    for (int k = 0; k < values.length; k++) {
      text.append(k == 0 ? "" : ",");
      string(names.apply(k));
      text.append(':');
      if (Double.isFinite(values[k])) {
        text.append(values[k]);
      } else {
        string(Double.toString(values[k]));
      }
    }
  }

  private void string(String value) {
    text.append('"');
    for (char c : value.toCharArray()) {
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ' || Character.isSurrogate(c)) {
        text.append(String.format("\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }
}
