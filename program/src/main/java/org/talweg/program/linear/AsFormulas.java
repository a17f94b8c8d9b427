package org.talweg.program.linear;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.talweg.engine.Capability;
import org.talweg.engine.Reformulated;
import org.talweg.engine.Reformulation;
import org.talweg.model.Form;
import org.talweg.program.PrimalDual;
import org.talweg.program.Program;
import org.talweg.program.expression.Algebra;
import org.talweg.program.expression.Dag;
import org.talweg.program.expression.Row;

/**
 * A quadratic program for which there is no solver of its own as a program of formulas:
 *
 * <pre>
 *   offset + c'x + 1/2 x'Qx    becomes    the sum of its products q_ij x_i x_j
 * </pre>
 *
 * Exact; objective values and multipliers are the same. One for objectives that are not convex, and
 * one for columns that must be integer; semi-continuous columns are not taken.
 */
public sealed class AsFormulas
    implements Reformulation<LinearProgram, PrimalDual, Program, PrimalDual> {
  private final String name;
  private final Form from;
  private final Form to;

  /** For continuous columns and an objective that is not convex. */
  public AsFormulas() {
    this("quadratic-as-formulas", LinearProgram.QUADRATIC, Program.SMOOTH);
  }

  private AsFormulas(String name, Form from, Form to) {
    this.name = name;
    this.from = from;
    this.to = to;
  }

  /** For integer columns. */
  public static final class Whole extends AsFormulas {
    public Whole() {
      super(
          "quadratic-as-formulas-whole",
          LinearProgram.MIXED_INTEGER_QUADRATIC,
          Program.MIXED_INTEGER);
    }
  }

  @Override
  public Capability capability() {
    return Capability.reformulation(
        name, from, to, "Writes a quadratic program as a program of formulas.", "folklore");
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
  public Optional<Reformulated<Program, PrimalDual, PrimalDual>> apply(LinearProgram program) {
    for (boolean semicontinuous : program.semicontinuous()) {
      if (semicontinuous) {
        return Optional.empty();
      }
    }
    if (!program.discrete() && Convexity.holds(program)) {
      return Optional.empty();
    }
    return Optional.of(
        new Reformulated<>(
            Program.of(algebra(program)), solution -> solution, (x, judged) -> judged));
  }

  private static Algebra algebra(LinearProgram program) {
    var dag = new Dag();
    int n = program.columns();
    Columns byRow = program.matrix().transpose();
    int nothing = dag.constant(0);
    List<Row> rows =
        IntStream.range(0, program.rows())
            .mapToObj(
                i ->
                    new Row(
                        Arrays.copyOfRange(byRow.row(), byRow.start()[i], byRow.start()[i + 1]),
                        Arrays.copyOfRange(byRow.value(), byRow.start()[i], byRow.start()[i + 1]),
                        nothing))
            .toList();
    double[] start = new double[n];
    Arrays.setAll(
        start,
        j ->
            program.lower()[j] <= program.upper()[j]
                ? Math.clamp(0, program.lower()[j], program.upper()[j])
                : 0);
    return new Algebra(
        program.name(),
        dag,
        program.columnNames(),
        program.lower(),
        program.upper(),
        program.integer(),
        start,
        program.direction(),
        new Row(IntStream.range(0, n).toArray(), program.cost(), objective(program, dag)),
        program.rowNames(),
        rows,
        program.rowLower(),
        program.rowUpper());
  }

  private static int objective(LinearProgram program, Dag dag) {
    Columns q = program.quadratic().orElseThrow();
    int[] terms = new int[q.size() + 1];
    for (int j = 0; j < q.columns(); j++) {
      for (int k = q.start()[j]; k < q.start()[j + 1]; k++) {
        int i = q.row()[k];
        double factor = i == j ? 0.5 * q.value()[k] : q.value()[k];
        int product = dag.multiply(dag.variable(i), dag.variable(j));
        terms[k] = dag.multiply(dag.constant(factor), product);
      }
    }
    terms[q.size()] = dag.constant(program.offset());
    return dag.sum(terms);
  }
}
