package org.talweg.program.linear;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.talweg.engine.Capability;
import org.talweg.engine.Reformulated;
import org.talweg.engine.Reformulation;
import org.talweg.model.Direction;
import org.talweg.model.Form;
import org.talweg.program.Nlp;
import org.talweg.program.PrimalDual;
import org.talweg.program.Program;

/**
 * A program all of whose formulas are linear as the linear program that it is:
 *
 * <pre>
 *   min f(x), cL &lt;= c(x) &lt;= cU    becomes    min f(0) + f'x,  cL - c(0) &lt;= C x &lt;= cU - c(0)
 * </pre>
 *
 * Exact, and the multipliers are the same. One for real variables, one for those that must be
 * whole.
 */
public sealed class LinearRows
    implements Reformulation<Program, PrimalDual, LinearProgram, PrimalDual> {
  private final String name;
  private final Form from;
  private final Form to;

  /** For programs of real variables. */
  public LinearRows() {
    this("linear-rows", Program.SMOOTH, LinearProgram.LINEAR);
  }

  private LinearRows(String name, Form from, Form to) {
    this.name = name;
    this.from = from;
    this.to = to;
  }

  /** For programs some of whose variables must be whole. */
  public static final class Whole extends LinearRows {
    public Whole() {
      super("linear-rows-whole", Program.MIXED_INTEGER, LinearProgram.MIXED_INTEGER);
    }
  }

  @Override
  public Capability capability() {
    return Capability.reformulation(
        name,
        from,
        to,
        "Takes a program of linear formulas for the linear program it is.",
        "folklore");
  }

  @Override
  public Exactness exactness() {
    return Exactness.EXACT;
  }

  @Override
  public Optional<Reformulated<LinearProgram, PrimalDual, PrimalDual>> apply(Program program) {
    return program.linear()
        ? Optional.of(
            new Reformulated<>(linear(program), solution -> solution, (x, judged) -> judged))
        : Optional.empty();
  }

  private static LinearProgram linear(Program program) {
    Nlp nlp = program.nlp();
    int n = nlp.variables();
    int m = nlp.constraints();
    double[] zero = new double[n];
    double[] cost = new double[n];
    double[] constant = new double[m];
    double[] entries = new double[nlp.jacobianSparsity().size()];
    nlp.gradient(zero, cost);
    nlp.constraints(zero, constant);
    nlp.jacobian(zero, entries);
    double sign = program.direction() == Direction.MINIMIZE ? 1 : -1;
    boolean[] integer = program.algebra().integer();
    return new LinearProgram(
        program.name(),
        program.direction(),
        sign * nlp.objective(zero),
        Arrays.stream(cost).map(c -> sign * c).toArray(),
        Optional.empty(),
        Columns.of(m, n, nlp.jacobianSparsity().row(), nlp.jacobianSparsity().column(), entries),
        less(nlp.constraintLower(), constant),
        less(nlp.constraintUpper(), constant),
        nlp.lower(),
        nlp.upper(),
        integer,
        new boolean[n],
        IntStream.range(0, m).mapToObj(program.algebra()::constraintName).toList(),
        IntStream.range(0, n).mapToObj(program.algebra()::variableName).toList());
  }

  private static double[] less(double[] sides, double[] constants) {
    double[] shifted = new double[sides.length];
    Arrays.setAll(shifted, i -> sides[i] - constants[i]);
    return shifted;
  }
}
