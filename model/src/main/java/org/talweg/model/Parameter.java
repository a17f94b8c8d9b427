package org.talweg.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.talweg.model.Domain.Scale;

/**
 * One named decision of a {@link Space}.
 *
 * @param name a letter or underscore, then letters, digits and underscores; not {@code and}, {@code
 *     or} or {@code not}
 * @param when the condition under which the parameter exists, over other parameters
 * @param start a value known to be sensible, from which solvers may begin
 */
public record Parameter(String name, Domain domain, Optional<Formula> when, Optional<Value> start) {
  private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{Nd}_]*");
  private static final Set<String> RESERVED = Set.of("and", "or", "not");

  public Parameter {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a parameter's name is a letter, then letters, digits and _, not '" + name + "'");
    }
    if (RESERVED.contains(name)) {
      throw new IllegalArgumentException(
          "'" + name + "' is a word of the formula language and cannot name a parameter");
    }
    if (start.isPresent() && !domain.contains(start.get())) {
      throw new IllegalArgumentException(
          "the start of " + name + ", " + start.get() + ", is not one of its values");
    }
  }

  private Parameter(String name, Domain domain) {
    this(name, domain, Optional.empty(), Optional.empty());
  }

  /** A real number from low to high. */
  public static Parameter real(String name, double low, double high) {
    return new Parameter(name, new Domain.Real(low, high, Scale.LINEAR));
  }

  /** A positive real number whose order of magnitude matters. */
  public static Parameter logReal(String name, double low, double high) {
    return new Parameter(name, new Domain.Real(low, high, Scale.LOG));
  }

  /** A whole number from low to high. */
  public static Parameter integer(String name, long low, long high) {
    return new Parameter(name, new Domain.Int(low, high, Scale.LINEAR));
  }

  /** A positive whole number whose order of magnitude matters. */
  public static Parameter logInteger(String name, long low, long high) {
    return new Parameter(name, new Domain.Int(low, high, Scale.LOG));
  }

  /** One of several levels without an order. */
  public static Parameter choice(String name, String... levels) {
    return new Parameter(name, new Domain.Choice(List.of(levels)));
  }

  /** One of several levels in a meaningful order. */
  public static Parameter ordinal(String name, String... levels) {
    return new Parameter(name, new Domain.Ordinal(List.of(levels)));
  }

  /** An order of the items. */
  public static Parameter permutation(String name, String... items) {
    return new Parameter(name, new Domain.Permutation(List.of(items)));
  }

  /**
   * This parameter, existing only where the condition over other parameters holds.
   *
   * @throws IllegalArgumentException where the condition cannot be read
   */
  public Parameter when(String condition) {
    return new Parameter(name, domain, Optional.of(FormulaParser.read(condition)), start);
  }

  /** This parameter with a value to begin from. */
  public Parameter startingAt(Value value) {
    return new Parameter(name, domain, when, Optional.of(value));
  }

  /** This parameter, a real or integer one, with a number to begin from. */
  public Parameter startingAt(double number) {
    boolean whole = domain instanceof Domain.Int && number == (long) number;
    return startingAt(whole ? new Value.Int((long) number) : new Value.Real(number));
  }

  /** This parameter, a choice or ordinal, with a level to begin from. */
  public Parameter startingAt(String level) {
    return startingAt(new Value.Text(level));
  }
}
