package org.talweg.model;

import java.util.ArrayList;
import java.util.List;
import org.talweg.model.Formula.Apply;
import org.talweg.model.Formula.Operator;

/**
 * Reads formulas by recursive descent. From loosest to tightest: {@code or}, {@code and}, {@code
 * not}, comparisons (which may be chained: {@code 0 <= x <= 1}), {@code + -}, {@code * /}, unary
 * minus, {@code ^} (to the right), atoms.
 */
final class FormulaParser {
  /** Deeper nesting than any person writes, and shallow enough for the default stack. */
  private static final int MAX_DEPTH = 200;

  private final String text;
  private int at = 0;
  private int depth = 0;

  FormulaParser(String text) {
    this.text = text;
  }

  Formula parse() throws FormulaException {
    skipSpace();
    if (at == text.length()) {
      throw new FormulaException("the formula is empty", 0);
    }
    Formula formula = or();
    if (at < text.length()) {
      throw error("expected an operator or the end, found '" + text.charAt(at) + "'");
    }
    return formula;
  }

  private Formula or() throws FormulaException {
    if (++depth > MAX_DEPTH) {
      throw error("the formula is nested more than " + MAX_DEPTH + " deep");
    }
    Formula formula = and();
    if (word("or")) {
      var parts = new ArrayList<>(List.of(formula, and()));
      while (word("or")) {
        parts.add(and());
      }
      formula = new Apply(Operator.OR, parts);
    }
    depth--;
    return formula;
  }

  private Formula and() throws FormulaException {
    Formula formula = not();
    if (!word("and")) {
      return formula;
    }
    var parts = new ArrayList<>(List.of(formula, not()));
    while (word("and")) {
      parts.add(not());
    }
    return new Apply(Operator.AND, parts);
  }

  private Formula not() throws FormulaException {
    int negations = 0;
    while (word("not")) {
      negations++;
    }
    Formula formula = comparison();
    return negations % 2 == 0 ? formula : new Apply(Operator.NOT, List.of(formula));
  }

  private Formula comparison() throws FormulaException {
    Formula left = sum();
    var parts = new ArrayList<Formula>();
    while (true) {
      Operator operator =
          symbol("<=")
              ? Operator.LESS_EQUAL
              : symbol(">=")
                  ? Operator.GREATER_EQUAL
                  : symbol("!=")
                      ? Operator.NOT_EQUAL
                      : symbol("<")
                          ? Operator.LESS
                          : symbol(">")
                              ? Operator.GREATER
                              : symbol("==") || symbol("=") ? Operator.EQUAL : null;
      if (operator == null) {
        return parts.isEmpty()
            ? left
            : parts.size() == 1 ? parts.getFirst() : new Apply(Operator.AND, parts);
      }
      Formula right = sum();
      parts.add(new Apply(operator, List.of(left, right)));
      left = right;
    }
  }

  private Formula sum() throws FormulaException {
    Formula formula = product();
    while (true) {
      if (symbol("+")) {
        formula = new Apply(Operator.ADD, List.of(formula, product()));
      } else if (symbol("-")) {
        formula = new Apply(Operator.SUBTRACT, List.of(formula, product()));
      } else {
        return formula;
      }
    }
  }

  private Formula product() throws FormulaException {
    Formula formula = unary();
    while (true) {
      if (symbol("*")) {
        formula = new Apply(Operator.MULTIPLY, List.of(formula, unary()));
      } else if (symbol("/")) {
        formula = new Apply(Operator.DIVIDE, List.of(formula, unary()));
      } else {
        return formula;
      }
    }
  }

  private Formula unary() throws FormulaException {
    int minuses = 0;
    while (true) {
      if (symbol("-")) {
        minuses++;
      } else if (!symbol("+")) {
        break;
      }
    }
    Formula formula = power();
    return minuses % 2 == 0 ? formula : new Apply(Operator.NEGATE, List.of(formula));
  }

  private Formula power() throws FormulaException {
    Formula base = atom();
    if (!symbol("^")) {
      return base;
    }
    if (++depth > MAX_DEPTH) {
      throw error("the formula is nested more than " + MAX_DEPTH + " deep");
    }
    Formula exponent = unary();
    depth--;
    return new Apply(Operator.POWER, List.of(base, exponent));
  }

  private Formula atom() throws FormulaException {
    if (at == text.length()) {
      throw error("expected a number, a name or '(' but the formula ends");
    }
    char c = text.charAt(at);
    if (symbol("(")) {
      Formula inner = or();
      if (!symbol(")")) {
        throw error("expected ')'");
      }
      return inner;
    }
    if (c == '\'' || c == '"') {
      return quoted(c);
    }
    if (isDigit(c) || c == '.') {
      return number();
    }
    if (Character.isLetter(c) || c == '_') {
      return nameOrCall();
    }
    throw error("expected a number, a name or '(', found '" + c + "'");
  }

  private Formula quoted(char quote) throws FormulaException {
    int end = text.indexOf(quote, at + 1);
    if (end < 0) {
      throw error("the quote is never closed");
    }
    String inside = text.substring(at + 1, end);
    at = end + 1;
    skipSpace();
    return new Formula.Text(inside);
  }

  private Formula number() throws FormulaException {
    int start = at;
    while (at < text.length() && (isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
      at++;
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      int exponent = at + 1;
      if (exponent < text.length()
          && (text.charAt(exponent) == '+' || text.charAt(exponent) == '-')) {
        exponent++;
      }
      if (exponent < text.length() && isDigit(text.charAt(exponent))) {
        at = exponent;
        while (at < text.length() && isDigit(text.charAt(at))) {
          at++;
        }
      }
    }
    String digits = text.substring(start, at);
    try {
      double value = Double.parseDouble(digits);
      if (Double.isInfinite(value)) {
        throw new FormulaException("the number " + digits + " is too large", start);
      }
      skipSpace();
      return new Formula.Number(value);
    } catch (NumberFormatException e) {
      throw new FormulaException("'" + digits + "' is not a number", start);
    }
  }

  private Formula nameOrCall() throws FormulaException {
    int start = at;
    String name = name();
    skipSpace();
    if (at == text.length() || text.charAt(at) != '(') {
      return new Formula.Name(name);
    }
    Operator function = Operator.function(name);
    if (function == null) {
      throw new FormulaException(
          "there is no function '" + name + "'; functions are " + functions(), start);
    }
    symbol("(");
    var arguments = new ArrayList<Formula>();
    do {
      arguments.add(or());
    } while (symbol(","));
    if (!symbol(")")) {
      throw error("expected ',' or ')'");
    }
    if (!function.takes(arguments.size())) {
      throw new FormulaException(name + " takes one argument, not " + arguments.size(), start);
    }
    return new Apply(function, arguments);
  }

  private String name() {
    int start = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
      at++;
    }
    return text.substring(start, at);
  }

  /** Takes a whole word, such as {@code and}. */
  private boolean word(String word) {
    int end = at + word.length();
    boolean found =
        text.startsWith(word, at)
            && (end == text.length()
                || !(Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_'));
    if (found) {
      at = end;
      skipSpace();
    }
    return found;
  }

  private boolean symbol(String symbol) {
    if (!text.startsWith(symbol, at)) {
      return false;
    }
    at += symbol.length();
    skipSpace();
    return true;
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static String functions() {
    var names = new ArrayList<String>();
    for (Operator operator : Operator.values()) {
      if (operator.isFunction()) {
        names.add(operator.symbol());
      }
    }
    return String.join(", ", names);
  }

  private FormulaException error(String message) {
    return new FormulaException(message, at);
  }
}
