package org.talweg.program.convex;

import org.talweg.program.expression.Algebra;
import org.talweg.program.expression.Dag;
import org.talweg.program.expression.Op;

/**
 * The curvature of every expression of a program, by the rules of composition: for h(a(x)),
 *
 * <pre>
 *   h convex and   a affine,   or h increasing and a convex,   or h decreasing and a concave
 * </pre>
 *
 * make it convex, and the opposite concave, where h need have its shape only on the range of a over
 * the variables' bounds (by interval arithmetic). Besides: a quotient (affine)^2 / affine, the norm
 * sqrt(sum of squares), and a log a.
 *
 * <p>Source: Grant, Boyd and Ye 2006. Cost: one pass over the graph.
 */
final class Curvature {
  private static final double INF = Double.POSITIVE_INFINITY;

  private final Dag dag;
  private final int variables;
  private final double[] low;
  private final double[] high;
  private final boolean[] convex;
  private final boolean[] concave;

  Curvature(Algebra algebra) {
    this.dag = algebra.dag();
    this.variables = algebra.variables();
    int size = dag.size();
    low = new double[size];
    high = new double[size];
    convex = new boolean[size];
    concave = new boolean[size];
    for (int node = 0; node < size; node++) {
      low[node] = -INF;
      high[node] = INF;
      look(node, algebra);
    }
  }

  int variables() {
    return variables;
  }

  /** Whether that multiple of the expression is convex. */
  boolean convex(int node, double weight) {
    return weight == 0 || (weight > 0 ? convex[node] : concave[node]);
  }

  /** Whether it is a number. */
  boolean constant(int node) {
    return dag.op(node) == Op.CONSTANT;
  }

  /** The least that it can be. */
  double low(int node) {
    return low[node];
  }

  private void range(int node, double from, double to) {
    low[node] = from <= to ? from : -INF; // NaN leaves it open
    high[node] = from <= to ? to : INF;
  }

  private void bend(int node, boolean up, boolean down) {
    convex[node] = up;
    concave[node] = down;
  }

  private boolean affine(int node) {
    return convex[node] && concave[node];
  }

  private void look(int node, Algebra algebra) {
    int a = dag.arity(node) > 0 ? dag.argument(node, 0) : -1;
    int b = dag.arity(node) > 1 ? dag.argument(node, 1) : -1;
    switch (dag.op(node)) {
      case CONSTANT -> {
        range(node, dag.value(node), dag.value(node));
        bend(node, true, true);
      }
      case VARIABLE -> {
        range(node, algebra.lower()[dag.index(node)], algebra.upper()[dag.index(node)]);
        bend(node, true, true);
      }
      case ADD -> {
        range(node, low[a] + low[b], high[a] + high[b]);
        bend(node, convex[a] && convex[b], concave[a] && concave[b]);
      }
      case SUBTRACT -> {
        range(node, low[a] - high[b], high[a] - low[b]);
        bend(node, convex[a] && concave[b], concave[a] && convex[b]);
      }
      case SUM -> sum(node);
      case NEGATE -> {
        range(node, -high[a], -low[a]);
        bend(node, concave[a], convex[a]);
      }
      case MULTIPLY -> multiply(node, a, b);
      case DIVIDE -> divide(node, a, b);
      case SQUARE -> evenPower(node, a, 2);
      case POWER -> power(node, a, b);
      case EXP -> {
        range(node, Math.exp(low[a]), Math.exp(high[a]));
        bend(node, convex[a], false);
      }
      case LOG, LOG10 -> {
        double unit = dag.op(node) == Op.LOG ? 1 : Math.log(10);
        range(node, low[a] > 0 ? Math.log(low[a]) / unit : -INF, Math.log(high[a]) / unit);
        bend(node, false, concave[a]);
      }
      case SQRT -> {
        range(node, Math.sqrt(Math.max(0, low[a])), high[a] >= 0 ? Math.sqrt(high[a]) : INF);
        bend(node, sumOfSquares(a), concave[a]);
      }
      case ABS -> {
        range(node, distance(a), Math.max(Math.abs(low[a]), Math.abs(high[a])));
        bend(node, convexOfSize(a), false);
      }
      case COSH -> {
        range(node, 1, INF);
        bend(node, convexOfSize(a), false);
      }
      case MAX -> {
        range(node, Math.max(low[a], low[b]), Math.max(high[a], high[b]));
        bend(node, convex[a] && convex[b], false);
      }
      case MIN -> {
        range(node, Math.min(low[a], low[b]), Math.min(high[a], high[b]));
        bend(node, false, concave[a] && concave[b]);
      }
      default -> {}
    }
  }

