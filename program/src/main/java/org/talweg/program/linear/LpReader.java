package org.talweg.program.linear;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.talweg.model.Direction;

/**
 * Reads CPLEX LP files: an objective with linear terms, a constant and quadratic terms {@code [ ...
 * ] / 2}; constraints with sides on the right, on both sides of a range, and variables on either
 * side; bounds, free variables, generals, binaries and semi-continuous ones.
 *
 * <p>A variable without bounds lies between 0 and infinity. Quadratic constraints, indicator
 * constraints and SOS are refused, not skipped.
 *
 * <p>Source: the format as CPLEX's documentation describes it.
 */
public final class LpReader {
  private enum Section {
    OBJECTIVE,
    CONSTRAINTS,
    BOUNDS,
    GENERALS,
    BINARIES,
    SEMICONTINUOUS,
    END
  }

  private enum Kind {
    NUMBER,
    NAME,
    /** One of {@code + - : [ ] ^ * /}. */
    SIGN,
    /** {@code <=}, {@code >=} or {@code =}. */
    RELATION,
    /** The beginning of a section. */
    SECTION,
    END
  }

  private record Token(Kind kind, String text, double number, int line, @Nullable Section section) {
    boolean is(String sign) {
      return (kind == Kind.SIGN || kind == Kind.RELATION) && text.equals(sign);
    }
  }

  private static final String NAME_SIGNS = "!\"#$%&(),.;?@_'`{}~|";

  private final LineSource source;
  private final Builder builder = new Builder();
  private final Deque<Token> ahead = new ArrayDeque<>();
  private final Set<Integer> lowerSet = new HashSet<>();
  private String text = "";
  private int at = 0;
  private boolean ended = false;
  private boolean lineBegins = true;

  /** Whether the objective and the constraints are over, which say what variables there are. */
  private boolean declared = false;

  private final Consumer<String> warn;

  private LpReader(LineSource source, Consumer<String> warn) {
    this.source = source;
    this.warn = warn;
  }

  /**
   * Reads a file; one named .gz is decompressed.
   *
   * @param warn hears what is allowed and perhaps not meant
   */
  public static LinearProgram read(Path path, Consumer<String> warn) throws IOException {
    try (var source = LineSource.open(path)) {
      return new LpReader(source, warn).read();
    }
  }

  /** Reads a text; the name is for messages. */
  public static LinearProgram read(String name, Reader reader) throws IOException {
    try (var source = new LineSource(name, reader)) {
      return new LpReader(source, words -> {}).read();
    }
  }

  // ---- sections

  private LinearProgram read() throws IOException {
    builder.name = source.name();
    Token first = take();
    if (first.section != Section.OBJECTIVE) {
      throw mistake(first, "an LP file begins with 'minimize' or 'maximize', not " + shown(first));
    }
    builder.direction = first.text.startsWith("max") ? Direction.MAXIMIZE : Direction.MINIMIZE;
    objective();
    while (true) {
      Token token = take();
      if (token.kind == Kind.END) {
        throw mistake(token, "the file ends without 'end': is it cut off?");
      }
      if (token.section == null) {
        throw mistake(token, "a section such as 'subject to' was expected, not " + shown(token));
      }
      switch (token.section) {
        case OBJECTIVE -> throw mistake(token, "a second objective");
        case CONSTRAINTS -> constraints();
        case BOUNDS -> {
          declared = true;
          bounds();
        }
        case GENERALS -> marked(Section.GENERALS);
        case BINARIES -> marked(Section.BINARIES);
        case SEMICONTINUOUS -> marked(Section.SEMICONTINUOUS);
        case END -> {
          return builder.build();
        }
      }
    }
  }

  private void objective() throws IOException {
    label();
    builder.offset = expression(true);
  }

