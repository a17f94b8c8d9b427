package org.talweg.program.bilevel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.talweg.program.Nlp;
import org.talweg.program.Sparsity;

/**
 * A program's constraints as g(z) &lt;= 0 or g(z) = 0, each divided by its gradient's length at a
 * given point, so that multipliers and steps of all have one scale. A constraint with two different
 * bounds makes two rows, one without bounds none.
 */
final class Rows {
  private record Row(int constraint, double factor, double shift, boolean equation) {}

  private final Nlp nlp;
  private final List<Row> rows = new ArrayList<>();
  private final double[] values;
  private final double[] jacobian;
  private final double[] weights;

  Rows(Nlp nlp, double[] at) {
    this.nlp = nlp;
    this.values = new double[nlp.constraints()];
    this.jacobian = new double[nlp.jacobianSparsity().size()];
    this.weights = new double[nlp.constraints()];
    double[] squares = new double[nlp.constraints()];
    nlp.jacobian(at, jacobian);
    for (int k = 0; k < jacobian.length; k++) {
      squares[nlp.jacobianSparsity().row()[k]] += jacobian[k] * jacobian[k];
    }
    for (int i = 0; i < squares.length; i++) {
      double scale = squares[i] > 0 && squares[i] < 1e300 ? 1 / Math.sqrt(squares[i]) : 1;
      double from = nlp.constraintLower()[i];
      double to = nlp.constraintUpper()[i];
      if (from == to) {
        rows.add(new Row(i, scale, to, true));
        continue;
      }
      if (to < Double.POSITIVE_INFINITY) {
        rows.add(new Row(i, scale, to, false));
      }
      if (from > Double.NEGATIVE_INFINITY) {
        rows.add(new Row(i, -scale, from, false));
      }
    }
  }

  int size() {
    return rows.size();
  }

  boolean equation(int i) {
    return rows.get(i).equation;
  }

  /** g(z). */
  void values(double[] z, double[] g) {
    nlp.constraints(z, values);
    for (int i = 0; i < g.length; i++) {
      Row row = rows.get(i);
      g[i] = row.factor * (values[row.constraint] - row.shift);
    }
  }

  /** Adds the transposed Jacobian at z times the multipliers. */
  void addTransposed(double[] z, double[] multipliers, double[] sum) {
    Arrays.fill(weights, 0);
    for (int i = 0; i < multipliers.length; i++) {
      weights[rows.get(i).constraint] += rows.get(i).factor * multipliers[i];
    }
    nlp.jacobian(z, jacobian);
    Sparsity where = nlp.jacobianSparsity();
    for (int k = 0; k < jacobian.length; k++) {
      sum[where.column()[k]] += weights[where.row()[k]] * jacobian[k];
    }
  }
}
