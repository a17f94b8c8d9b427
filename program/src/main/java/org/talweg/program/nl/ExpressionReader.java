package org.talweg.program.nl;

import java.util.Arrays;
import org.talweg.program.expression.Dag;
import org.talweg.program.expression.Op;

/**
 * Reads expressions, which the format writes operator first. A stack of our own keeps what is open,
 * so that no file can nest deep enough to overflow the thread's.
 */
final class ExpressionReader {
  private final NlSource source;
  private final Dag dag;
  private final int variables;

  /** The node of each defined variable, -1 while it is not defined. */
  private final int[] defined;

  /** Open operators: code, how many arguments, where they begin among the operands. */
  private int[] open = new int[48];

  private int openCount;
  private int[] operands = new int[16];
  private int operandCount;

  ExpressionReader(NlSource source, Dag dag, int variables, int definedVariables) {
    this.source = source;
    this.dag = dag;
    this.variables = variables;
    this.defined = new int[definedVariables];
    Arrays.fill(defined, -1);
  }

  void define(int index, int node) throws NlFormatException {
    int place = index - variables;
    if (place < 0 || place >= defined.length) {
      throw source.mistake(
          defined.length == 0
              ? "V%d defines a variable, but the header declares none".formatted(index)
              : "V%d should be from V%d to V%d"
                  .formatted(index, variables, variables + defined.length - 1));
    } else if (defined[place] >= 0) {
      throw source.mistake("V" + index + " is defined twice");
    }
    defined[place] = node;
  }

  /** A variable or defined variable. */
  int variable(int index) throws NlFormatException {
    if (index >= 0 && index < variables) {
      return dag.variable(index);
    }
    int place = index - variables;
    if (place < 0 || place >= defined.length) {
      throw source.mistake(
          "v%d: variables are v0 to v%d".formatted(index, variables + defined.length - 1));
    } else if (defined[place] < 0) {
      throw source.mistake(
          "v%d is used before its definition ends; V%d must come first and must not need itself"
              .formatted(index, index));
    }
    return defined[place];
  }

  /** Reads an expression that begins on the next line. */
  int read() throws NlFormatException {
    openCount = 0;
    operandCount = 0;
    do {
      int letter = source.letter();
      switch (letter) {
        case 'n' -> operand(dag.constant(source.real("a number")));
        case 's', 'l' -> operand(dag.constant(source.whole(letter, "a number")));
        case 'v' -> operand(variable(source.integer("a variable's number")));
        case 'o' -> operator(source.integer("an operator's number"));
        case 'f' ->
            throw source.mistake(
                "imported functions are not supported: this one lives in a library of the"
                    + " modelling tool's");
        case 'h' -> throw source.mistake("text in an expression is not supported");
        case -1 -> throw source.mistake("the file ends within an expression");
        default ->
            throw source.mistake(
                "an expression begins with o, v, n, s or l, not with " + printable(letter));
      }
    } while (openCount > 0);
    return operands[0];
  }

  static String printable(int letter) {
    return letter > ' ' && letter < 127 ? "'" + (char) letter + "'" : "byte " + (letter & 255);
  }

  private void operator(int code) throws NlFormatException {
    if (code == PIECEWISE) {
      piecewise();
      return;
    }
    int arity = arity(code);
    if (arity < 0) {
      arity = source.count("the number of arguments");
      if (arity < 1 || arity > source.left()) {
        throw source.mistake(arity + " arguments: there must be 1 or more, and as many follow");
      }
    }
    if (openCount + 3 > open.length) {
      open = Arrays.copyOf(open, 2 * open.length);
    }
    open[openCount++] = code;
    open[openCount++] = arity;
    open[openCount++] = operandCount;
  }

  /** Takes an operand, and applies the operators that it completes. */
  private void operand(int node) throws NlFormatException {
    int value = node;
    while (true) {
      if (operandCount == operands.length) {
        operands = Arrays.copyOf(operands, 2 * operandCount);
      }
      operands[operandCount++] = value;
      if (openCount == 0 || operandCount - open[openCount - 1] < open[openCount - 2]) {
        return;
      }
      int from = open[openCount - 1];
      int code = open[openCount - 3];
      openCount -= 3;
      value = apply(code, Arrays.copyOfRange(operands, from, operandCount));
      operandCount = from;
    }
  }

