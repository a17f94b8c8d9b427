package org.talweg.program.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import org.talweg.engine.Capability;
import org.talweg.engine.Reformulated;
import org.talweg.engine.Reformulation;
import org.talweg.program.PrimalDual;

/**
 * Semi-continuous columns as binary switches:
 *
 * <pre>
 *   x = 0 or l &lt;= x &lt;= u    becomes    l z &lt;= x &lt;= u z,  z in {0, 1}
 * </pre>
 *
 * Exact. Needs a finite u, and l &gt;= 0 or a finite l.
 */
public final class SemicontinuousAsBinary
    implements Reformulation<LinearProgram, PrimalDual, LinearProgram, PrimalDual> {
  @Override
  public Capability capability() {
    return Capability.reformulation(
        "semi-continuous-as-binary",
        LinearProgram.MIXED_INTEGER,
        LinearProgram.MIXED_INTEGER,
        "Gives every semi-continuous column a binary switch.",
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
  public Optional<Reformulated<LinearProgram, PrimalDual, PrimalDual>> apply(
      LinearProgram program) {
    int n = program.columns();
    int m = program.rows();
    var semi = new ArrayList<Integer>();
    for (int j = 0; j < n; j++) {
      if (program.semicontinuous()[j]) {
        if (!Double.isFinite(program.lower()[j]) || !Double.isFinite(program.upper()[j])) {
          return Optional.empty();
        }
        semi.add(j);
      }
    }
    if (semi.isEmpty()) {
      return Optional.empty();
    }
    int s = semi.size();
    Columns a = program.matrix();
    int size = a.size();
    int[] row = Arrays.copyOf(a.row(), size + 4 * s);
    int[] column = new int[size + 4 * s];
    double[] value = Arrays.copyOf(a.value(), size + 4 * s);
    for (int j = 0; j < n; j++) {
      Arrays.fill(column, a.start()[j], a.start()[j + 1], j);
    }
    double[] lower = Arrays.copyOf(program.lower(), n + s);
    double[] upper = Arrays.copyOf(program.upper(), n + s);
    boolean[] integer = Arrays.copyOf(program.integer(), n + s);
    double[] rowLower = Arrays.copyOf(program.rowLower(), m + 2 * s);
    double[] rowUpper = Arrays.copyOf(program.rowUpper(), m + 2 * s);
    var rowNames = new ArrayList<>(program.rowNames());
    var columnNames = new ArrayList<>(program.columnNames());
    int k = size;
    for (int t = 0; t < s; t++) {
      int j = semi.get(t);
      double[] sides = {program.lower()[j], program.upper()[j]};
      for (int which = 0; which < 2; which++) {
        int i = m + 2 * t + which;
        row[k] = i;
        column[k] = j;
        value[k++] = 1;
        row[k] = i;
        column[k] = n + t;
        value[k++] = -sides[which];
        rowLower[i] = which == 0 ? 0 : Double.NEGATIVE_INFINITY;
        rowUpper[i] = which == 0 ? Double.POSITIVE_INFINITY : 0;
        rowNames.add(program.columnNames().get(j) + (which == 0 ? " if on" : " if off"));
      }
      lower[j] = Math.min(0, lower[j]);
      upper[j] = Math.max(0, upper[j]);
      upper[n + t] = 1;
      integer[n + t] = true;
      columnNames.add(program.columnNames().get(j) + " on");
    }
    var binary =
        new LinearProgram(
            program.name(),
            program.direction(),
            program.offset(),
            Arrays.copyOf(program.cost(), n + s),
            Optional.empty(),
            Columns.of(m + 2 * s, n + s, row, column, value),
            rowLower,
            rowUpper,
            lower,
            upper,
            integer,
            new boolean[n + s],
            rowNames,
            columnNames);
    return Optional.of(
        new Reformulated<>(binary, solution -> back(program, solution), (x, judged) -> judged));
  }

  /**
   * The columns as they were; values next to 0 are 0. Multipliers of the added rows are left out.
   */
  private static PrimalDual back(LinearProgram program, PrimalDual solution) {
    double[] x = Arrays.copyOf(solution.x(), program.columns());
    for (int j = 0; j < x.length; j++) {
      if (program.semicontinuous()[j] && Math.abs(x[j]) <= LinearProgram.TOLERANCE) {
        x[j] = 0;
      }
    }
    return solution.y().length >= program.rows() && solution.hasDuals()
        ? new PrimalDual(
            x,
            Arrays.copyOf(solution.y(), program.rows()),
            Arrays.copyOf(solution.z(), program.columns()))
        : PrimalDual.of(x);
  }
}