  private void sum(int node) {
    double from = 0;
    double to = 0;
    boolean up = true;
    boolean down = true;
    for (int k = 0; k < dag.arity(node); k++) {
      int term = dag.argument(node, k);
      from += low[term];
      to += high[term];
      up &= convex[term];
      down &= concave[term];
    }
    range(node, from, to);
    bend(node, up, down);
  }

  private void multiply(int node, int a, int b) {
    double[] corners = {low[a] * low[b], low[a] * high[b], high[a] * low[b], high[a] * high[b]};
    double from = INF;
    double to = -INF;
    for (double corner : corners) {
      double value = Double.isNaN(corner) ? 0 : corner; // 0 times infinity
      from = Math.min(from, value);
      to = Math.max(to, value);
    }
    range(node, from, to);
    if (constant(a) || constant(b)) {
      double factor = constant(a) ? low[a] : low[b];
      int other = constant(a) ? b : a;
      bend(node, convex(other, factor), convex(other, -factor));
    } else {
      bend(node, entropy(a, b) || entropy(b, a), false);
    }
  }

  /** a log a. */
  private boolean entropy(int a, int b) {
    return affine(a) && dag.op(b) == Op.LOG && dag.argument(b, 0) == a;
  }

  private void divide(int node, int a, int b) {
    if (constant(b)) {
      double factor = 1 / low[b];
      range(
          node,
          Math.min(factor * low[a], factor * high[a]),
          Math.max(factor * low[a], factor * high[a]));
      bend(node, convex(a, factor), convex(a, -factor));
    } else if (low[b] > 0) {
      if (low[a] >= 0) {
        range(node, low[a] / high[b], high[a] / low[b]);
      }
      boolean reciprocal = constant(a) && concave[b];
      boolean quotient = dag.op(a) == Op.SQUARE && affine(dag.argument(a, 0)) && affine(b);
      bend(node, (reciprocal && low[a] >= 0) || quotient, reciprocal && low[a] <= 0);
    }
  }

  private void power(int node, int a, int b) {
    if (constant(a) && low[a] > 0) {
      double rate = Math.log(low[a]);
      range(node, 0, INF);
      bend(node, convex(b, rate), false);
    } else if (constant(b)) {
      double p = low[b];
      if (p >= 2 && p % 2 == 0) {
        evenPower(node, a, p);
      } else if (p >= 1 && low[a] >= 0) {
        range(node, Math.pow(low[a], p), Math.pow(high[a], p));
        bend(node, convex[a], p == 1 && concave[a]);
      } else if (p >= 1 && p % 2 == 1 && high[a] <= 0) {
        range(node, Math.pow(low[a], p), Math.pow(high[a], p));
        bend(node, p == 1 && convex[a], concave[a]);
      } else if (p > 0 && p < 1) {
        range(node, 0, INF);
        bend(node, false, concave[a]);
      } else if (p < 0 && low[a] > 0) {
        range(node, Math.pow(high[a], p), Math.pow(low[a], p));
        bend(node, concave[a], false);
      }
    }
  }

  private void evenPower(int node, int a, double p) {
    double most = Math.max(Math.abs(low[a]), Math.abs(high[a]));
    range(node, Math.pow(distance(a), p), Math.pow(most, p));
    bend(node, convexOfSize(a), false);
  }

  /** Whether a convex, even function that grows with |a| is convex of this. */
  private boolean convexOfSize(int a) {
    return affine(a) || (convex[a] && low[a] >= 0) || (concave[a] && high[a] <= 0);
  }

  /** How near to 0 it comes. */
  private double distance(int a) {
    return Math.max(0, Math.max(low[a], -high[a]));
  }

  private boolean sumOfSquares(int node) {
    return switch (dag.op(node)) {
      case CONSTANT -> low[node] >= 0;
      case SQUARE -> affine(dag.argument(node, 0));
      case ADD, SUM -> {
        boolean all = true;
        for (int k = 0; k < dag.arity(node) && all; k++) {
          all = sumOfSquares(dag.argument(node, k));
        }
        yield all;
      }
      case MULTIPLY -> {
        int a = dag.argument(node, 0);
        yield constant(a) && low[a] >= 0 && sumOfSquares(dag.argument(node, 1));
      }
      default -> false;
    };
  }
}
