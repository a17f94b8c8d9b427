package org.talweg.program.linear;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.talweg.model.Direction;
import org.talweg.program.Nlp;
import org.talweg.program.Sparsity;
import org.talweg.program.derivative.AlgebraicNlp;
import org.talweg.program.expression.Algebra;
import org.talweg.program.expression.Degree;

/**
 * The numbers of a program whose constraints are linear and whose objective is linear or quadratic:
 * values and derivatives at 0 are all there is to it,
 *
 * <pre>
 *   min f(x), cL &lt;= c(x) &lt;= cU    is    min f(0) + f'(0) x + 1/2 x' f''(0) x,
 *                                           cL - c(0) &lt;= c'(0) x &lt;= cU - c(0)
 * </pre>
 *
 * so that what is known of such programs (certificates, convexity, solvers of their own) serves
 * those that are written as formulas too.
 */
public final class LinearView {
  private LinearView() {}

  /** The program as rows and columns; empty where it is neither linear nor quadratic. */
  public static Optional<LinearProgram> of(AlgebraicNlp nlp, Algebra algebra) {
    int n = nlp.variables();
    int m = nlp.constraints();
    boolean linear = nlp.nonlinearRows() == 0;
    if (!linear
        && !(nlp.nonlinear(-1)
            && nlp.nonlinearRows() == 1
            && Degree.of(algebra.dag(), algebra.objective().nonlinear()) <= 2)) {
      return Optional.empty();
    }
    double[] zero = new double[n];
    double[] cost = new double[n];
    double[] constant = new double[m];
    double[] entries = new double[nlp.jacobianSparsity().size()];
    nlp.gradient(zero, cost);
    nlp.constraints(zero, constant);
    nlp.jacobian(zero, entries);
    double sign = algebra.direction() == Direction.MINIMIZE ? 1 : -1;
    double offset = sign * nlp.objective(zero);
    Optional<Columns> quadratic = linear ? Optional.empty() : Optional.of(hessian(nlp, sign));
    if (!finite(cost)
        || !finite(constant)
        || !finite(entries)
        || !Double.isFinite(offset)
        || quadratic.filter(q -> !finite(q.value())).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        new LinearProgram(
            algebra.name(),
            algebra.direction(),
            offset,
            Arrays.stream(cost).map(c -> sign * c).toArray(),
            quadratic,
            Columns.of(
                m, n, nlp.jacobianSparsity().row(), nlp.jacobianSparsity().column(), entries),
            less(nlp.constraintLower(), constant),
            less(nlp.constraintUpper(), constant),
            nlp.lower(),
            nlp.upper(),
            algebra.integer(),
            new boolean[n],
            IntStream.range(0, m).mapToObj(algebra::constraintName).toList(),
            IntStream.range(0, n).mapToObj(algebra::variableName).toList()));
  }

  private static Columns hessian(Nlp nlp, double sign) {
    Sparsity where = nlp.hessianSparsity();
    double[] values = new double[where.size()];
    nlp.hessian(new double[nlp.variables()], sign, new double[nlp.constraints()], values);
    return Columns.of(nlp.variables(), nlp.variables(), where.row(), where.column(), values);
  }

  private static boolean finite(double... values) {
    return Arrays.stream(values).allMatch(Double::isFinite);
  }

  private static double[] less(double[] sides, double[] constants) {
    double[] shifted = new double[sides.length];
    Arrays.setAll(shifted, i -> sides[i] - constants[i]);
    return shifted;
  }
}
