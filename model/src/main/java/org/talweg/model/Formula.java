package org.talweg.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The small language of problem files: {@code 100*(y - x^2)^2}, {@code lc + lp <= 4}, {@code mode =
 * normal}.
 *
 * <p>A formula is a tree of numbers, text, names and applied operators, read by {@link #parse} and
 * evaluated over a {@link Scope}; true is 1 and false is 0. A formula that was read is nested at
 * most {@value #MAX_DEPTH} deep, so that recursion over the tree is safe; sums and products take
 * any number of terms and stay flat. Other forms may translate the same tree into something faster.
 */
public sealed interface Formula {
  /** Deepest nesting that is read. */
  int MAX_DEPTH = 200;

  /** A literal number, finite. */
  @SuppressWarnings("AvoidCommonTypeNames") // always written Formula.Number
  record Number(double value) implements Formula {
    public Number {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("a literal number is finite, not " + value);
      }
    }
  }

  /** A literal text in quotes. */
  record Text(String value) implements Formula {}

  /** A parameter, a measured quantity, or the level of a choice written without quotes. */
  record Name(String name) implements Formula {}

  /** An operator or function applied to as many arguments as it takes. */
  record Apply(Operator operator, List<Formula> arguments) implements Formula {
    public Apply {
      arguments = List.copyOf(arguments);
      if (!operator.takes(arguments.size())) {
        throw new IllegalArgumentException(
            operator.symbol() + " does not take " + arguments.size() + " arguments");
      }
    }
  }

  /** Every operator and function of the language with the number of arguments it takes. */
  enum Operator {
    ADD("+", 2, Integer.MAX_VALUE),
    SUBTRACT("-", 2, 2),
    MULTIPLY("*", 2, Integer.MAX_VALUE),
    DIVIDE("/", 2, 2),
    POWER("^", 2, 2),
    NEGATE("-", 1, 1),
    LESS_EQUAL("<=", 2, 2),
    LESS("<", 2, 2),
    GREATER_EQUAL(">=", 2, 2),
    GREATER(">", 2, 2),
    EQUAL("=", 2, 2),
    NOT_EQUAL("!=", 2, 2),
    AND("and", 2, Integer.MAX_VALUE),
    OR("or", 2, Integer.MAX_VALUE),
    NOT("not", 1, 1),
    ABS("abs", 1, 1),
    MIN("min", 1, Integer.MAX_VALUE),
    MAX("max", 1, Integer.MAX_VALUE),
    SQRT("sqrt", 1, 1),
    EXP("exp", 1, 1),
    /** The natural logarithm. */
    LOG("log", 1, 1),
    LOG2("log2", 1, 1),
    LOG10("log10", 1, 1),
    SIN("sin", 1, 1),
    COS("cos", 1, 1),
    TAN("tan", 1, 1),
    ASIN("asin", 1, 1),
    ACOS("acos", 1, 1),
    ATAN("atan", 1, 1),
    SINH("sinh", 1, 1),
    COSH("cosh", 1, 1),
    TANH("tanh", 1, 1),
    FLOOR("floor", 1, 1),
    CEIL("ceil", 1, 1),
    /** The nearest whole number, of two equally near ones the even one. */
    ROUND("round", 1, 1);

    private final String symbol;
    private final int fewest;
    private final int most;

    Operator(String symbol, int fewest, int most) {
      this.symbol = symbol;
      this.fewest = fewest;
      this.most = most;
    }

    /** How the operator is written. */
    public String symbol() {
      return symbol;
    }

    /** Whether it takes that many arguments. */
    public boolean takes(int arguments) {
      return arguments >= fewest && arguments <= most;
    }

    /** Whether it compares two values. */
    public boolean isComparison() {
      return switch (this) {
        case LESS_EQUAL, LESS, GREATER_EQUAL, GREATER, EQUAL, NOT_EQUAL -> true;
        default -> false;
      };
    }

    /** Whether it joins or negates conditions. */
    public boolean isLogical() {
      return this == AND || this == OR || this == NOT;
    }

    /** Whether it is written {@code name(arguments)}. */
    public boolean isFunction() {
      return Character.isLetter(symbol.charAt(0)) && !isLogical();
    }

    /** The function of that name, or null. */
    static @Nullable Operator function(String name) {
      for (Operator operator : values()) {
        if (operator.isFunction() && operator.symbol.equals(name)) {
          return operator;
        }
      }
      return null;
    }
  }

  /** Where names get their values; a name without one is unknown or inactive. */
  @FunctionalInterface
  interface Scope {
    /** The value of that name, null where it has none. */
    @Nullable Value value(String name);
  }

  /** Reads a formula. */
  static Formula parse(String text) throws FormulaException {
    return new FormulaParser(text).parse();
  }

  /** Reads a formula that may be indexed, and writes it out. */
  static Formula parse(String text, Indices indices) throws FormulaException {
    return indices.isEmpty() ? parse(text) : new FormulaParser(text, indices).parse();
  }

  /**
   * Reads a formula that may be indexed, or one for every combination of elements: {@code for i in
   * 1..9: x[i] <= x[i+1]}.
   */
  static List<Formula> parseAll(String text, Indices indices) throws FormulaException {
    return indices.isEmpty() ? List.of(parse(text)) : new FormulaParser(text, indices).parseAll();
  }

  /** The names that occur, in order of first occurrence. */
  default Set<String> names() {
    var names = new LinkedHashSet<String>();
    visit(
        formula -> {
          if (formula instanceof Name(String name)) {
            names.add(name);
          }
        });
    return names;
  }

  /** Calls the visitor on every node, parents first. */
  default void visit(Consumer<Formula> visitor) {
    visitor.accept(this);
    if (this instanceof Apply apply) {
      apply.arguments.forEach(argument -> argument.visit(visitor));
    }
  }

  /** Whether the formula states something that holds or not, rather than a number. */
  default boolean isCondition() {
    return this instanceof Apply apply
        && (apply.operator.isComparison() || apply.operator.isLogical());
  }

  /**
   * The numeric value, which may be NaN or infinite; a condition is 1 or 0.
   *
   * @throws IllegalArgumentException where a name has no numeric value
   */
  default double number(Scope scope) {
    return Evaluation.number(this, scope);
  }

  /**
   * Whether the condition holds.
   *
   * @throws IllegalArgumentException where a name has no value, or none of the right kind
   */
  default boolean holds(Scope scope) {
    return violation(scope) == 0;
  }

  /**
   * How far the condition is from holding: the amount by which a comparison of numbers fails, 1 for
   * a comparison of text, the sum over {@code and}, the least over {@code or}; a number holds when
   * it is not 0. A comparison with NaN does not hold and is infinitely violated.
   *
   * @throws IllegalArgumentException where a name has no value, or none of the right kind
   */
  default double violation(Scope scope) {
    return Evaluation.violation(this, scope, Evaluation.Missing.REFUSED);
  }

  /** The formula as it would be written, fully parenthesised; reads back as an equal formula. */
  default String text() {
    return switch (this) {
      case Number(double value) -> literal(value);
      case Text(String value) -> "'" + value.replace("'", "''") + "'";
      case Name(String name) -> name;
      case Apply(Operator operator, List<Formula> arguments) -> {
        List<String> parts = arguments.stream().map(Formula::text).toList();
        if (operator.isFunction()) {
          yield operator.symbol() + "(" + String.join(", ", parts) + ")";
        }
        yield parts.size() == 1
            ? "(" + operator.symbol() + " " + parts.getFirst() + ")"
            : "(" + String.join(" " + operator.symbol() + " ", parts) + ")";
      }
    };
  }

  private static String literal(double value) {
    double size = Math.abs(value);
    String digits =
        size == Math.rint(size) && size < 1e15 ? Long.toString((long) size) : Double.toString(size);
    return Math.copySign(1, value) < 0 ? "(- " + digits + ")" : digits;
  }
}
