package org.talweg.program.pareto;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.talweg.engine.Capability;
import org.talweg.engine.Reformulated;
import org.talweg.engine.Sweep;
import org.talweg.program.PrimalDual;
import org.talweg.program.Program;

/**
 * The front of several objectives by weighted sums:
 *
 * <pre>
 *   min  w_1 f_1(x) / r_1 + .. + w_k f_k(x) / r_k,   w &gt; 0 evenly spread over w_1 + .. + w_k = 1
 * </pre>
 *
 * Exact: an optimum of each is on the front. But parts of the front that are not on the boundary of
 * its convex hull are never reached, and even weights do not make points that are evenly spread.
 * Programs that are linear or quadratic remain so.
 *
 * <p>Source: L. Zadeh, "Optimality and non-scalar-valued performance criteria", IEEE Trans.
 * Automatic Control 8 (1963).
 */
public final class WeightedSum implements Sweep<ParetoProgram, PrimalDual, Program, PrimalDual> {
  @Override
  public Capability capability() {
    return Capability.reformulation(
        "weighted-sum",
        ParetoProgram.FORM,
        Program.SMOOTH,
        "Traces the convex part of the front by sums with different weights.",
        "Zadeh 1963");
  }

  @Override
  public Exactness exactness() {
    return Exactness.EXACT;
  }

  /** What is not on the convex hull is missed. */
  @Override
  public double survives(ParetoProgram program) {
    return 0.8;
  }

  @Override
  public String account(ParetoProgram program) {
    return "about "
        + POINTS
        + " weighted sums; each optimum is on the front, of which they miss what is not convex";
  }

  @Override
  public Optional<Reformulated<Program, PrimalDual, PrimalDual>> apply(ParetoProgram program) {
    return new Sums(program, POINTS).point(0);
  }

  @Override
  public Course<Program, PrimalDual, PrimalDual> begin(ParetoProgram program, int points) {
    return new Sums(program, points);
  }

  private static final class Sums extends FrontCourse {
    private final List<double[]> all;

    Sums(ParetoProgram problem, int points) {
      super(problem);
      all = lattice(k, points - k);
    }

    @Override
    Optional<Reformulated<Program, PrimalDual, PrimalDual>> point(int number) {
      if (number >= all.size()) {
        return Optional.empty();
      }
      double[] weights = new double[k];
      Arrays.setAll(weights, i -> Math.max(SLIGHTLY, all.get(number)[i]) / range[i]);
      return Optional.of(weighted(weights));
    }
  }
}
