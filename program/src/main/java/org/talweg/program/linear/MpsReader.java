package org.talweg.program.linear;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.talweg.model.Direction;

/**
 * Reads MPS files, free and fixed, with the extensions in use: OBJSENSE and OBJNAME, RANGES, bounds
 * of every kind (UP LO FX FR MI PL BV LI UI SC SI), integer markers, QUADOBJ, QMATRIX and QSECTION.
 *
 * <p>Words are taken as separated by blanks; where a line makes no sense so, because a name holds a
 * blank, its words are cut at the fixed format's columns (2-3, 5-12, 15-22, 25-36, 40-47, 50-61).
 * Conventions that files disagree on: a negative upper bound without a lower one takes the lower
 * bound of 0 away; an integer column between markers without any bound is unbounded above; RHS of
 * the objective is subtracted; SC makes a column continuous even between integer markers, SI is for
 * integer ones; the first N row is the objective and others are dropped. Sections that would add
 * conditions (SOS, QCMATRIX, INDICATORS, ...) are refused rather than skipped.
 *
 * <p>Source: the format as CPLEX's and HiGHS's documentation describe it.
 */
public final class MpsReader {
  private static final Set<String> SECTIONS =
      Set.of(
          "NAME",
          "ROWS",
          "COLUMNS",
          "RHS",
          "RANGES",
          "BOUNDS",
          "OBJSENSE",
          "OBJNAME",
          "OBJECT",
          "QUADOBJ",
          "QMATRIX",
          "QSECTION",
          "ENDATA");

  private static final int[][] FIELDS = {{1, 3}, {4, 12}, {14, 22}, {24, 36}, {39, 47}, {49, 61}};

  /** Stands for the objective among the rows, and for N rows that are dropped. */
  private static final int OBJECTIVE = -1;

  private static final int FREE = -2;

  private final LineSource source;
  private final Builder builder = new Builder();
  private final Set<String> freeRows = new HashSet<>();
  private final Set<Long> ranged = new HashSet<>();
  private @Nullable String objective;
  private @Nullable String objectiveWanted;
  private char[] kind = new char[16];
  private final Set<Integer> lowerSet = new HashSet<>();
  private boolean integers = false;
  private int column = -1;
  private int[] lastColumnOfRow = new int[16];
  private int lastColumnOfObjective = -1;

  private MpsReader(LineSource source) {
    this.source = source;
  }

  /** Reads a file; one named .gz is decompressed. */
  public static LinearProgram read(Path path) throws IOException {
    try (var source = LineSource.open(path)) {
      return new MpsReader(source).read();
    }
  }

  /** Reads a text; the name is for messages. */
  public static LinearProgram read(String name, Reader reader) throws IOException {
    try (var source = new LineSource(name, reader)) {
      return new MpsReader(source).read();
    }
  }

  private LinearProgram read() throws IOException {
    builder.name = source.name();
    String section = "";
    while (true) {
      String line = source.next();
      if (line == null) {
        throw source.mistake(
            section.isEmpty()
                ? "the file is empty; an MPS file begins with NAME or ROWS"
                : "the file ends in the section " + section + " without ENDATA: is it cut off?");
      }
      if (line.isBlank() || line.charAt(0) == '*') {
        continue;
      }
      if (Character.isWhitespace(line.charAt(0))) {
        data(section, line);
        continue;
      }
      String[] words = line.strip().split("\\s+");
      section = words[0].toUpperCase(Locale.ROOT);
      if (!SECTIONS.contains(section)) {
        throw source.mistake(
            "the section '%s' is not one of %s; lines of data begin with a blank"
                .formatted(LineSource.shorten(words[0]), String.join(" ", sorted())));
      }
      switch (section) {
        case "NAME" -> builder.name = words.length > 1 ? words[1] : builder.name;
        case "OBJSENSE" -> {
          if (words.length > 1) {
            sense(words[1]);
          }
        }
        case "ENDATA" -> {
          return finish();
        }
        default -> {}
      }
    }
  }

  private static List<String> sorted() {
    return SECTIONS.stream().sorted().toList();
  }

