package org.talweg.program.expression;

import java.util.List;
import org.talweg.model.Direction;

/**
 * Which way each expression of a program is pressed: where a smaller value can only help (of what
 * is minimised, or at most something), a variable that is at least the expression may stand for it,
 * for it will be pressed down upon it.
 *
 * <p>The program's rows say so of themselves; an expression hands on to its arguments what its
 * monotonicity in them says, by the sign of a factor or an argument where that matters, which their
 * {@linkplain Range ranges} tell. Costs a pass over the graph.
 */
final class Polarity {
  /** A smaller value can only help. */
  static final int DOWN = 1;

  /** A greater value can only help. */
  static final int UP = 2;

  static final int BOTH = DOWN | UP;

  private final Dag dag;
  private final Range[] ranges;

  /** Of every node; 0 where no row needs it. */
  private final int[] pressed;

  private Polarity(Dag dag, Range[] ranges) {
    this.dag = dag;
    this.ranges = ranges;
    this.pressed = new int[ranges.length];
  }

  /** Of every node that has a range; 0 where no row needs it. */
  static int[] of(Algebra algebra, Range[] ranges) {
    var polarity = new Polarity(algebra.dag(), ranges);
    polarity.press(
        algebra.objective().nonlinear(), algebra.direction() == Direction.MINIMIZE ? DOWN : UP);
    List<Row> rows = algebra.constraints();
    for (int i = 0; i < rows.size(); i++) {
      boolean atMost = algebra.constraintUpper()[i] < Double.POSITIVE_INFINITY;
      boolean atLeast = algebra.constraintLower()[i] > Double.NEGATIVE_INFINITY;
      polarity.press(rows.get(i).nonlinear(), (atMost ? DOWN : 0) | (atLeast ? UP : 0));
    }
    for (int node = ranges.length - 1; node >= 0; node--) {
      if (polarity.pressed[node] != 0) {
        polarity.handOn(node, polarity.pressed[node]);
      }
    }
    return polarity.pressed;
  }

  private void press(int node, int way) {
    pressed[node] |= way;
  }

  /** Presses an argument that the expression grows with, falls with, or neither. */
  private void press(int node, int way, boolean grows, boolean falls) {
    press(node, grows ? way : falls ? opposite(way) : BOTH);
  }

  private static int opposite(int way) {
    return ((way & DOWN) != 0 ? UP : 0) | ((way & UP) != 0 ? DOWN : 0);
  }

  private void handOn(int node, int way) {
    Op op = dag.op(node);
    switch (op) {
      case CONSTANT, VARIABLE, PARAMETER -> {}
      case ADD, SUM, MIN, MAX -> all(node, way);
      case SQRT, EXP, LOG, LOG10, ATAN, ASIN, SINH, TANH, ASINH, ACOSH, ATANH -> all(node, way);
      case FLOOR, CEIL, ROUND, TRUNCATE -> all(node, way);
      case NEGATE, ACOS -> press(dag.argument(node, 0), opposite(way));
      case SUBTRACT -> {
        press(dag.argument(node, 0), way);
        press(dag.argument(node, 1), opposite(way));
      }
      case MULTIPLY -> {
        factor(dag.argument(node, 0), ranges[dag.argument(node, 1)], way);
        factor(dag.argument(node, 1), ranges[dag.argument(node, 0)], way);
      }
      case DIVIDE -> {
        Range above = ranges[dag.argument(node, 0)];
        Range below = ranges[dag.argument(node, 1)];
        boolean signed = below.nonnegative() || below.nonpositive();
        factor(dag.argument(node, 0), below, way);
        press(
            dag.argument(node, 1),
            way,
            signed && above.nonpositive(),
            signed && above.nonnegative());
      }
      case SQUARE, COSH, ABS -> {
        int a = dag.argument(node, 0);
        press(a, way, ranges[a].nonnegative(), ranges[a].nonpositive());
      }
      case POWER -> {
        int base = dag.argument(node, 0);
        int exponent = dag.argument(node, 1);
        boolean known = dag.op(exponent) == Op.CONSTANT && ranges[base].nonnegative();
        double e = dag.op(exponent) == Op.CONSTANT ? dag.value(exponent) : 0;
        boolean odd = e > 0 && e == Math.rint(e) && e % 2 != 0;
        press(base, way, odd || (known && e > 0), known && e < 0);
        boolean above = dag.op(base) == Op.CONSTANT && dag.value(base) >= 1;
        press(exponent, way, above, false);
      }
      case CHOOSE -> {
        press(dag.argument(node, 0), BOTH);
        press(dag.argument(node, 1), way);
        press(dag.argument(node, 2), way);
      }
      default -> all(node, BOTH);
    }
  }

  private void factor(int node, Range other, int way) {
    press(node, way, other.nonnegative(), other.nonpositive());
  }

  private void all(int node, int way) {
    for (int k = 0; k < dag.arity(node); k++) {
      press(dag.argument(node, k), way);
    }
  }
}
