package org.talweg.program.inclusion;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.talweg.model.Assessment;
import org.talweg.model.AssessmentException;
import org.talweg.model.Features;
import org.talweg.model.Form;
import org.talweg.model.Objective;
import org.talweg.model.Problem;

/**
 * A monotone inclusion:
 *
 * <pre>
 *   find u with 0 in F(u) + G(u),   F monotone, G maximal monotone with a known resolvent J
 * </pre>
 *
 * such as the saddle point of a convex-concave function (F is its gradient in the one, and minus
 * its gradient in the other), a Nash equilibrium, or a variational inequality (G is the normal cone
 * of its set). A solution u is judged by the natural residual, 0 at a solution and nowhere else:
 *
 * <pre>
 *   || u - J_1(u - F(u)) ||
 * </pre>
 *
 * <p>One evaluation of the budget is one evaluation of all n components; a component counts 1/n.
 *
 * @param start where to begin, of length d
 * @param lipschitz L with E ||F_i(u) - F_i(v)||^2 &lt;= L^2 ||u - v||^2, i uniform
 * @param cocoercive whether &lt;F(u) - F(v), u - v&gt; &gt;= E ||F_i(u) - F_i(v)||^2 / L, as for
 *     gradients of convex functions
 * @param tolerance the residual at which to stop
 */
@SuppressWarnings("ArrayRecordComponent") // a vector, never compared
public record MonotoneInclusion(
    String name,
    FiniteSumOperator operator,
    Resolvent resolvent,
    double[] start,
    double lipschitz,
    boolean cocoercive,
    double tolerance)
    implements Problem<double[]> {
  public static final Form MONOTONE_INCLUSION = new Form("monotone-inclusion");

  /** n, the number of components. */
  public static final String COMPONENTS = "components";

  /** 1 where the operator is known to be cocoercive, else 0. */
  public static final String COCOERCIVE = "cocoercive";

  public MonotoneInclusion {
    start = start.clone();
    if (start.length != operator.dimension() || operator.components() < 1) {
      throw new IllegalArgumentException(
          "a start of length %d for an operator of dimension %d with %d components"
              .formatted(start.length, operator.dimension(), operator.components()));
    }
    if (!(lipschitz > 0) || Double.isInfinite(lipschitz) || !(tolerance >= 0)) {
      throw new IllegalArgumentException(
          "a Lipschitz constant is positive and a tolerance not negative, not %s and %s"
              .formatted(lipschitz, tolerance));
    }
  }

  /**
   * The zero-sum game min over x, max over y of y' A x on probability simplices: F(x, y) = (A' y,
   * -A x), u being x, then y, from the uniform strategies. A square A is split by its rows and
   * columns, so that component i is (n A_i. y_i, -n A_.i x_i), with L the Frobenius norm of A.
   *
   * @param a the payoff to the player y, one row for each of its moves
   */
  public static MonotoneInclusion game(String name, double[][] a, double tolerance) {
    return MatrixGame.inclusion(name, a, tolerance);
  }

  @Override
  public Form form() {
    return MONOTONE_INCLUSION;
  }

  @Override
  public Features features() {
    return Features.none()
        .with(Features.DIMENSION, operator.dimension())
        .with(COMPONENTS, operator.components())
        .with(COCOERCIVE, cocoercive ? 1 : 0)
        .with(Features.OBJECTIVES, 1);
  }

  @Override
  public List<Objective> objectives() {
    return List.of(Objective.minimize("residual"));
  }

  /** The natural residual of u. */
  public double residual(double[] u) {
    double[] f = new double[u.length];
    operator.evaluate(u, f);
    double[] moved = new double[u.length];
    for (int j = 0; j < u.length; j++) {
      moved[j] = u[j] - f[j];
    }
    resolvent.apply(1, moved);
    double squares = 0;
    for (int j = 0; j < u.length; j++) {
      squares += (u[j] - moved[j]) * (u[j] - moved[j]);
    }
    return Math.sqrt(squares);
  }

  @Override
  public Assessment assess(double[] u) throws AssessmentException {
    if (u.length != operator.dimension()) {
      throw new AssessmentException(
          "a solution has %d coordinates, not %d".formatted(operator.dimension(), u.length));
    }
    double residual = residual(u);
    if (Double.isNaN(residual)) {
      throw new AssessmentException("the residual is not a number");
    }
    // Zero is the residual's least value, so that any solution's distance from it is known.
    return new Assessment(List.of(residual), 0, OptionalDouble.of(0), Map.of());
  }
}
