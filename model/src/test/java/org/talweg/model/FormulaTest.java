package org.talweg.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.model.Formula.Apply;
import org.talweg.model.Formula.Operator;

class FormulaTest {
  private static final Map<String, Double> VALUES = Map.of("x", 0.5, "y", -3.0, "größe_2", 7.0);
  private static final Formula.Scope SCOPE =
      name -> VALUES.containsKey(name) ? new Value.Real(VALUES.get(name)) : null;

  /** A tree, and its value worked out without it. */
  record Case(Formula tree, DoubleSupplier value) {}

  @Property
  void whatIsWrittenReadsBackEqual(@ForAll("cases") Case c) throws FormulaException {
    assertThat(Formula.parse(c.tree().text())).isEqualTo(c.tree());
  }

  @Property
  void theValueIsThatOfTheSameCalculationInJava(@ForAll("cases") Case c) {
    assertThat(c.tree().number(SCOPE)).isEqualTo(Double.valueOf(c.value().getAsDouble()));
  }

  @Property
  void unparenthesisedFormulasFollowPrecedence(@ForAll("flat") String text)
      throws FormulaException {
    assertThat(Formula.parse(text).number(SCOPE))
        .isEqualTo(Double.valueOf(new Precedence(text).value()));
  }

  @Property
  void anyTextIsReadOrRefusedInsideIt(@ForAll("soup") String text) {
    try {
      Formula formula = Formula.parse(text);
      assertThat(Formula.parse(formula.text()).text()).isEqualTo(formula.text());
    } catch (FormulaException e) {
      assertThat(e.offset()).isBetween(0, text.length());
      assertThat(e).message().isNotBlank();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "lc + lp <= 4 | ((lc + lp) <= 4)",
        "0 <= x <= 1 | ((0 <= x) and (x <= 1))",
        "-x^2 | (- (x ^ 2))",
        "2^3^2 | (2 ^ (3 ^ 2))",
        "2^-1 | (2 ^ (- 1))",
        "a - b - c | (a + (- b) + (- c))",
        "a / b * c | ((a / b) * c)",
        "not a = 1 and b = 2 or c = 3 | (((not (a = 1)) and (b = 2)) or (c = 3))",
        "mode == 'it''s' | (mode = 'it''s')",
        "min(x, y , 3) | min(x, y, 3)",
        "1e-300 * .5 | (1.0E-300 * 0.5)",
        "nothing + order + android | (nothing + order + android)",
        "größe_2 > 𝑥 | (größe_2 > 𝑥)",
      })
  void formulasReadAs(String text, String expected) throws FormulaException {
    assertThat(Formula.parse(text).text()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~ | 0 | empty",
        "~   ~ | 0 | empty",
        "1 + | 3 | the formula ends",
        "1 2 | 2 | found '2'",
        "(1 + 2 | 6 | expected ')'",
        "1 + 2) | 5 | found ')'",
        "x < | 3 | expected a number",
        "x =< 3 | 3 | found '<'",
        "mode = 'fast | 7 | never closed",
        "1e400 | 0 | too large",
        "1.2.3 | 0 | '1.2.3' is not a number",
        "3 * . | 4 | '.' is not a number",
        "2x | 1 | found 'x'",
        "sinus(x) | 0 | functions are abs, min",
        "1 + sqrt(x, y) | 4 | takes one argument, not 2",
        "min() | 4 | expected a number",
        "min(1 2) | 6 | expected ',' or ')'",
        "x + and | 4 | found 'and'",
        "a && b | 2 | found '&'",
        "x ≤ 3 | 2 | found '≤'",
        "x + 🙂 | 4 | found '🙂'",
        "[1] | 0 | found '['",
        "1 < (0 < x < 1) < 2 | 16 | join comparisons with 'and'",
      })
  void mistakesAreNamedWithTheirPlace(String text, int offset, String message) {
    var e = catchThrowableOfType(FormulaException.class, () -> Formula.parse(text));
    assertThat(e).hasMessageContaining(message);
    assertThat(e.offset()).isEqualTo(offset);
  }