  private LinearProgram finish() throws LinearFormatException {
    if (objective == null) {
      throw source.mistake("there is no objective: no row in ROWS is of type N");
    }
    for (int j = 0; j < builder.columns(); j++) {
      if (builder.semicontinuous[j] && builder.upper[j] < builder.lower[j]) {
        throw source.mistake(
            "the semi-continuous column '%s' has an upper bound below its lower bound"
                .formatted(builder.columnName(j)));
      }
    }
    return builder.build();
  }

  private void data(String section, String line) throws LinearFormatException {
    switch (section) {
      case "ROWS" -> row(line);
      case "COLUMNS" -> column(line);
      case "RHS" -> pairs(section, line);
      case "RANGES" -> pairs(section, line);
      case "BOUNDS" -> bound(line);
      case "OBJSENSE" -> sense(line.strip());
      case "OBJNAME", "OBJECT" -> objectiveWanted = line.strip();
      case "QUADOBJ", "QSECTION" -> quadratic(line, false);
      case "QMATRIX" -> quadratic(line, true);
      default ->
          throw source.mistake(
              section.isEmpty()
                  ? "data before the first section; an MPS file begins with NAME or ROWS"
                  : "the section " + section + " has no data");
    }
  }

  private static String[] words(String line) {
    return line.strip().split("\\s+");
  }

  /** The fields at their columns; the last ones may be missing. */
  private static String[] fields(String line) {
    var fields = new ArrayList<String>();
    for (int[] place : FIELDS) {
      if (place[0] < line.length()) {
        fields.add(line.substring(place[0], Math.min(place[1], line.length())).strip());
      }
    }
    while (!fields.isEmpty() && fields.getLast().isEmpty()) {
      fields.removeLast();
    }
    return fields.toArray(String[]::new);
  }

  private void sense(String word) throws LinearFormatException {
    builder.direction =
        switch (word.toUpperCase(Locale.ROOT)) {
          case "MAX", "MAXIMIZE", "MAXIMISE" -> Direction.MAXIMIZE;
          case "MIN", "MINIMIZE", "MINIMISE" -> Direction.MINIMIZE;
          default ->
              throw source.mistake(
                  "OBJSENSE is MIN or MAX, not '" + LineSource.shorten(word) + "'");
        };
  }

  private void row(String line) throws LinearFormatException {
    String[] words = words(line);
    if (words.length != 2) {
      String[] fields = fields(line);
      if (fields.length != 2) {
        throw source.mistake("a row is a type (N L G E) and a name");
      }
      words = fields;
    }
    String name = words[1];
    if (builder.row(name) != null || freeRows.contains(name) || name.equals(objective)) {
      throw source.mistake("the row '" + LineSource.shorten(name) + "' is there already");
    }
    char type = words[0].length() == 1 ? Character.toUpperCase(words[0].charAt(0)) : '?';
    double inf = Double.POSITIVE_INFINITY;
    switch (type) {
      case 'N' -> {
        boolean wanted = objectiveWanted == null || objectiveWanted.equals(name);
        if (objective == null && wanted) {
          objective = name;
        } else {
          freeRows.add(name);
        }
        return;
      }
      case 'L' -> builder.addRow(name, -inf, 0);
      case 'G' -> builder.addRow(name, 0, inf);
      case 'E' -> builder.addRow(name, 0, 0);
      default ->
          throw source.mistake(
              "a row's type is N, L, G or E, not '" + LineSource.shorten(words[0]) + "'");
    }
    int i = builder.rows() - 1;
    if (i == kind.length) {
      kind = Arrays.copyOf(kind, 2 * i);
      lastColumnOfRow = Arrays.copyOf(lastColumnOfRow, 2 * i);
    }
    kind[i] = type;
    lastColumnOfRow[i] = -1;
  }

  private @Nullable Integer rowIndex(String name) {
    if (name.equals(objective)) {
      return OBJECTIVE;
    }
    Integer i = builder.row(name);
    return i == null && freeRows.contains(name) ? Integer.valueOf(FREE) : i;
  }

  private int rowNamed(String name) throws LinearFormatException {
    Integer i = rowIndex(name);
    if (i == null) {
      throw source.mistake("there is no row '" + LineSource.shorten(name) + "' in ROWS");
    }
    return i;
  }

