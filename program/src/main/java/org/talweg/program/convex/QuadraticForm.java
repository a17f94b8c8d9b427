package org.talweg.program.convex;

import java.util.HashMap;
import java.util.Map;
import org.talweg.program.expression.Dag;
import org.talweg.program.expression.Op;
import org.talweg.program.linear.Columns;

/**
 * A sum of polynomials of degree 2 at most, multiplied out. Only the quadratic part is kept: linear
 * terms and constants do not bend.
 */
final class QuadraticForm {
  /** Products of more entries are not multiplied out. */
  private static final int MOST = 1_000_000;

  private final Dag dag;
  private final int n;

  /** Coefficients of x_i x_j, i at least j, by the key i n + j. */
  private final Map<Long, Double> entries = new HashMap<>();

  QuadraticForm(Dag dag, int variables) {
    this.dag = dag;
    this.n = variables;
  }

  /**
   * Adds a multiple of an expression; false, having added nothing, where it is of higher degree.
   */
  boolean add(int node, double weight) {
    switch (dag.op(node)) {
      case CONSTANT, VARIABLE -> {
        return true;
      }
      case SQUARE -> {
        var a = new HashMap<Integer, Double>();
        return affine(dag.argument(node, 0), 1, a) && product(a, a, weight);
      }
      case POWER -> {
        int exponent = dag.argument(node, 1);
        var a = new HashMap<Integer, Double>();
        return dag.op(exponent) == Op.CONSTANT
            && dag.value(exponent) == 2
            && affine(dag.argument(node, 0), 1, a)
            && product(a, a, weight);
      }
      case MULTIPLY -> {
        var a = new HashMap<Integer, Double>();
        var b = new HashMap<Integer, Double>();
        return affine(dag.argument(node, 0), 1, a)
            && affine(dag.argument(node, 1), 1, b)
            && product(a, b, weight);
      }
      case DIVIDE -> {
        int below = dag.argument(node, 1);
        return dag.op(below) == Op.CONSTANT
            && add(dag.argument(node, 0), weight / dag.value(below));
      }
      default -> {
        return affine(node, 1, new HashMap<>());
      }
    }
  }

  /** Adds an affine expression's coefficients; that of the constant has the key -1. */
  private boolean affine(int node, double weight, Map<Integer, Double> into) {
    return switch (dag.op(node)) {
      case CONSTANT -> {
        into.merge(-1, weight * dag.value(node), Double::sum);
        yield true;
      }
      case VARIABLE -> {
        into.merge(dag.index(node), weight, Double::sum);
        yield true;
      }
      case NEGATE -> affine(dag.argument(node, 0), -weight, into);
      case ADD, SUM -> {
        boolean all = true;
        for (int k = 0; k < dag.arity(node) && all; k++) {
          all = affine(dag.argument(node, k), weight, into);
        }
        yield all;
      }
      case SUBTRACT ->
          affine(dag.argument(node, 0), weight, into)
              && affine(dag.argument(node, 1), -weight, into);
      case MULTIPLY -> {
        int a = dag.argument(node, 0);
        int b = dag.argument(node, 1);
        yield dag.op(a) == Op.CONSTANT
            ? affine(b, weight * dag.value(a), into)
            : dag.op(b) == Op.CONSTANT && affine(a, weight * dag.value(b), into);
      }
      case DIVIDE -> {
        int below = dag.argument(node, 1);
        yield dag.op(below) == Op.CONSTANT
            && affine(dag.argument(node, 0), weight / dag.value(below), into);
      }
      default -> false;
    };
  }

  private boolean product(Map<Integer, Double> a, Map<Integer, Double> b, double weight) {
    if ((long) a.size() * b.size() > MOST) {
      return false;
    }
    a.forEach(
        (i, x) ->
            b.forEach(
                (j, y) -> {
                  if (i >= 0 && j >= 0) {
                    long key = (long) Math.max(i, j) * n + Math.min(i, j);
                    entries.merge(key, weight * x * y, Double::sum);
                  }
                }));
    return true;
  }

  /** The lower triangle of the symmetric Q of 1/2 x'Qx. */
  Columns matrix() {
    int[] row = new int[entries.size()];
    int[] column = new int[row.length];
    double[] value = new double[row.length];
    int k = 0;
    for (var entry : entries.entrySet()) {
      row[k] = (int) (entry.getKey() / n);
      column[k] = (int) (entry.getKey() % n);
      value[k] = row[k] == column[k] ? 2 * entry.getValue() : entry.getValue();
      k++;
    }
    return Columns.of(n, n, row, column, value);
  }
}
