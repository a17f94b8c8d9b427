package org.talweg.program.kink;

import java.util.Optional;
import org.talweg.engine.Capability;
import org.talweg.engine.Reformulated;
import org.talweg.engine.Reformulation;
import org.talweg.model.Form;
import org.talweg.program.PrimalDual;
import org.talweg.program.Program;

/**
 * A program with smooth functions in place of absolute values, maxima and minima:
 *
 * <pre>
 *   |p|        becomes    sqrt(p^2 + e^2),                          too great by at most e
 *   max(p, q)  becomes    (p + q + sqrt((p - q)^2 + e^2)) / 2,      too great by at most e / 2
 * </pre>
 *
 * with e = {@value #WIDTH}, and e or e / 2 less where they are pressed the other way: so a feasible
 * point stays feasible, unless an equation has kinks, which then fails by as much. An
 * approximation: each of the kinks is off by at most e.
 */
public sealed class Smoothing implements Reformulation<Program, PrimalDual, Program, PrimalDual> {
  /** The greatest error of an absolute value. */
  static final double WIDTH = 1e-6;

  private final String name;
  private final Form form;

  /** For programs of real variables. */
  public Smoothing() {
    this("smoothing", Program.SMOOTH);
  }

  private Smoothing(String name, Form form) {
    this.name = name;
    this.form = form;
  }

  /** For programs some of whose variables must be whole. */
  public static final class Whole extends Smoothing {
    public Whole() {
      super("smoothing-whole", Program.MIXED_INTEGER);
    }
  }

  @Override
  public Capability capability() {
    return Capability.reformulation(
        name,
        form,
        form,
        "Puts smooth functions in place of maxima, minima and absolute values, off by at most "
            + WIDTH
            + ".",
        "folklore");
  }

  @Override
  public Exactness exactness() {
    return Exactness.APPROXIMATION;
  }

  @Override
  public String account(Program program) {
    return Counted.kinks(program.kinks().count()) + ", each off by at most " + WIDTH;
  }

  @Override
  public Optional<Reformulated<Program, PrimalDual, PrimalDual>> apply(Program program) {
    return program.kinks().count() == 0
        ? Optional.empty()
        : Optional.of(
            new Reformulated<>(
                Program.of(program.kinks().smoothed(WIDTH)),
                solution -> PrimalDual.of(solution.x()),
                (x, judged) -> judged));
  }
}