  private int columnNamed(String name) throws LinearFormatException {
    Integer j = builder.column(name);
    if (j == null) {
      throw source.mistake("there is no column '" + LineSource.shorten(name) + "' in COLUMNS");
    }
    return j;
  }

  private void column(String line) throws LinearFormatException {
    String[] words = words(line);
    if (words.length >= 3 && words[1].equals("'MARKER'")) {
      integers =
          switch (words[2]) {
            case "'INTORG'" -> true;
            case "'INTEND'" -> false;
            default ->
                throw source.mistake(
                    "a marker is 'INTORG' or 'INTEND', not " + LineSource.shorten(words[2]));
          };
      return;
    }
    if ((words.length != 3 && words.length != 5)
        || rowIndex(words[1]) == null
        || (words.length == 5 && rowIndex(words[3]) == null)) {
      String[] fields = fields(line);
      if (fields.length >= 4 && rowIndex(fields[2]) != null) {
        words = Arrays.copyOfRange(fields, 1, fields.length);
      } else if (words.length != 3 && words.length != 5) {
        throw source.mistake("a line of COLUMNS is a column, and one or two of row and value");
      }
    }
    if (column < 0 || !builder.columnName(column).equals(words[0])) {
      if (builder.column(words[0]) != null) {
        throw source.mistake(
            "the column '%s' goes on after others; its lines should stand together"
                .formatted(LineSource.shorten(words[0])));
      }
      column = builder.addColumn(words[0]);
      builder.integer[column] = integers;
    }
    for (int k = 1; k + 1 < words.length; k += 2) {
      entry(rowNamed(words[k]), words[k], finite(words[k + 1], "the entry of row " + words[k]));
    }
  }

  private void entry(int i, String name, double value) throws LinearFormatException {
    if (i == FREE) {
      return;
    }
    int last = i == OBJECTIVE ? lastColumnOfObjective : lastColumnOfRow[i];
    if (last == column) {
      throw source.mistake(
          "the column '%s' has the row '%s' twice"
              .formatted(builder.columnName(column), LineSource.shorten(name)));
    }
    if (i == OBJECTIVE) {
      lastColumnOfObjective = column;
      builder.cost[column] = value;
    } else {
      lastColumnOfRow[i] = column;
      if (value != 0) {
        builder.addEntry(i, column, value);
      }
    }
  }

  private double finite(String word, String what) throws LinearFormatException {
    double value = source.number(word, what);
    if (Double.isInfinite(value)) {
      throw source.mistake(what + " should be finite, not " + LineSource.shorten(word));
    }
    return value;
  }

  /** RHS and RANGES: the set's name, which may be missing, and one or two of row and value. */
  private void pairs(String section, String line) throws LinearFormatException {
    String[] words = words(line);
    int from = words.length % 2;
    if (words.length < 2 || words.length > 5 || rowIndex(words[from]) == null) {
      String[] fields = fields(line);
      if (fields.length >= 4 && rowIndex(fields[2]) != null) {
        words = fields;
        from = 2;
      } else if (words.length < 2 || words.length > 5) {
        throw source.mistake(
            "a line of " + section + " is a name, and one or two of row and value");
      }
    }
    for (int k = from; k + 1 < words.length; k += 2) {
      int i = rowNamed(words[k]);
      double value = finite(words[k + 1], section + " of row " + LineSource.shorten(words[k]));
      if (section.equals("RHS")) {
        rightHandSide(i, value);
      } else {
        range(i, words[k], value);
      }
    }
  }

  private void rightHandSide(int i, double value) {
    if (i == OBJECTIVE) {
      builder.offset = -value;
    } else if (i != FREE) {
      if (kind[i] != 'G') {
        builder.rowUpper[i] = value;
      }
      if (kind[i] != 'L') {
        builder.rowLower[i] = value;
      }
    }
  }

