package org.talweg.program.kink;

import java.util.Optional;
import org.talweg.engine.Capability;
import org.talweg.engine.Reformulated;
import org.talweg.engine.Reformulation;
import org.talweg.model.Form;
import org.talweg.program.PrimalDual;
import org.talweg.program.Program;

/**
 * A program some of whose absolute values, maxima and minima are not pressed upon their pieces,
 * with binaries that choose the piece:
 *
 * <pre>
 *   t = max(p, q)    becomes    p &lt;= t &lt;= p + M (1 - z),  q &lt;= t &lt;= q + M' z,  z in {0, 1}
 * </pre>
 *
 * where M and M' follow from the pieces' ranges, which must be finite; the others become bounds as
 * in {@link Epigraph}. Exact.
 */
public sealed class BigM implements Reformulation<Program, PrimalDual, Program, PrimalDual> {
  private final String name;
  private final Form form;

  /** For programs of real variables. */
  public BigM() {
    this("big-m", Program.SMOOTH);
  }

  private BigM(String name, Form form) {
    this.name = name;
    this.form = form;
  }

  /** For programs some of whose variables must be whole. */
  public static final class Whole extends BigM {
    public Whole() {
      super("big-m-whole", Program.MIXED_INTEGER);
    }
  }

  @Override
  public Capability capability() {
    return Capability.reformulation(
        name,
        form,
        Program.MIXED_INTEGER,
        "Chooses the piece of a maximum, minimum or absolute value by binaries.",
        "folklore");
  }

  @Override
  public Exactness exactness() {
    return Exactness.EXACT;
  }

  /** Binaries in a nonlinear program leave its solver a heuristic. */
  @Override
  public double survives(Program program) {
    return program.kinkFree().linear() ? 1 : 0.7;
  }

  @Override
  public boolean keepsObjective() {
    return true;
  }

  @Override
  public String account(Program program) {
    int switched = program.kinks().switches();
    return Counted.kinks(program.kinks().count())
        + ", "
        + (switched == 1 ? "one" : switched)
        + " of them chosen by binaries";
  }

  @Override
  public Optional<Reformulated<Program, PrimalDual, PrimalDual>> apply(Program program) {
    return program.kinks().switches() == 0 || !program.kinks().bounded()
        ? Optional.empty()
        : Optional.of(
            new Reformulated<>(program.kinkFree(), program::withoutKinks, (x, judged) -> judged));
  }
}