  @Test
  void longSumsAndProductsAreReadAndEvaluated() throws FormulaException {
    String ones = String.join(" + ", Collections.nCopies(100_000, "1"));
    assertThat(Formula.parse(ones).number(SCOPE)).isEqualTo(100_000);
    assertThat(Formula.parse(ones)).isEqualTo(Formula.parse(Formula.parse(ones).text()));
    String differences = "0" + " - 1 + x".repeat(100_000);
    assertThat(Formula.parse(differences).number(SCOPE)).isEqualTo(-50_000);
    String products = String.join("*", Collections.nCopies(100_000, "1"));
    assertThat(Formula.parse(products).number(SCOPE)).isEqualTo(1);
    String conditions = String.join(" and ", Collections.nCopies(100_000, "x < 1"));
    assertThat(Formula.parse(conditions).holds(SCOPE)).isTrue();
    assertThat(Formula.parse("-".repeat(100_001) + "x").number(SCOPE)).isEqualTo(-0.5);
    assertThat(Formula.parse("not ".repeat(100_001) + "x").holds(SCOPE)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"(,1,)", "sin(,x,)", "-(,1,)", "not (,1,)", "2^,2,''", "'',1,/2", "'2*',1,/2"})
  void whatNestsTooDeepIsRefused(String before, String inside, String after)
      throws FormulaException {
    assertThat(Formula.parse(nested(before, inside, after, 90)).names()).hasSizeLessThan(2);
    for (int depth : List.of(201, 100_000)) {
      assertThatThrownBy(() -> Formula.parse(nested(before, inside, after, depth)))
          .isInstanceOf(FormulaException.class)
          .hasMessageContaining("nested more than 200 deep");
    }
  }

  private static String nested(String before, String inside, String after, int depth) {
    return before.repeat(depth) + inside + after.repeat(depth);
  }

  @Test
  void deepButReadFormulasEvaluateOnASmallStack() throws Exception {
    Formula deep = Formula.parse(nested("sin(", "x", ")", 199));
    var failure = new ArrayList<Throwable>();
    Thread thread = new Thread(null, () -> deep.number(SCOPE), "small stack", 256 * 1024);
    thread.setUncaughtExceptionHandler((_, e) -> failure.add(e));
    thread.start();
    thread.join();
    assertThat(failure).isEmpty();
  }

  @Test
  void nestedChainsTakeNoExponentialTime() throws FormulaException {
    // A chain on the left of another is evaluated once, however deep.
    Formula formula = Formula.parse(nested("(", "x", " < 2 < 3)", 90));
    assertThat(formula.holds(SCOPE)).isTrue();
    assertThat(formula.text().length()).isLessThan(10_000);
  }

  @Test
  void longWordsAreShortenedInMessages() {
    assertThatThrownBy(() -> Formula.parse("9".repeat(100_000))).message().hasSizeLessThan(100);
    assertThatThrownBy(() -> Formula.parse("f".repeat(100_000) + "(1)"))
        .message()
        .hasSizeLessThan(400);
  }

  @ParameterizedTest
  @CsvSource({
    "x <= 2, 0",
    "x <= 0.25, 0.25",
    "x >= 2, 1.5",
    "x = 0.5, 0",
    "x = 1, 0.5",
    "x != 0.5, 1",
    "x <= 0.25 and y >= 0, 3.25",
    "x <= 0.25 or y >= 0, 0.25",
    "not x <= 2, 1",
    "x, 0",
    "x - x, 1",
    "'a' = 'a', 0",
    "'a' = 'b', 1",
    "'4' = 4, 0",
    "'4' != 4, 1",
    "'a' = 4, 1",
    "'4' <= 5, 0",
    "log(y) < 1, Infinity",
    "log(y) != 1, Infinity",
    "log(y), Infinity",
    "-1/0 < 3, 0",
  })
  void violationIsTheDistanceFromHolding(String text, double violation) throws FormulaException {
    assertThat(Formula.parse(text).violation(SCOPE)).isEqualTo(violation);
  }

  @Property
  void aStrictComparisonOfEqualsIsViolated(@ForAll double a) {
    var number = new Formula.Name("a");
    Formula.Scope scope = name -> new Value.Real(a);
    var less = new Apply(Operator.LESS, List.of(number, number));
    var greater = new Apply(Operator.GREATER, List.of(number, number));
    assertThat(less.violation(scope)).isPositive();
    assertThat(greater.violation(scope)).isPositive();
  }