  private void range(int i, String name, double value) throws LinearFormatException {
    if (i < 0) {
      return; // the objective and dropped rows have no sides
    }
    if (!ranged.add((long) i)) {
      throw source.mistake("the row '" + LineSource.shorten(name) + "' has two ranges");
    }
    switch (kind[i]) {
      case 'L' -> builder.rowLower[i] = builder.rowUpper[i] - Math.abs(value);
      case 'G' -> builder.rowUpper[i] = builder.rowLower[i] + Math.abs(value);
      default -> {
        if (value >= 0) {
          builder.rowUpper[i] = builder.rowLower[i] + value;
        } else {
          builder.rowLower[i] = builder.rowUpper[i] + value;
        }
      }
    }
  }

  private void bound(String line) throws LinearFormatException {
    String[] words = words(line);
    String type = words[0].toUpperCase(Locale.ROOT);
    boolean valueless = Set.of("FR", "MI", "PL", "BV").contains(type);
    if (!valueless && !Set.of("UP", "LO", "FX", "LI", "UI", "SC", "SI").contains(type)) {
      throw source.mistake(
          "a bound's type is UP LO FX FR MI PL BV LI UI SC or SI, not '%s'"
              .formatted(LineSource.shorten(words[0])));
    }
    @Nullable String name = null;
    @Nullable String word = null;
    if (valueless) {
      if (words.length >= 3 && builder.column(words[2]) != null) {
        name = words[2];
      } else if (words.length >= 2 && builder.column(words[1]) != null) {
        name = words[1];
      }
    } else if (words.length == 4 && builder.column(words[2]) != null) {
      name = words[2];
      word = words[3];
    } else if (words.length == 3 && builder.column(words[1]) != null) {
      name = words[1];
      word = words[2];
    }
    if (name == null) {
      String[] fields = fields(line);
      if (fields.length >= 3 && builder.column(fields[2]) != null) {
        name = fields[2];
        word = fields.length > 3 ? fields[3] : null;
      }
    }
    if (name == null || (word == null && !valueless)) {
      String candidate = words.length > 2 ? words[2] : words[words.length - 1];
      int unused = words.length == 4 ? columnNamed(candidate) : 0;
      throw source.mistake(
          "a bound is a type, a name, a column" + (valueless ? "" : " and a value"));
    }
    double value =
        valueless ? 0 : source.number(Objects.requireNonNull(word), "the bound of " + name);
    apply(type, columnNamed(name), value);
  }

  private void apply(String type, int j, double value) throws LinearFormatException {
    double inf = Double.POSITIVE_INFINITY;
    switch (type) {
      case "LO", "LI" -> {
        builder.lower[j] = value;
        lowerSet.add(j);
        builder.integer[j] |= type.equals("LI");
      }
      case "UP", "UI" -> {
        builder.upper[j] = value;
        if (value < 0 && builder.lower[j] == 0 && !lowerSet.contains(j)) {
          builder.lower[j] = -inf;
        }
        builder.integer[j] |= type.equals("UI");
      }
      case "FX" -> {
        builder.lower[j] = value;
        builder.upper[j] = value;
        lowerSet.add(j);
      }
      case "FR" -> {
        builder.lower[j] = -inf;
        builder.upper[j] = inf;
      }
      case "MI" -> {
        builder.lower[j] = -inf;
        lowerSet.add(j);
      }
      case "PL" -> builder.upper[j] = inf;
      case "BV" -> {
        builder.integer[j] = true;
        builder.lower[j] = 0;
        builder.upper[j] = 1;
        lowerSet.add(j);
      }
      default -> { // SC and SI
        builder.semicontinuous[j] = true;
        builder.integer[j] = type.equals("SI");
        builder.upper[j] = value == 0 ? inf : value;
      }
    }
    if (Double.isNaN(builder.lower[j]) || builder.lower[j] == inf || builder.upper[j] == -inf) {
      throw source.mistake(
          "the column '%s' has no value within its bounds".formatted(builder.columnName(j)));
    }
  }

  private void quadratic(String line, boolean bothTriangles) throws LinearFormatException {
    String[] words = words(line);
    if (words.length != 3) {
      throw source.mistake("a line of quadratic terms is two columns and a value");
    }
    int i = columnNamed(words[0]);
    int j = columnNamed(words[1]);
    double value = finite(words[2], "the quadratic term");
    builder.addQuadratic(i, j, bothTriangles && i != j ? value / 2 : value);
  }
}
