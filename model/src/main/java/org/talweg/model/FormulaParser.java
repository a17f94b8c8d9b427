package org.talweg.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.talweg.model.Formula.Apply;
import org.talweg.model.Formula.Operator;

/**
 * Reads formulas by recursive descent. From loosest to tightest: {@code or}, {@code and}, {@code
 * not}, comparisons (which may be chained: {@code 0 <= x <= 1}), {@code + -}, {@code * /}, unary
 * minus, {@code ^} (to the right), atoms.
 *
 * <p>A chain of sums is one flat sum, in which {@code a - b + c} is {@code a + (-b) + c}, the same
 * number to the last bit; likewise a chain of products up to a division. What nests deeper than
 * {@link Formula#MAX_DEPTH} is refused, in the text as in the tree.
 */
final class FormulaParser {
  private final FormulaReader reader;

  /** Nesting of the text around the place being read. */
  private int depth = 0;

  /** Nesting of the operators read so far. */
  private final IdentityHashMap<Formula, Integer> heights = new IdentityHashMap<>();

  /** Chained comparisons read so far. */
  private int chains = 0;

  /** Null where nothing is indexed. */
  private final @Nullable IndexedReader indexed;

  FormulaParser(String text) {
    reader = new FormulaReader(text);
    indexed = null;
  }

  /** Reads formulas that may be indexed, and writes them out. */
  FormulaParser(String text, Indices indices) {
    reader = new FormulaReader(text);
    indexed = new IndexedReader(reader, indices, this::sum);
  }

  /**
   * Reads a formula, or one for every combination of elements: {@code for i in 1..9: x[i] <=
   * x[i+1]}.
   */
  List<Formula> parseAll() throws FormulaException {
    int start = reader.at();
    if (indexed != null && reader.word("for") && indexed.atRange("")) {
      var formulas = new ArrayList<Formula>();
      indexed.expand(formulas, this::or, this::or);
      if (!reader.ended()) {
        throw reader.expected("an operator or the end");
      }
      return formulas;
    }
    reader.goTo(start);
    return List.of(parse());
  }

  /** Reads a formula written in a program, where a mistake is an illegal argument. */
  static Formula read(String text) {
    try {
      return Formula.parse(text);
    } catch (FormulaException e) {
      throw new IllegalArgumentException(
          "in '" + text + "' after " + e.offset() + " characters: " + e.getMessage(), e);
    }
  }

  Formula parse() throws FormulaException {
    if (reader.ended()) {
      throw new FormulaException("the formula is empty", 0);
    }
    Formula formula = or();
    if (!reader.ended()) {
      throw reader.expected("an operator or the end");
    }
    return formula;
  }

  private Formula or() throws FormulaException {
    enter();
    Formula first = and();
    var parts = new ArrayList<>(List.of(first));
    while (reader.word("or")) {
      parts.add(and());
    }
    depth--;
    return parts.size() == 1 ? first : apply(Operator.OR, parts);
  }

  private Formula and() throws FormulaException {
    Formula first = not();
    var parts = new ArrayList<>(List.of(first));
    while (reader.word("and")) {
      parts.add(not());
    }
    return parts.size() == 1 ? first : apply(Operator.AND, parts);
  }

  private Formula not() throws FormulaException {
    boolean negated = false;
    while (reader.word("not")) {
      negated = !negated;
    }
    Formula formula = comparison();
    return negated ? apply(Operator.NOT, List.of(formula)) : formula;
  }

  /**
   * The middle of a chain is evaluated twice, so a chain in the middle of a chain of chains would
   * take time exponential in its depth: it is refused.
   */
  private Formula comparison() throws FormulaException {
    Formula left = sum();
    boolean leftHasChain = false;
    var parts = new ArrayList<Formula>();
    while (true) {
      int place = reader.at();
      Operator operator = comparisonOperator();
      if (operator == null) {
        break;
      }
      if (leftHasChain) {
        throw new FormulaException(
            "a chained comparison stands inside another; join comparisons with 'and'", place);
      }
      int chainsBefore = chains;
      Formula right = sum();
      leftHasChain = chains > chainsBefore;
      parts.add(apply(operator, List.of(left, right)));
      left = right;
    }
    if (parts.size() > 1) {
      chains++;
      return apply(Operator.AND, parts);
    }
    return parts.isEmpty() ? left : parts.getFirst();
  }

  private @Nullable Operator comparisonOperator() {
    if (reader.symbol("<=")) {
      return Operator.LESS_EQUAL;
    } else if (reader.symbol(">=")) {
      return Operator.GREATER_EQUAL;
    } else if (reader.symbol("!=")) {
      return Operator.NOT_EQUAL;
    } else if (reader.symbol("<")) {
      return Operator.LESS;
    } else if (reader.symbol(">")) {
      return Operator.GREATER;
    } else if (reader.symbol("==") || reader.symbol("=")) {
      return Operator.EQUAL;
    }
    return null;
  }

