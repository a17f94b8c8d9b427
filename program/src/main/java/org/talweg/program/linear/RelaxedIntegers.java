package org.talweg.program.linear;

import java.util.Optional;
import org.talweg.engine.Capability;
import org.talweg.engine.Reformulated;
import org.talweg.engine.Reformulation;
import org.talweg.program.PrimalDual;

/**
 * An integer program without its integrality:
 *
 * <pre>
 *   x_j integer    becomes    x_j real;     x_j = 0 or l &lt;= x_j &lt;= u    becomes    min(0, l) &lt;= x_j &lt;= u
 * </pre>
 *
 * A relaxation: its optimum bounds the program's, and its multipliers certify that bound. The way
 * back rounds, which may violate rows; the problem's judgement tells.
 */
public final class RelaxedIntegers
    implements Reformulation<LinearProgram, PrimalDual, LinearProgram, PrimalDual> {
  @Override
  public Capability capability() {
    return Capability.reformulation(
        "relaxed-integers",
        LinearProgram.MIXED_INTEGER,
        LinearProgram.LINEAR,
        "Leaves integrality out; the solution is rounded, the bound holds.",
        "folklore");
  }

  @Override
  public Exactness exactness() {
    return Exactness.RELAXATION;
  }

  /** Rounding covers little of the way, where it is feasible at all. */
  @Override
  public double survives(LinearProgram problem) {
    return 0.5;
  }

  @Override
  public boolean keepsObjective() {
    return true;
  }

  @Override
  public Optional<Reformulated<LinearProgram, PrimalDual, PrimalDual>> apply(
      LinearProgram program) {
    return Optional.of(
        new Reformulated<>(
            Certificates.relaxed(program),
            solution -> Certificates.rounded(program, solution),
            (x, judged) -> judged));
  }
}
