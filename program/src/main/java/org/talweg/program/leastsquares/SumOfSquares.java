package org.talweg.program.leastsquares;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.talweg.model.Direction;
import org.talweg.program.expression.Algebra;
import org.talweg.program.expression.Dag;
import org.talweg.program.expression.Op;
import org.talweg.program.expression.Row;

/**
 * Recognises an objective that is a sum of squares,
 *
 * <pre>
 *   w sum over i of w[i] r[i](x)^2,   w, w[i] &gt;= 0   (or minus that, to be maximised: not recognised)
 * </pre>
 *
 * and makes of it the program whose constraints are the residuals sqrt(w w[i]) r[i]. Exact.
 */
final class SumOfSquares {
  private final Dag dag;
  private final List<Row> residuals = new ArrayList<>();

  private SumOfSquares(Dag dag) {
    this.dag = dag;
  }

  /** The residuals as the constraints of a program with the same variables, or empty. */
  static Optional<Algebra> residuals(Algebra algebra) {
    Row objective = algebra.objective();
    boolean linearPart = Arrays.stream(objective.coefficients()).anyMatch(c -> c != 0);
    var squares = new SumOfSquares(algebra.dag());
    if (linearPart
        || algebra.direction() != Direction.MINIMIZE
        || !squares.collect(objective.nonlinear(), 1)
        || squares.residuals.isEmpty()) {
      return Optional.empty();
    }
    int m = squares.residuals.size();
    double[] none = new double[m];
    return Optional.of(
        new Algebra(
            algebra.name(),
            algebra.dag(),
            algebra.variableNames(),
            algebra.lower(),
            algebra.upper(),
            algebra.integer(),
            algebra.start(),
            Direction.MINIMIZE,
            Row.of(algebra.dag().constant(0)),
            List.of(),
            squares.residuals,
            none,
            none));
  }

  /** Collects the squares of a term times a weight; false where it is no sum of squares. */
  private boolean collect(int term, double weight) {
    return switch (dag.op(term)) {
      case CONSTANT -> dag.value(term) >= 0; // it moves no minimum
      case ADD, SUM -> {
        boolean all = true;
        for (int k = 0; k < dag.arity(term) && all; k++) {
          all = collect(dag.argument(term, k), weight);
        }
        yield all;
      }
      case MULTIPLY -> {
        int factor = dag.argument(term, 0);
        yield dag.op(factor) == Op.CONSTANT
            && dag.value(factor) >= 0
            && collect(dag.argument(term, 1), weight * dag.value(factor));
      }
      case SQUARE -> {
        residuals.add(Row.of(dag.multiply(dag.constant(Math.sqrt(weight)), dag.argument(term, 0))));
        yield true;
      }
      default -> false;
    };
  }
}
