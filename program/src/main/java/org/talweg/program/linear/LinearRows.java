package org.talweg.program.linear;

import java.util.Optional;
import org.talweg.engine.Capability;
import org.talweg.engine.Reformulated;
import org.talweg.engine.Reformulation;
import org.talweg.model.Form;
import org.talweg.program.PrimalDual;
import org.talweg.program.Program;

/**
 * A program of linear constraints, and a linear or quadratic objective, as the rows and columns
 * that it is ({@link LinearView}):
 *
 * <pre>
 *   min f(x), cL &lt;= c(x) &lt;= cU    becomes    min f(0) + f'x (+ 1/2 x'Qx),
 *                                                  cL - c(0) &lt;= C x &lt;= cU - c(0)
 * </pre>
 *
 * Exact; objective values and multipliers are the same. Four of a kind: linear or quadratic, for
 * real variables or for those that must be whole.
 */
public sealed class LinearRows
    implements Reformulation<Program, PrimalDual, LinearProgram, PrimalDual> {
  private final String name;
  private final Form from;
  private final Form to;
  private final boolean quadratic;

  /** For linear programs of real variables. */
  public LinearRows() {
    this("linear-rows", Program.SMOOTH, LinearProgram.LINEAR, false);
  }

  private LinearRows(String name, Form from, Form to, boolean quadratic) {
    this.name = name;
    this.from = from;
    this.to = to;
    this.quadratic = quadratic;
  }

  /** For linear programs some of whose variables must be whole. */
  public static final class Whole extends LinearRows {
    public Whole() {
      super("linear-rows-whole", Program.MIXED_INTEGER, LinearProgram.MIXED_INTEGER, false);
    }
  }

  /** For quadratic objectives over real variables. */
  public static final class Quadratic extends LinearRows {
    public Quadratic() {
      super("quadratic-rows", Program.SMOOTH, LinearProgram.QUADRATIC, true);
    }
  }

  @Override
  public Capability capability() {
    return Capability.reformulation(
        name,
        from,
        to,
        "Takes a program of linear rows and a "
            + (quadratic ? "quadratic" : "linear")
            + " objective for the numbers that it is.",
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
  public Optional<Reformulated<LinearProgram, PrimalDual, PrimalDual>> apply(Program program) {
    return program
        .numbers()
        .filter(rows -> rows.quadratic().isPresent() == quadratic)
        .map(rows -> new Reformulated<>(rows, solution -> solution, (x, judged) -> judged));
  }
}
