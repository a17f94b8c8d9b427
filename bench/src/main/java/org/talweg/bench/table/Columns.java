package org.talweg.bench.table;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.TreeSet;
import org.talweg.model.Domain;
import org.talweg.model.Domain.Scale;
import org.talweg.model.Parameter;
import org.talweg.model.Value;

/**
 * A column of a table as a parameter. Inferred: text is a choice, whole numbers without a gap are
 * whole numbers, up to {@value #LEVELS} different numbers are levels in their order, and more are a
 * real range, logarithmic where it is positive and spans three orders of magnitude.
 */
final class Columns {
  private static final int LEVELS = 32;
  private static final double LOG_SPAN = 1000;

  private Columns() {}

  /** A name that formulas can use, unlike any of those taken. */
  static String name(String column, List<String> taken) {
    String name = column.replaceAll("[^\\p{L}\\p{Nd}_]+", "_");
    name = name.replaceAll("^_+|_+$", "");
    if (name.isEmpty() || Character.isDigit(name.charAt(0))) {
      name = "_" + name;
    }
    if (List.of("and", "or", "not").contains(name.toLowerCase(Locale.ROOT))) {
      name = name + "_";
    }
    String free = name;
    for (int i = 2; taken.contains(free); i++) {
      free = name + "_" + i;
    }
    return free;
  }

  /** The parameter of a column with these cells. */
  static Parameter infer(String name, List<String> cells) {
    var numbers = new TreeSet<Double>();
    for (String cell : cells) {
      OptionalDouble number = Table.number(cell);
      if (number.isEmpty()) {
        return Parameter.choice(name, new LinkedHashSet<>(cells).toArray(String[]::new));
      }
      numbers.add(number.getAsDouble());
    }
    double low = numbers.first();
    double high = numbers.last();
    boolean whole = numbers.stream().allMatch(v -> v == Math.rint(v) && Math.abs(v) < 1L << 53);
    if (whole && high - low + 1 == numbers.size()) {
      return Parameter.integer(name, (long) low, (long) high);
    }
    if (numbers.size() <= LEVELS) {
      return Parameter.ordinal(name, numbers.stream().map(Columns::level).toArray(String[]::new));
    }
    return low > 0 && high / low >= LOG_SPAN
        ? Parameter.logReal(name, low, high)
        : Parameter.real(name, low, high);
  }

  /** A number as the level's text: whole numbers without a point. */
  static String level(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  /** The level that a cell is: as it is written, or else as the number that it is. */
  private static String level(Domain domain, String cell) {
    OptionalDouble number = Table.number(cell);
    return number.isEmpty() || domain.contains(new Value.Text(cell))
        ? cell
        : level(number.getAsDouble());
  }

  /** Whether a cell is a number where the domain has numbers, and whole where those are. */
  static boolean isOfKind(Domain domain, String cell) {
    OptionalDouble number = Table.number(cell);
    return switch (domain) {
      case Domain.Real _ -> number.isPresent();
      case Domain.Int _ ->
          number.isPresent() && number.getAsDouble() == Math.rint(number.getAsDouble());
      default -> true;
    };
  }

  /** Whether a cell of the domain's kind lies in it. */
  static boolean isIn(Domain domain, String cell) {
    OptionalDouble number = Table.number(cell);
    return switch (domain) {
      case Domain.Real(double low, double high, Scale _) ->
          number.isPresent() && low <= number.getAsDouble() && number.getAsDouble() <= high;
      case Domain.Int(long low, long high, Scale _) ->
          number.isPresent() && low <= number.getAsDouble() && number.getAsDouble() <= high;
      default -> domain.contains(new Value.Text(level(domain, cell)));
    };
  }

  /**
   * The value that a cell is.
   *
   * @throws IllegalArgumentException where it is none of the domain's
   */
  static Value value(Domain domain, String cell) {
    OptionalDouble number = Table.number(cell);
    Value value =
        switch (domain) {
          case Domain.Real(double low, double high, Scale _) when number.isPresent() ->
              new Value.Real(Math.clamp(number.getAsDouble(), low, high));
          case Domain.Int _ when number.isPresent() -> new Value.Int((long) number.getAsDouble());
          default -> new Value.Text(level(domain, cell));
        };
    if (!domain.contains(value)) {
      throw new IllegalArgumentException("'" + cell + "' is not one of " + domain);
    }
    return value;
  }
}