  @Property
  void aConditionHoldsExactlyWhereItIsNotViolated(
      @ForAll double a, @ForAll double b, @ForAll("comparisons") Operator operator) {
    var comparison = new Apply(operator, List.of(new Formula.Name("a"), new Formula.Name("b")));
    boolean expected =
        switch (operator) {
          case LESS -> a < b;
          case LESS_EQUAL -> a <= b;
          case GREATER -> a > b;
          case GREATER_EQUAL -> a >= b;
          case EQUAL -> a == b;
          default -> a != b;
        };
    Formula.Scope scope = name -> new Value.Real(name.equals("a") ? a : b);
    assertThat(comparison.holds(scope)).isEqualTo(expected);
    assertThat(new Apply(Operator.NOT, List.of(comparison)).holds(scope)).isEqualTo(!expected);
    assertThat(comparison.number(scope)).isEqualTo(expected ? 1 : 0);
  }

  @Property
  void binaryLogarithmsOfPowersOfTwoAreExact(@ForAll @IntRange(min = -1074, max = 1023) int n)
      throws FormulaException {
    Formula.Scope scope = name -> new Value.Real(Math.scalb(1.0, n));
    assertThat(Formula.parse("log2(p)").number(scope)).isEqualTo(n);
  }

  @Test
  void missingAndNonNumericNamesAreNamed() throws FormulaException {
    Formula unknown = Formula.parse("1 + nowhere");
    assertThatThrownBy(() -> unknown.number(SCOPE)).hasMessageContaining("'nowhere'");
    assertThatThrownBy(() -> unknown.holds(SCOPE)).hasMessageContaining("'nowhere'");
    Formula text = Formula.parse("1 + mode");
    assertThatThrownBy(() -> text.number(name -> new Value.Text("NaN")))
        .hasMessage("'NaN' is not a number");
  }