  private Formula sum() throws FormulaException {
    Formula first = product();
    var terms = new ArrayList<>(List.of(first));
    boolean subtracted = false;
    while (true) {
      if (reader.symbol("+")) {
        terms.add(product());
      } else if (reader.symbol("-")) {
        terms.add(apply(Operator.NEGATE, List.of(product())));
        subtracted = true;
      } else if (terms.size() == 2 && subtracted) {
        Formula right = ((Apply) terms.getLast()).arguments().getFirst();
        return apply(Operator.SUBTRACT, List.of(first, right));
      } else {
        return terms.size() == 1 ? first : apply(Operator.ADD, terms);
      }
    }
  }

  private Formula product() throws FormulaException {
    var factors = new ArrayList<>(List.of(unary()));
    while (true) {
      if (reader.symbol("*")) {
        factors.add(unary());
      } else if (reader.symbol("/")) {
        Formula dividend = productOf(factors);
        factors = new ArrayList<>(List.of(apply(Operator.DIVIDE, List.of(dividend, unary()))));
      } else {
        return productOf(factors);
      }
    }
  }

  private Formula productOf(List<Formula> factors) throws FormulaException {
    return factors.size() == 1 ? factors.getFirst() : apply(Operator.MULTIPLY, factors);
  }

  private Formula unary() throws FormulaException {
    boolean negated = false;
    while (true) {
      if (reader.symbol("-")) {
        negated = !negated;
      } else if (!reader.symbol("+")) {
        break;
      }
    }
    Formula formula = power();
    return negated ? apply(Operator.NEGATE, List.of(formula)) : formula;
  }

  private Formula power() throws FormulaException {
    Formula base = atom();
    if (!reader.symbol("^")) {
      return base;
    }
    enter();
    Formula exponent = unary();
    depth--;
    return apply(Operator.POWER, List.of(base, exponent));
  }

  private Formula atom() throws FormulaException {
    if (reader.symbol("(")) {
      Formula inner = or();
      if (!reader.symbol(")")) {
        throw reader.expected("')'");
      }
      return inner;
    }
    if (reader.peek() == '\'' || reader.peek() == '"') {
      return new Formula.Text(reader.quoted());
    }
    if (reader.atNumber()) {
      return new Formula.Number(reader.number());
    }
    if (reader.atName() && !reader.atReservedWord()) {
      return nameOrCall();
    }
    throw reader.expected("a number, a name or '('");
  }

  private Formula nameOrCall() throws FormulaException {
    int start = reader.at();
    String name = reader.name();
    if (indexed != null) {
      Formula meaning = indexed(indexed, name, start);
      if (meaning != null) {
        return meaning;
      }
    }
    if (reader.peek() != '(') {
      return new Formula.Name(name);
    }
    Operator function = Operator.function(name);
    if (function == null) {
      throw new FormulaException(
          "there is no function '"
              + FormulaReader.shortened(name)
              + "'; functions are "
              + functions(),
          start);
    }
    reader.symbol("(");
    var arguments = new ArrayList<Formula>();
    do {
      arguments.add(or());
    } while (reader.symbol(","));
    if (!reader.symbol(")")) {
      throw reader.expected("',' or ')'");
    }
    if (!function.takes(arguments.size())) {
      throw new FormulaException(name + " takes one argument, not " + arguments.size(), start);
    }
    return apply(function, arguments);
  }

  /** What the name begins that only indexed formulas have, or null. */
  private @Nullable Formula indexed(IndexedReader indices, String name, int start)
      throws FormulaException {
    if (reader.symbol("[")) {
      return indices.indexed(name, start);
    } else if (reader.peek() != '(') {
      return indices.meaning(name);
    }
    Operator joined =
        switch (name) {
          case "sum" -> Operator.ADD;
          case "prod" -> Operator.MULTIPLY;
          case "min" -> Operator.MIN;
          case "max" -> Operator.MAX;
          default -> null;
        };
    if (joined == null || !indices.atRange("(")) {
      return null;
    }
    reader.symbol("(");
    var bodies = new ArrayList<Formula>();
    indices.expand(bodies, this::or, this::or);
    if (!reader.symbol(")")) {
      throw reader.expected("')'");
    }
    if (bodies.isEmpty() && joined != Operator.ADD && joined != Operator.MULTIPLY) {
      throw new FormulaException("the " + name + " of nothing has no value", start);
    }
    return switch (bodies.size()) {
      case 0 -> new Formula.Number(joined == Operator.ADD ? 0 : 1);
      case 1 -> bodies.getFirst();
      default -> apply(joined, bodies);
    };
  }

  private void enter() throws FormulaException {
    if (++depth > Formula.MAX_DEPTH) {
      throw tooDeep();
    }
  }

  private Formula apply(Operator operator, List<Formula> arguments) throws FormulaException {
    int height = 0;
    for (Formula argument : arguments) {
      height = Math.max(height, heights.getOrDefault(argument, 0));
    }
    if (height == Formula.MAX_DEPTH) {
      throw tooDeep();
    }
    Formula formula = new Apply(operator, arguments);
    heights.put(formula, height + 1);
    return formula;
  }

  private FormulaException tooDeep() {
    return new FormulaException(
        "the formula is nested more than " + Formula.MAX_DEPTH + " deep", reader.at());
  }

  private static String functions() {
    return Arrays.stream(Operator.values())
        .filter(Operator::isFunction)
        .map(Operator::symbol)
        .collect(Collectors.joining(", "));
  }
}
