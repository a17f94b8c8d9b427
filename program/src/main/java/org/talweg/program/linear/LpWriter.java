package org.talweg.program.linear;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import org.talweg.model.Direction;

/**
 * Writes a linear program as a CPLEX LP file, which {@link LpReader} reads back as the same
 * program, columns that stand nowhere left out. Where a name is not one of the format's, all are
 * replaced by r1, r2, ... or x1, x2, ...
 */
public final class LpWriter {
  private static final Set<String> RESERVED =
      Set.of(
          "min",
          "minimize",
          "max",
          "maximize",
          "st",
          "such",
          "subject",
          "bounds",
          "bound",
          "free",
          "general",
          "generals",
          "gen",
          "integer",
          "int",
          "binary",
          "binaries",
          "bin",
          "semi",
          "semis",
          "end",
          "inf",
          "infinity",
          "sos",
          "sos1",
          "sos2");

  private final LinearProgram program;
  private final PrintWriter out;
  private final List<String> rows;
  private final List<String> columns;

  private LpWriter(LinearProgram program, PrintWriter out) {
    this.program = program;
    this.out = out;
    rows = Names.legal(program.rowNames(), "r", LpWriter::legal);
    columns = Names.legal(program.columnNames(), "x", LpWriter::legal);
  }

  /** A name that cannot be taken for a number: 'e1' after a number would be its exponent. */
  private static boolean legal(String name) {
    return name.matches("[A-DF-Za-df-z_][A-Za-z0-9_()#.,]*")
        && !RESERVED.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Writes the program; the writer is flushed, not closed. */
  public static void write(LinearProgram program, Writer writer) throws IOException {
    var out = new PrintWriter(writer);
    new LpWriter(program, out).write();
    if (out.checkError()) {
      throw new IOException("the program could not be written");
    }
  }

  private void line(String text) {
    out.print(text);
    out.print('\n');
  }

  private void write() {
    line(program.direction() == Direction.MINIMIZE ? "minimize" : "maximize");
    line(" objective:");
    for (int j = 0; j < program.columns(); j++) {
      line("  " + term(program.cost()[j], columns.get(j))); // zeros too: they name the columns
    }
    if (program.offset() != 0) {
      line("  " + signed(program.offset()));
    }
    writeQuadratic();
    line("subject to");
    writeRows();
    writeBounds();
    marked("generals", j -> program.integer()[j]);
    marked("semi-continuous", j -> program.semicontinuous()[j]);
    line("end");
  }

  private static String signed(double value) {
    return value < 0 || (value == 0 && 1 / value < 0)
        ? "- " + Names.number(-value)
        : "+ " + Names.number(value);
  }

  private static String term(double value, String name) {
    return signed(value) + " " + name;
  }

  private void writeQuadratic() {
    if (program.quadratic().isEmpty()) {
      return;
    }
    Columns q = program.quadratic().get();
    line("  + [");
    for (int j = 0; j < q.columns(); j++) {
      for (int k = q.start()[j]; k < q.start()[j + 1]; k++) {
        int i = q.row()[k];
        line(
            i == j
                ? "   " + term(q.value()[k], columns.get(j)) + " ^ 2"
                : "   " + term(2 * q.value()[k], columns.get(i)) + " * " + columns.get(j));
      }
    }
    line("  ] / 2");
  }

  private void writeRows() {
    Columns byRow = program.matrix().transpose();
    for (int i = 0; i < program.rows(); i++) {
      double low = program.rowLower()[i];
      double high = program.rowUpper()[i];
      boolean range = low < high && Double.isFinite(low) && Double.isFinite(high);
      line(" " + rows.get(i) + ":" + (range ? " " + Names.number(low) + " <=" : ""));
      int from = byRow.start()[i];
      int to = byRow.start()[i + 1];
      for (int k = from; k < to; k++) {
        line("  " + term(byRow.value()[k], columns.get(byRow.row()[k])));
      }
      if (from == to) {
        line("  " + term(0, columns.getFirst()));
      }
      if (low == high) {
        line("  = " + Names.number(low));
      } else if (Double.isFinite(high)) {
        line("  <= " + Names.number(high));
      } else if (Double.isFinite(low)) {
        line("  >= " + Names.number(low));
      } else {
        line("  >= -infinity");
      }
    }
  }

  private void writeBounds() {
    line("bounds");
    for (int j = 0; j < program.columns(); j++) {
      double low = program.lower()[j];
      double high = program.upper()[j];
      String name = columns.get(j);
      if (low == Double.NEGATIVE_INFINITY && high == Double.POSITIVE_INFINITY) {
        line(" " + name + " free");
      } else if (low != 0 || high != Double.POSITIVE_INFINITY) {
        line(" " + bound(low) + " <= " + name + " <= " + bound(high));
      }
    }
  }

  private static String bound(double value) {
    return Double.isInfinite(value) ? (value > 0 ? "+infinity" : "-infinity") : Names.number(value);
  }

  private void marked(String section, IntPredicate which) {
    var names = new ArrayList<String>();
    for (int j = 0; j < program.columns(); j++) {
      if (which.test(j)) {
        names.add(columns.get(j));
      }
    }
    if (!names.isEmpty()) {
      line(section);
      names.forEach(name -> line(" " + name));
    }
  }
}
