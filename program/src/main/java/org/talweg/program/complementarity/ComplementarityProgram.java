package org.talweg.program.complementarity;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalDouble;
import org.talweg.model.Assessment;
import org.talweg.model.AssessmentException;
import org.talweg.model.Features;
import org.talweg.model.Form;
import org.talweg.model.Objective;
import org.talweg.model.Problem;
import org.talweg.program.PrimalDual;
import org.talweg.program.Program;
import org.talweg.program.expression.Algebra;

/**
 * A mathematical program with complementarity constraints:
 *
 * <pre>
 *   min f(x)   subject to   cL &lt;= c(x) &lt;= cU,   xL &lt;= x &lt;= xU,
 *                           0 &lt;= x[a_k],   0 &lt;= x[b_k],   x[a_k] x[b_k] = 0
 * </pre>
 *
 * <p>The judge recomputes f and the violations from the formulas, as {@link Program} does; a pair
 * is violated by the smaller of its two values, tolerated up to {@value #TOLERANCE}.
 *
 * @param algebra f, c and the bounds, those of the pairs' variables 0 below; to be minimised
 * @param a the first variable of each pair
 * @param b the second one
 */
@SuppressWarnings("ArrayRecordComponent") // shared; nobody compares them
public record ComplementarityProgram(Algebra algebra, int[] a, int[] b)
    implements Problem<PrimalDual> {
  public static final Form COMPLEMENTARITY = new Form("complementarity-program");

  /** The number of pairs. */
  public static final String PAIRS = "pairs";

  private static final double TOLERANCE = 1e-6;

  public ComplementarityProgram {
    if (a.length != b.length) {
      throw new IllegalArgumentException(a.length + " first and " + b.length + " second variables");
    }
    for (int k = 0; k < a.length; k++) {
      if (a[k] == b[k] || algebra.lower()[a[k]] != 0 || algebra.lower()[b[k]] != 0) {
        throw new IllegalArgumentException(
            "pair %d is of two different variables bounded below by 0".formatted(k));
      }
    }
  }

  @Override
  public String name() {
    return algebra.name();
  }

  @Override
  public Form form() {
    return COMPLEMENTARITY;
  }

  @Override
  public Features features() {
    return Features.none()
        .with(Features.DIMENSION, algebra.variables())
        .with(Features.CONSTRAINTS, algebra.constraints().size())
        .with(PAIRS, a.length)
        .with(Features.OBJECTIVES, 1);
  }

  @Override
  public List<Objective> objectives() {
    return List.of(Objective.minimize("objective"));
  }

  @Override
  public Assessment assess(PrimalDual solution) throws AssessmentException {
    Assessment program = Program.of(algebra).assess(PrimalDual.of(solution.x()));
    double worst = 0;
    for (int k = 0; k < a.length; k++) {
      worst = Math.max(worst, Math.min(solution.x()[a[k]], solution.x()[b[k]]));
    }
    var quantities = new LinkedHashMap<>(program.quantities());
    quantities.put("complementarity", worst);
    return new Assessment(
        List.of(program.objective()),
        program.violation() + (worst <= TOLERANCE ? 0 : worst),
        OptionalDouble.empty(),
        quantities);
  }
}
