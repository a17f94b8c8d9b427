package org.talweg.program.kink;

import java.util.Optional;
import org.talweg.engine.Capability;
import org.talweg.engine.Reformulated;
import org.talweg.engine.Reformulation;
import org.talweg.model.Form;
import org.talweg.program.PrimalDual;
import org.talweg.program.Program;
import org.talweg.program.expression.Kinks;

/**
 * A program whose absolute values, maxima and minima are all pressed upon their pieces, with a
 * variable for each:
 *
 * <pre>
 *   min max(p, q)    becomes    min t,  p &lt;= t,  q &lt;= t;        |p| = max(p, -p)
 *   max min(p, q)    becomes    max t,  p &gt;= t,  q &gt;= t
 * </pre>
 *
 * and the same within constraints and growing functions. Exact: of the same optima, which the
 * pieces' multipliers prove. Where the pieces are linear, so is what it makes.
 */
public sealed class Epigraph implements Reformulation<Program, PrimalDual, Program, PrimalDual> {
  private final String name;
  private final Form form;

  /** For programs of real variables. */
  public Epigraph() {
    this("epigraph", Program.SMOOTH);
  }

  private Epigraph(String name, Form form) {
    this.name = name;
    this.form = form;
  }

  /** For programs some of whose variables must be whole. */
  public static final class Whole extends Epigraph {
    public Whole() {
      super("epigraph-whole", Program.MIXED_INTEGER);
    }
  }

  @Override
  public Capability capability() {
    return Capability.reformulation(
        name,
        form,
        form,
        "Bounds a variable by the pieces of each maximum, minimum and absolute value.",
        "folklore");
  }

  @Override
  public Exactness exactness() {
    return Exactness.EXACT;
  }

  @Override
  public boolean keepsObjective() {
    return true;
  }

  @Override
  public String account(Program program) {
    Kinks kinks = program.kinks();
    return Counted.kinks(kinks.count()) + ", as variables that " + kinks.rows() + " rows bound";
  }

  @Override
  public Optional<Reformulated<Program, PrimalDual, PrimalDual>> apply(Program program) {
    Kinks kinks = program.kinks();
    return kinks.count() == 0 || kinks.switches() > 0
        ? Optional.empty()
        : Optional.of(
            new Reformulated<>(program.kinkFree(), program::withoutKinks, (x, judged) -> judged));
  }
}