  private static final int PIECEWISE = 64;

  /** How many arguments; -1 where the next line says it. */
  private int arity(int code) throws NlFormatException {
    return switch (code) {
      case 13, 14, 15, 16, 34, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 49, 50, 51, 52, 53, 77 ->
          1;
      case 0, 1, 2, 3, 4, 5, 6, 20, 21, 22, 23, 24, 28, 29, 30, 48, 55, 56, 57, 58 -> 2;
      case 62, 63, 66, 67, 68, 69, 73, 76, 78 -> 2;
      case 35, 72 -> 3;
      case 11, 12, 54, 59, 60, 70, 71, 74 -> -1;
      default ->
          throw source.mistake("o" + code + " is no operator that can be read in an expression");
    };
  }

  private int apply(int code, int[] of) throws NlFormatException {
    return switch (code) {
      case 0 -> dag.add(of[0], of[1]);
      case 1 -> dag.subtract(of[0], of[1]);
      case 2 -> dag.multiply(of[0], of[1]);
      case 3 -> dag.divide(of[0], of[1]);
      case 4 -> dag.apply(Op.REMAINDER, of[0], of[1]);
      case 5, 76, 78 -> dag.power(of[0], of[1]);
      case 6 -> dag.apply(Op.MAX, dag.subtract(of[0], of[1]), dag.constant(0));
      case 11 -> list(Op.MIN, of);
      case 12 -> list(Op.MAX, of);
      case 13 -> dag.apply(Op.FLOOR, of[0]);
      case 14 -> dag.apply(Op.CEIL, of[0]);
      case 15 -> dag.apply(Op.ABS, of[0]);
      case 16 -> dag.negate(of[0]);
      case 20 -> dag.apply(Op.OR, of[0], of[1]);
      case 21 -> dag.apply(Op.AND, of[0], of[1]);
      case 22 -> dag.apply(Op.LESS, of[0], of[1]);
      case 23 -> dag.apply(Op.LESS_EQUAL, of[0], of[1]);
      case 24 -> dag.apply(Op.EQUAL, of[0], of[1]);
      case 28 -> dag.apply(Op.LESS_EQUAL, of[1], of[0]);
      case 29 -> dag.apply(Op.LESS, of[1], of[0]);
      case 30 -> dag.apply(Op.NOT_EQUAL, of[0], of[1]);
      case 34 -> dag.apply(Op.NOT, of[0]);
      case 35, 72 -> dag.choose(of[0], of[1], of[2]);
      case 37 -> dag.apply(Op.TANH, of[0]);
      case 38 -> dag.apply(Op.TAN, of[0]);
      case 39 -> dag.apply(Op.SQRT, of[0]);
      case 40 -> dag.apply(Op.SINH, of[0]);
      case 41 -> dag.apply(Op.SIN, of[0]);
      case 42 -> dag.apply(Op.LOG10, of[0]);
      case 43 -> dag.apply(Op.LOG, of[0]);
      case 44 -> dag.apply(Op.EXP, of[0]);
      case 45 -> dag.apply(Op.COSH, of[0]);
      case 46 -> dag.apply(Op.COS, of[0]);
      case 47 -> dag.apply(Op.ATANH, of[0]);
      case 48 -> dag.apply(Op.ATAN2, of[0], of[1]);
      case 49 -> dag.apply(Op.ATAN, of[0]);
      case 50 -> dag.apply(Op.ASINH, of[0]);
      case 51 -> dag.apply(Op.ASIN, of[0]);
      case 52 -> dag.apply(Op.ACOSH, of[0]);
      case 53 -> dag.apply(Op.ACOS, of[0]);
      case 54 -> dag.sum(of);
      case 55 -> dag.apply(Op.TRUNCATE, dag.divide(of[0], of[1]));
      case 57 -> digits(Op.ROUND, of[0], of[1]);
      case 58 -> digits(Op.TRUNCATE, of[0], of[1]);
      case 59 -> count(of);
      case 60 -> numberOf(of);
      case 62 -> dag.apply(Op.LESS_EQUAL, of[0], of[1]);
      case 63 -> dag.apply(Op.LESS_EQUAL, of[1], of[0]);
      case 66 -> dag.apply(Op.EQUAL, of[0], of[1]);
      case 67 -> dag.apply(Op.LESS, of[1], of[0]);
      case 68 -> dag.apply(Op.LESS, of[0], of[1]);
      case 69 -> dag.apply(Op.NOT_EQUAL, of[0], of[1]);
      case 70 -> list(Op.AND, of);
      case 71 -> list(Op.OR, of);
      case 73 -> dag.apply(Op.EQUAL, truth(of[0]), truth(of[1]));
      case 77 -> dag.square(of[0]);
      default -> throw source.mistake("o" + code + " is not supported");
    };
  }

