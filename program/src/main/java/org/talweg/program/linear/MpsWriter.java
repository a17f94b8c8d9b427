package org.talweg.program.linear;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import org.talweg.model.Direction;

/**
 * Writes a linear program as free MPS, which {@link MpsReader} reads back as the same program.
 * Names with blanks in them, or that stand twice, are replaced by r1, r2, ... or x1, x2, ...
 */
public final class MpsWriter {
  private final LinearProgram program;
  private final PrintWriter out;
  private final List<String> rows;
  private final List<String> columns;
  private final String objective;

  private MpsWriter(LinearProgram program, PrintWriter out) {
    this.program = program;
    this.out = out;
    rows =
        Names.legal(program.rowNames(), "r", name -> !name.isBlank() && !name.matches(".*\\s.*"));
    columns =
        Names.legal(
            program.columnNames(), "x", name -> !name.isBlank() && !name.matches(".*\\s.*"));
    objective = Names.other("objective", rows);
  }

  /** Writes the program; the writer is flushed, not closed. */
  public static void write(LinearProgram program, Writer writer) throws IOException {
    var out = new PrintWriter(writer);
    new MpsWriter(program, out).write();
    if (out.checkError()) {
      throw new IOException("the program could not be written");
    }
  }

  private void write() {
    line("NAME " + program.name().strip().replaceAll("\\s+", "_"));
    if (program.direction() == Direction.MAXIMIZE) {
      line("OBJSENSE");
      line("    MAX");
    }
    line("ROWS");
    line(" N " + objective);
    for (int i = 0; i < program.rows(); i++) {
      line(" " + type(i) + " " + rows.get(i));
    }
    line("COLUMNS");
    writeColumns();
    line("RHS");
    if (program.offset() != 0) {
      line("    RHS " + objective + " " + Names.number(-program.offset()));
    }
    for (int i = 0; i < program.rows(); i++) {
      double side = side(i);
      if (side != 0) {
        line("    RHS " + rows.get(i) + " " + Names.number(side));
      }
    }
    writeRanges();
    writeBounds();
    writeQuadratic();
    line("ENDATA");
  }

  private void line(String text) {
    out.print(text);
    out.print('\n');
  }

  private char type(int i) {
    double low = program.rowLower()[i];
    double high = program.rowUpper()[i];
    return low == high ? 'E' : low == Double.NEGATIVE_INFINITY ? 'L' : 'G';
  }

  /** The side that RHS gives; a row without any is written as one below a side that is infinite. */
  private double side(int i) {
    return type(i) == 'L' ? finite(program.rowUpper()[i]) : program.rowLower()[i];
  }

  private static double finite(double bound) {
    return Math.clamp(bound, -1e30, 1e30);
  }

  private void writeColumns() {
    Columns a = program.matrix();
    boolean integers = false;
    for (int j = 0; j < program.columns(); j++) {
      if (program.integer()[j] != integers) {
        integers = !integers;
        line("    MARKER 'MARKER' " + (integers ? "'INTORG'" : "'INTEND'"));
      }
      if (program.cost()[j] != 0 || a.start()[j] == a.start()[j + 1]) {
        entry(j, objective, program.cost()[j]);
      }
      for (int k = a.start()[j]; k < a.start()[j + 1]; k++) {
        entry(j, rows.get(a.row()[k]), a.value()[k]);
      }
    }
    if (integers) {
      line("    MARKER 'MARKER' 'INTEND'");
    }
  }

  private void entry(int j, String row, double value) {
    line("    " + columns.get(j) + " " + row + " " + Names.number(value));
  }

  private void writeRanges() {
    boolean first = true;
    for (int i = 0; i < program.rows(); i++) {
      double low = program.rowLower()[i];
      double high = program.rowUpper()[i];
      if (low < high && Double.isFinite(low) && Double.isFinite(high)) {
        if (first) {
          line("RANGES");
          first = false;
        }
        line("    RANGE " + rows.get(i) + " " + Names.number(high - low));
      }
    }
  }

  private void writeBounds() {
    line("BOUNDS");
    for (int j = 0; j < program.columns(); j++) {
      double low = program.lower()[j];
      double high = program.upper()[j];
      if (program.semicontinuous()[j]) {
        bound(program.integer()[j] ? "SI" : "SC", j, finite(high));
        bound("LO", j, low);
      } else if (low == high) {
        bound("FX", j, low);
      } else if (low == Double.NEGATIVE_INFINITY && high == Double.POSITIVE_INFINITY) {
        line(" FR BOUND " + columns.get(j));
      } else {
        if (low == Double.NEGATIVE_INFINITY) {
          line(" MI BOUND " + columns.get(j));
        } else if (low != 0 || high < 0) {
          bound("LO", j, low);
        }
        if (high != Double.POSITIVE_INFINITY) {
          bound("UP", j, high);
        } else if (program.integer()[j]) {
          line(" PL BOUND " + columns.get(j)); // some readers take 1 where nothing is said
        }
      }
    }
  }

  private void bound(String type, int j, double value) {
    line(" " + type + " BOUND " + columns.get(j) + " " + Names.number(value));
  }

  private void writeQuadratic() {
    if (program.quadratic().isEmpty()) {
      return;
    }
    Columns q = program.quadratic().get();
    line("QUADOBJ");
    for (int j = 0; j < q.columns(); j++) {
      for (int k = q.start()[j]; k < q.start()[j + 1]; k++) {
        entry(j, columns.get(q.row()[k]), q.value()[k]);
      }
    }
  }
}
