package org.talweg.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The small language of problem files: {@code 100*(y - x^2)^2}, {@code lc + lp <= 4}, {@code mode =
 * normal}.
 *
 * <p>A formula is a tree of numbers, text, names and applied operators. It is read by {@link
 * FormulaParser} and evaluated here over a {@link Scope}; true is 1 and false is 0. Other forms may
 * translate the same tree into something faster.
 */
public sealed interface Formula {
  /** A literal number. */
  record Number(double value) implements Formula {}

  /** A literal text in quotes. */
  record Text(String text) implements Formula {}

  /** A parameter, a measured quantity, or the level of a choice written without quotes. */
  record Name(String name) implements Formula {}

  /** An operator or function applied to its arguments. */
  record Apply(Operator operator, List<Formula> arguments) implements Formula {
    public Apply {
      arguments = List.copyOf(arguments);
    }
  }

  /** Every operator and function of the language with the number of arguments it takes. */
  enum Operator {
    ADD("+", 2, 2),
    SUBTRACT("-", 2, 2),
    MULTIPLY("*", 2, 2),
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

    /** Whether it is written {@code name(arguments)}. */
    public boolean isFunction() {
      return ordinal() >= ABS.ordinal();
    }

    /** Whether it compares two values. */
    public boolean isComparison() {
      return ordinal() >= LESS_EQUAL.ordinal() && ordinal() <= NOT_EQUAL.ordinal();
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
    @Nullable Value value(String name);
  }

  /** Reads a formula. */
  static Formula parse(String text) throws FormulaException {
    return new FormulaParser(text).parse();
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
    return this instanceof Apply(Operator operator, List<Formula> _)
        && (operator.isComparison()
            || operator == Operator.AND
            || operator == Operator.OR
            || operator == Operator.NOT);
  }

  /**
   * The numeric value; a condition is 1 or 0.
   *
   * @throws IllegalArgumentException where a name has no numeric value
   */
  default double number(Scope scope) {
    return switch (this) {
      case Number(double value) -> value;
      case Text(String text) ->
          throw new IllegalArgumentException("'" + text + "' is not a number");
      case Name(String name) -> {
        Value value = scope.value(name);
        if (value == null) {
          throw new IllegalArgumentException("'" + name + "' has no value here");
        }
        yield value.number();
      }
      case Apply apply ->
          apply.isCondition() ? (apply.holds(scope) ? 1 : 0) : evaluate(apply, scope);
    };
  }

  /** Whether the condition holds. */
  default boolean holds(Scope scope) {
    return violation(scope) == 0;
  }

  /**
   * How far the condition is from holding: the amount by which a comparison of numbers fails, 1 for
   * a comparison of text, the sum over {@code and}, the least over {@code or}; a number holds when
   * it is not 0.
   */
  default double violation(Scope scope) {
    if (!(this instanceof Apply(Operator operator, List<Formula> arguments))) {
      return number(scope) != 0 ? 0 : 1;
    }
    return switch (operator) {
      case AND -> arguments.stream().mapToDouble(a -> a.violation(scope)).sum();
      case OR -> arguments.stream().mapToDouble(a -> a.violation(scope)).min().orElse(0);
      case NOT -> arguments.getFirst().holds(scope) ? 1 : 0;
      case LESS_EQUAL, LESS, GREATER_EQUAL, GREATER, EQUAL, NOT_EQUAL ->
          Comparisons.violation(operator, arguments.get(0), arguments.get(1), scope);
      default -> number(scope) != 0 ? 0 : 1;
    };
  }

  private static double evaluate(Apply apply, Scope scope) {
    List<Formula> arguments = apply.arguments;
    double a = arguments.getFirst().number(scope);
    return switch (apply.operator) {
      case ADD -> a + arguments.get(1).number(scope);
      case SUBTRACT -> a - arguments.get(1).number(scope);
      case MULTIPLY -> a * arguments.get(1).number(scope);
      case DIVIDE -> a / arguments.get(1).number(scope);
      case POWER -> Math.pow(a, arguments.get(1).number(scope));
      case NEGATE -> -a;
      case ABS -> Math.abs(a);
      case MIN -> arguments.stream().mapToDouble(f -> f.number(scope)).reduce(a, Math::min);
      case MAX -> arguments.stream().mapToDouble(f -> f.number(scope)).reduce(a, Math::max);
      case SQRT -> Math.sqrt(a);
      case EXP -> Math.exp(a);
      case LOG -> Math.log(a);
      case LOG2 -> Math.log(a) / Math.log(2);
      case LOG10 -> Math.log10(a);
      case SIN -> Math.sin(a);
      case COS -> Math.cos(a);
      case TAN -> Math.tan(a);
      case ASIN -> Math.asin(a);
      case ACOS -> Math.acos(a);
      case ATAN -> Math.atan(a);
      case SINH -> Math.sinh(a);
      case COSH -> Math.cosh(a);
      case TANH -> Math.tanh(a);
      case FLOOR -> Math.floor(a);
      case CEIL -> Math.ceil(a);
      case ROUND -> Math.rint(a);
      case LESS_EQUAL, LESS, GREATER_EQUAL, GREATER, EQUAL, NOT_EQUAL, AND, OR, NOT ->
          throw new IllegalStateException(apply.operator + " is a condition");
    };
  }

  /** The formula as it would be written, fully parenthesised. */
  default String text() {
    return switch (this) {
      case Number(double value) ->
          value == Math.rint(value) && Math.abs(value) < 1e15
              ? Long.toString((long) value)
              : Double.toString(value);
      case Text(String text) -> "'" + text + "'";
      case Name(String name) -> name;
      case Apply(Operator operator, List<Formula> arguments) -> {
        List<String> parts = arguments.stream().map(Formula::text).toList();
        if (operator.isFunction()) {
          yield operator.symbol() + "(" + String.join(", ", parts) + ")";
        }
        yield parts.size() == 1
            ? "(" + operator.symbol() + " " + parts.getFirst() + ")"
            : "("
                + String.join(" " + operator.symbol().toLowerCase(Locale.ROOT) + " ", parts)
                + ")";
      }
    };
  }
}