  /** Combines pairs, pairs of pairs and so on, so that the nesting stays low. */
  private int list(Op op, int[] of) {
    int[] level = of;
    for (int count = of.length; count > 1; count = (count + 1) / 2) {
      int[] next = new int[(count + 1) / 2];
      for (int k = 0; k < next.length; k++) {
        next[k] = 2 * k + 1 < count ? dag.apply(op, level[2 * k], level[2 * k + 1]) : level[2 * k];
      }
      level = next;
    }
    return level[0];
  }

  private int truth(int node) {
    return dag.apply(Op.NOT_EQUAL, node, dag.constant(0));
  }

  private int count(int[] conditions) {
    return dag.sum(Arrays.stream(conditions).map(this::truth).toArray());
  }

  private int numberOf(int[] of) {
    return dag.sum(
        Arrays.stream(of).skip(1).map(each -> dag.apply(Op.EQUAL, each, of[0])).toArray());
  }

  /** Rounds to so many digits after the point. */
  private int digits(Op op, int a, int digits) throws NlFormatException {
    if (dag.op(digits) != Op.CONSTANT) {
      throw source.mistake("the number of digits to round to must be a constant");
    }
    int scale = dag.constant(Math.pow(10, dag.value(digits)));
    return dag.divide(dag.apply(op, dag.multiply(scale, a)), scale);
  }

  /**
   * A piecewise linear function of a variable, 0 at 0: slopes s0, s1, ... and between them the
   * breakpoints b1, b2, ..., as s0 x + sum (s[k] - s[k-1]) max(x - b[k], 0) + constant.
   */
  private void piecewise() throws NlFormatException {
    int slopes = source.count("the number of slopes");
    if (slopes < 1 || slopes > source.left()) {
      throw source.mistake(slopes + " slopes: there must be 1 or more, and as many follow");
    }
    double[] slope = new double[slopes];
    double[] breakpoint = new double[slopes];
    slope[0] = constant("a slope");
    for (int k = 1; k < slopes; k++) {
      breakpoint[k] = constant("a breakpoint");
      slope[k] = constant("a slope");
    }
    if (source.letter() != 'v') {
      throw source.mistake("a piecewise linear term ends with a variable, v and its number");
    }
    int x = variable(source.integer("a variable's number"));
    int[] terms = new int[slopes + 1];
    terms[0] = dag.multiply(dag.constant(slope[0]), x);
    double atZero = 0;
    for (int k = 1; k < slopes; k++) {
      double change = slope[k] - slope[k - 1];
      int beyond = dag.subtract(x, dag.constant(breakpoint[k]));
      terms[k] = dag.multiply(dag.constant(change), dag.apply(Op.MAX, beyond, dag.constant(0)));
      atZero += change * Math.max(-breakpoint[k], 0);
    }
    terms[slopes] = dag.constant(-atZero);
    operand(dag.sum(terms));
  }

  private double constant(String what) throws NlFormatException {
    int letter = source.letter();
    return switch (letter) {
      case 'n' -> source.real(what);
      case 's', 'l' -> source.whole(letter, what);
      default -> throw source.mistake(what + " is missing: n and a number");
    };
  }
}
