package org.talweg.app;

import java.util.ArrayList;
import java.util.List;
import org.talweg.app.report.Numbers;

/** Rows of text in aligned columns; columns of numbers are aligned to the right. */
final class TextTable {
  private static final int WIDEST = 60;

  private final List<List<String>> rows = new ArrayList<>();

  TextTable(List<String> heads) {
    rows.add(heads.stream().map(TextTable::plain).toList());
  }

  void row(List<String> cells) {
    rows.add(cells.stream().map(TextTable::plain).toList());
  }

  /** On one line, and nothing in it that a terminal would obey. */
  static String plain(String text) {
    String plain = Numbers.printable(text).replaceAll("\\s+", " ").strip();
    return plain.codePointCount(0, plain.length()) <= WIDEST
        ? plain
        : plain.substring(0, plain.offsetByCodePoints(0, WIDEST - 1)) + "…";
  }

  @Override
  public String toString() {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    boolean[] numbers = new boolean[columns];
    for (int c = 0; c < columns; c++) {
      int column = c;
      widths[c] = rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0);
      numbers[c] =
          rows.stream()
              .skip(1)
              .map(row -> row.get(column))
              .allMatch(cell -> cell.matches("-?[\\d.]*(e-?\\d+)?"));
    }
    var text = new StringBuilder();
    for (List<String> row : rows) {
      var line = new StringBuilder();
      for (int c = 0; c < columns; c++) {
        String pad = " ".repeat(widths[c] - length(row.get(c)));
        line.append("  ").append(numbers[c] ? pad + row.get(c) : row.get(c) + pad);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