  private void constraints() throws IOException {
    while (peek().kind != Kind.SECTION && peek().kind != Kind.END) {
      Token begin = peek();
      String label = label();
      if (label != null && builder.row(label) != null) {
        throw mistake(begin, "the constraint '" + label + "' is there already");
      }
      String name = label != null ? label : unused();
      int row = builder.addRow(name, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
      double left = expression(false);
      if (peek().kind == Kind.SECTION || peek().kind == Kind.END) {
        throw mistake(
            begin, "the constraint that begins with %s has no <=, >= or =".formatted(shown(begin)));
      }
      String relation = relation();
      if (!empty) {
        side(row, relation, sideNumber() - left, begin);
      } else { // number <= terms, or number <= terms <= number
        double middle = expression(false);
        if (empty) {
          throw mistake(begin, "a constraint has at least one variable");
        }
        side(row, mirrored(relation), left - middle, begin);
        if (peek().kind == Kind.RELATION) {
          String second = relation();
          if (!second.equals(relation)) {
            throw mistake(begin, "a range is: number <= terms <= number");
          }
          side(row, second, sideNumber() - middle, begin);
        }
      }
      flush(row);
    }
  }

  private double sideNumber() throws IOException {
    Token token = peek();
    if (token.kind == Kind.NAME && !infinity(token.text)) {
      throw mistake(
          token,
          "the right side of a constraint is a number, not %s; bring variables to the left"
              .formatted(shown(token)));
    }
    return signedNumber();
  }

  private String unused() {
    String name = "R" + (builder.rows() + 1);
    while (builder.row(name) != null) {
      name += "_";
    }
    return name;
  }

  private void side(int row, String relation, double value, Token where) throws IOException {
    if (Double.isNaN(value)) {
      throw mistake(where, "the side of the constraint is not a number");
    }
    if (!relation.equals("<=")) {
      builder.rowLower[row] = value;
    }
    if (!relation.equals(">=")) {
      builder.rowUpper[row] = value;
    }
  }

  private static String mirrored(String relation) {
    return switch (relation) {
      case "<=" -> ">=";
      case ">=" -> "<=";
      default -> relation;
    };
  }

  private void bounds() throws IOException {
    while (peek().kind != Kind.SECTION && peek().kind != Kind.END) {
      Token begin = peek();
      if (begin.kind == Kind.NAME && !infinity(begin.text)) {
        int j = column(take());
        Token next = peek();
        if (next.kind == Kind.NAME && next.text.equalsIgnoreCase("free")) {
          take();
          builder.lower[j] = Double.NEGATIVE_INFINITY;
          builder.upper[j] = Double.POSITIVE_INFINITY;
        } else {
          bound(j, relation(), signedNumber(), begin);
        }
        continue;
      }
      double first = signedNumber();
      String relation = relation();
      int j = column(take());
      bound(j, mirrored(relation), first, begin);
      if (peek().kind == Kind.RELATION) {
        bound(j, relation(), signedNumber(), begin);
      }
    }
    for (int j = 0; j < builder.columns(); j++) {
      if (builder.upper[j] < 0 && builder.lower[j] == 0 && !lowerSet.contains(j)) {
        throw mistake(
            peek(),
            "the variable '%s' has a negative upper bound and no lower bound, which is then 0; give both"
                .formatted(builder.columnName(j)));
      }
    }
  }

  private void bound(int j, String relation, double value, Token where) throws IOException {
    if (!relation.equals("<=")) {
      builder.lower[j] = value;
      lowerSet.add(j);
    }
    if (!relation.equals(">=")) {
      builder.upper[j] = value;
    }
    if (builder.lower[j] == Double.POSITIVE_INFINITY
        || builder.upper[j] == Double.NEGATIVE_INFINITY) {
      throw mistake(
          where, "the variable '" + builder.columnName(j) + "' has no value within its bounds");
    }
  }

  private void marked(Section section) throws IOException {
    declared = true;
    while (peek().kind == Kind.NAME) {
      int j = column(take());
      switch (section) {
        case GENERALS -> builder.integer[j] = true;
        case BINARIES -> {
          builder.integer[j] = true;
          builder.lower[j] = 0;
          builder.upper[j] = 1;
        }
        default -> builder.semicontinuous[j] = true;
      }
    }
  }

  // ---- expressions

  /** Whether the expression read last had no variable. */
  private boolean empty = true;

  private int[] termColumn = new int[16];
  private double[] termValue = new double[16];
  private int terms = 0;

  private void flush(int row) {
    for (int k = 0; k < terms; k++) {
      builder.addEntry(row, termColumn[k], termValue[k]);
    }
    terms = 0;
  }

  /**
   * Reads a sum of terms up to a relation, a section or the next constraint; the terms of a
   * constraint are kept for {@link #flush}.
   *
   * @return the sum of its constants
   */
  private double expression(boolean objective) throws IOException {
    double constant = 0;
    empty = true;
    boolean first = true;
    while (true) {
      Token token = peek();
      if (token.kind == Kind.RELATION || token.kind == Kind.SECTION || token.kind == Kind.END) {
        return constant;
      }
      if (!first && token.kind != Kind.SIGN && !objective && !continues(token)) {
        return constant; // the next constraint begins
      }
      double coefficient = 1;
      boolean signed = false;
      while (peek().is("+") || peek().is("-")) {
        coefficient *= take().is("-") ? -1 : 1;
        signed = true;
      }
      if (!signed && !first) {
        return constant;
      }
      first = false;
      if (peek().is("[")) {
        if (!objective) {
          throw mistake(peek(), "quadratic constraints are not taken; only the objective may be");
        }
        quadratic(coefficient);
        empty = false;
        continue;
      }
      boolean number = peek().kind == Kind.NUMBER;
      if (number) {
        coefficient *= take().number;
      } else if (peek().kind == Kind.NAME && infinity(peek().text)) {
        take();
        coefficient *= Double.POSITIVE_INFINITY;
      }
      if (peek().is("*")) {
        take();
      }
      if (peek().kind == Kind.NAME && !labelNext()) {
        int j = column(take());
        empty = false;
        if (Double.isInfinite(coefficient)) {
          throw mistake(peek(), "the coefficient of '" + builder.columnName(j) + "' is infinite");
        }
        if (objective) {
          builder.cost[j] += coefficient;
        } else {
          if (terms == termColumn.length) {
            termColumn = Arrays.copyOf(termColumn, 2 * terms);
            termValue = Arrays.copyOf(termValue, 2 * terms);
          }
          termColumn[terms] = j;
          termValue[terms++] = coefficient;
        }
      } else if (number || Double.isInfinite(coefficient)) {
        constant += coefficient;
      } else {
        throw mistake(peek(), "a number or a variable was expected, not " + shown(peek()));
      }
    }
  }

  private static boolean continues(Token token) {
    return token.kind == Kind.SIGN && (token.is("+") || token.is("-"));
  }

  /** {@code [ terms ] / 2}: with /2 the terms are those of x'Qx, without it of twice that. */
  private void quadratic(double outer) throws IOException {
    take();
    var is = new ArrayList<int[]>();
    var values = new ArrayList<Double>();
    while (!peek().is("]")) {
      double coefficient = outer;
      while (peek().is("+") || peek().is("-")) {
        coefficient *= take().is("-") ? -1 : 1;
      }
      if (peek().kind == Kind.NUMBER) {
        coefficient *= take().number;
      }
      if (peek().is("*")) {
        take();
      }
      if (peek().kind != Kind.NAME) {
        throw mistake(peek(), "a term within [ ] is x ^ 2 or x * y, not " + shown(peek()));
      }
      int i = column(take());
      int j = i;
      if (peek().is("^")) {
        take();
        if (peek().kind != Kind.NUMBER || take().number != 2) {
          throw mistake(peek(), "the only power within [ ] is 2");
        }
      } else if (peek().is("*")) {
        take();
        j = column(take());
      } else {
        throw mistake(peek(), "a term within [ ] is x ^ 2 or x * y");
      }
      is.add(new int[] {i, j});
      values.add(coefficient);
    }
    take();
    double share = 1;
    if (peek().is("/")) {
      take();
      if (peek().kind != Kind.NUMBER || take().number != 2) {
        throw mistake(peek(), "quadratic terms are divided by 2 or not at all");
      }
      share = 0.5;
    }
    for (int k = 0; k < is.size(); k++) {
      int i = is.get(k)[0];
      int j = is.get(k)[1];
      // 1/2 x'Qx with Q symmetric: a x_i^2 needs Q_ii = 2 a, a x_i x_j needs Q_ij = a.
      builder.addQuadratic(i, j, values.get(k) * share * (i == j ? 2 : 1));
    }
  }

  private int column(Token token) throws IOException {
    if (token.kind != Kind.NAME) {
      throw mistake(token, "a variable was expected, not " + shown(token));
    }
    Integer j = builder.column(token.text);
    if (j == null && declared) {
      warn.accept(
          mistake(
                  token,
                  "the variable '%s' is in no constraint and not in the objective; is it misspelt?"
                      .formatted(token.text))
              .getMessage());
    }
    return j != null ? j : builder.addColumn(token.text);
  }

  private String relation() throws IOException {
    Token token = take();
    if (token.kind != Kind.RELATION) {
      throw mistake(token, "<=, >= or = was expected, not " + shown(token));
    }
    return token.text;
  }

  private double signedNumber() throws IOException {
    double sign = 1;
    while (peek().is("+") || peek().is("-")) {
      sign *= take().is("-") ? -1 : 1;
    }
    Token token = take();
    if (token.kind == Kind.NUMBER) {
      return sign * token.number;
    }
    if (token.kind == Kind.NAME && infinity(token.text)) {
      return sign * Double.POSITIVE_INFINITY;
    }
    throw mistake(token, "a number was expected, not " + shown(token));
  }

  private static boolean infinity(String name) {
    return name.equalsIgnoreCase("inf") || name.equalsIgnoreCase("infinity");
  }

  private @Nullable String label() throws IOException {
    if (!labelNext()) {
      return null;
    }
    String name = take().text;
    take();
    return name;
  }

  private boolean labelNext() throws IOException {
    Token name = peek();
    if (name.kind != Kind.NAME) {
      return false;
    }
    take();
    boolean label = peek().is(":");
    ahead.addFirst(name);
    return label;
  }

  // ---- tokens

  private Token peek() throws IOException {
    if (ahead.isEmpty()) {
      ahead.add(scan());
    }
    return ahead.getFirst();
  }

  private Token take() throws IOException {
    Token token = peek();
    ahead.removeFirst();
    return token;
  }

  private Token token(Kind kind, String word, double number) {
    return new Token(kind, word, number, source.line(), null);
  }

  private Token scan() throws IOException {
    while (true) {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      if (at < text.length()) {
        break;
      }
      String line = ended ? null : source.next();
      if (line == null) {
        ended = true;
        return token(Kind.END, "the end of the file", 0);
      }
      int comment = line.indexOf('\\');
      text = comment < 0 ? line : line.substring(0, comment);
      at = 0;
      lineBegins = true;
    }
    if (lineBegins) {
      lineBegins = false;
      Token section = section();
      if (section != null) {
        return section;
      }
    }
    char c = text.charAt(at);
    if (Character.isDigit(c) || (c == '.' && at + 1 < text.length() && digit(at + 1))) {
      return number();
    }
    if (c == '<' || c == '>' || c == '=') {
      int from = at++;
      if (at < text.length() && "<>=".indexOf(text.charAt(at)) >= 0 && text.charAt(at) != c) {
        at++;
      }
      String word = text.substring(from, at);
      return token(Kind.RELATION, word.contains("<") ? "<=" : word.contains(">") ? ">=" : "=", 0);
    }
    if ("+-:[]^*/".indexOf(c) >= 0) {
      at++;
      if (c == '-' && at < text.length() && text.charAt(at) == '>') {
        throw mistake(token(Kind.SIGN, "->", 0), "indicator constraints are not taken");
      }
      return token(Kind.SIGN, String.valueOf(c), 0);
    }
    int from = at;
    while (at < text.length() && nameSign(text.charAt(at))) {
      at++;
    }
    if (at == from) {
      throw mistake(
          token(Kind.SIGN, String.valueOf(c), 0),
          "the character '" + c + "' has no meaning in an LP file");
    }
    return token(Kind.NAME, text.substring(from, at), 0);
  }

  private static boolean nameSign(char c) {
    return Character.isLetterOrDigit(c) || NAME_SIGNS.indexOf(c) >= 0;
  }

  private boolean digit(int index) {
    return Character.isDigit(text.charAt(index));
  }

  private Token number() throws IOException {
    int from = at;
    while (at < text.length() && (digit(at) || text.charAt(at) == '.')) {
      at++;
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      int exponent = at + 1;
      if (exponent < text.length() && "+-".indexOf(text.charAt(exponent)) >= 0) {
        exponent++;
      }
      if (exponent < text.length() && digit(exponent)) {
        at = exponent;
        while (at < text.length() && digit(at)) {
          at++;
        }
      }
    }
    String word = text.substring(from, at);
    return token(Kind.NUMBER, word, source.number(word, "this"));
  }

  private @Nullable Token section() throws IOException {
    String line = text.strip().toLowerCase(Locale.ROOT);
    String[] words = line.split("[\\s:]+", 3);
    String word = words[0];
    String two = words.length > 1 ? word + " " + words[1] : word;
    int from = at;
    @Nullable Section section =
        switch (word) {
          case "min", "minimize", "minimise", "minimum", "max", "maximize", "maximise", "maximum" ->
              builder.rows() == 0 && builder.columns() == 0 ? Section.OBJECTIVE : null;
          case "st", "s.t.", "st." -> Section.CONSTRAINTS;
          case "bounds", "bound" -> Section.BOUNDS;
          case "general", "generals", "gen", "integer", "integers", "int" -> Section.GENERALS;
          case "binary", "binaries", "bin" -> Section.BINARIES;
          case "semi-continuous", "semis", "semi" -> Section.SEMICONTINUOUS;
          case "end" -> Section.END;
          case "sos", "sos1", "sos2" ->
              throw source.mistake("special ordered sets (SOS) are not taken");
          default -> null;
        };
    if (two.equals("subject to") || two.equals("such that")) {
      section = Section.CONSTRAINTS;
      word =
          text.strip().substring(0, text.strip().toLowerCase(Locale.ROOT).indexOf(words[1]))
              + words[1];
    }
    if (section == null) {
      return null;
    }
    String after = line.substring(Math.min(line.length(), word.length())).strip();
    if (after.startsWith(":") && !after.startsWith("::")
        || after.startsWith("<")
        || after.startsWith(">")
        || after.startsWith("=")) {
      return null; // a constraint or variable of that name
    }
    at = from + word.length();
    return new Token(Kind.SECTION, word.toLowerCase(Locale.ROOT), 0, source.line(), section);
  }

  private static String shown(Token token) {
    return token.kind == Kind.END ? token.text : "'" + LineSource.shorten(token.text) + "'";
  }

  private LinearFormatException mistake(Token token, String message) {
    return new LinearFormatException(source.file, token.line, message);
  }
}