  @Test
  void wronglyAppliedOperatorsCannotBeBuilt() {
    assertThatThrownBy(() -> new Apply(Operator.SIN, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Formula.Number(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Provide
  Arbitrary<Operator> comparisons() {
    return Arbitraries.of(Operator.class).filter(Operator::isComparison);
  }

  @Provide
  Arbitrary<Case> cases() {
    Arbitrary<Case> leaves =
        Arbitraries.oneOf(
            Arbitraries.doubles()
                .between(0, 1e20)
                .map(v -> v + 0.0)
                .map(v -> new Case(new Formula.Number(v), () -> v)),
            Arbitraries.of(VALUES.keySet())
                .map(n -> new Case(new Formula.Name(n), () -> VALUES.get(n))));
    return Arbitraries.recursive(() -> leaves, FormulaTest::grown, 0, 4);
  }

  private static Arbitrary<Case> grown(Arbitrary<Case> smaller) {
    Arbitrary<Case> one =
        Combinators.combine(Arbitraries.of(UNARY.keySet()), smaller)
            .as(
                (operator, a) ->
                    new Case(
                        new Apply(operator, List.of(a.tree())),
                        () -> UNARY.get(operator).applyAsDouble(a.value().getAsDouble())));
    Arbitrary<Case> two =
        Combinators.combine(Arbitraries.of(BINARY.keySet()), smaller, smaller)
            .as(
                (operator, a, b) ->
                    new Case(
                        new Apply(operator, List.of(a.tree(), b.tree())),
                        () ->
                            BINARY
                                .get(operator)
                                .applyAsDouble(a.value().getAsDouble(), b.value().getAsDouble())));
    Arbitrary<Case> sums =
        smaller
            .list()
            .ofMinSize(3)
            .ofMaxSize(4)
            .map(
                terms ->
                    new Case(
                        new Apply(Operator.ADD, terms.stream().map(Case::tree).toList()),
                        () -> {
                          double sum = terms.getFirst().value().getAsDouble();
                          for (Case term : terms.subList(1, terms.size())) {
                            sum += term.value().getAsDouble();
                          }
                          return sum;
                        }));
    return Arbitraries.oneOf(one, two, sums);
  }

  private static final Map<Operator, DoubleUnaryOperator> UNARY =
      Map.ofEntries(
          Map.entry(Operator.NEGATE, a -> -a),
          Map.entry(Operator.NOT, a -> a == 0 || Double.isNaN(a) ? 1 : 0),
          Map.entry(Operator.ABS, Math::abs),
          Map.entry(Operator.SQRT, Math::sqrt),
          Map.entry(Operator.EXP, Math::exp),
          Map.entry(Operator.LOG, Math::log),
          Map.entry(Operator.LOG10, Math::log10),
          Map.entry(Operator.SIN, Math::sin),
          Map.entry(Operator.COS, Math::cos),
          Map.entry(Operator.TAN, Math::tan),
          Map.entry(Operator.ASIN, Math::asin),
          Map.entry(Operator.ACOS, Math::acos),
          Map.entry(Operator.ATAN, Math::atan),
          Map.entry(Operator.SINH, Math::sinh),
          Map.entry(Operator.COSH, Math::cosh),
          Map.entry(Operator.TANH, Math::tanh),
          Map.entry(Operator.FLOOR, Math::floor),
          Map.entry(Operator.CEIL, Math::ceil),
          Map.entry(Operator.ROUND, Math::rint));

  private static final Map<Operator, DoubleBinaryOperator> BINARY =
      Map.ofEntries(
          Map.entry(Operator.ADD, Double::sum),
          Map.entry(Operator.SUBTRACT, (a, b) -> a - b),
          Map.entry(Operator.MULTIPLY, (a, b) -> a * b),
          Map.entry(Operator.DIVIDE, (a, b) -> a / b),
          Map.entry(Operator.POWER, Math::pow),
          Map.entry(Operator.MIN, Math::min),
          Map.entry(Operator.MAX, Math::max),
          Map.entry(Operator.LESS, (a, b) -> a < b ? 1 : 0),
          Map.entry(Operator.GREATER_EQUAL, (a, b) -> a >= b ? 1 : 0),
          Map.entry(Operator.EQUAL, (a, b) -> a == b ? 1 : 0),
          Map.entry(Operator.AND, (a, b) -> isTrue(a) && isTrue(b) ? 1 : 0),
          Map.entry(Operator.OR, (a, b) -> isTrue(a) || isTrue(b) ? 1 : 0));

  private static boolean isTrue(double a) {
    return a != 0 && !Double.isNaN(a);
  }

  /** Digits joined by operators without any parentheses, such as {@code 1-2*-3^2/4}. */
  @Provide
  Arbitrary<String> flat() {
    Arbitrary<String> operand =
        Combinators.combine(
                Arbitraries.of("", "", "-", "+", "- "), Arbitraries.integers().between(1, 9))
            .as((sign, digit) -> sign + digit);
    Arbitrary<String> operator = Arbitraries.of("+", "-", "*", "/", "^", " - ", " * ");
    return Combinators.combine(operand, operator, operand, operator, operand)
        .as((a, o, b, p, c) -> a + o + b + p + c);
  }

  @Provide
  Arbitrary<String> soup() {
    return Arbitraries.of(
            "x",
            "1",
            "2.5e-3",
            "'fast'",
            "\"it's\"",
            "(",
            ")",
            "+",
            "-",
            "*",
            "/",
            "^",
            "<=",
            "=",
            "!=",
            " ",
            "and",
            " or ",
            "not ",
            "min(",
            "sin(",
            ",",
            "'",
            "\"",
            "\u0000",
            "é",
            "🙂",
            "e",
            ".")
        .list()
        .ofMaxSize(12)
        .map(parts -> String.join("", parts));
  }

  /** Precedence climbing straight to a number: the reference for {@link #flat}. */
  private static final class Precedence {
    private final String text;
    private int at = 0;

    Precedence(String text) {
      this.text = text.replace(" ", "");
    }

    double value() {
      return operation(0);
    }

    private double operation(int least) {
      double left = operand();
      while (at < text.length()) {
        char operator = text.charAt(at);
        int level = operator == '^' ? 3 : operator == '*' || operator == '/' ? 1 : 0;
        if (level < least) {
          break;
        }
        at++;
        double right = operation(operator == '^' ? 3 : level + 1);
        left =
            switch (operator) {
              case '+' -> left + right;
              case '-' -> left - right;
              case '*' -> left * right;
              case '/' -> left / right;
              default -> Math.pow(left, right);
            };
      }
      return left;
    }

    /** A digit, or a sign before everything that binds tighter than the sign: powers. */
    private double operand() {
      char c = text.charAt(at++);
      return switch (c) {
        case '-' -> -operation(3);
        case '+' -> operation(3);
        default -> c - '0';
      };
    }
  }

  @Property
  void readingIsTheSameForAnySpacing(@ForAll("cases") Case c, @ForAll Random random)
      throws FormulaException {
    var spaced = new StringBuilder();
    for (String part : c.tree().text().split(" ", -1)) {
      spaced.append(part).append(" ".repeat(1 + random.nextInt(2))).append("\t");
    }
    assertThat(Formula.parse(spaced.toString())).isEqualTo(c.tree());
  }
}
