package org.talweg.program.nl;

import java.nio.charset.StandardCharsets;

/** Reads the text form: one item a line, {@code #} begins a comment. */
final class TextSource implements NlSource {
  /** Powers of ten that doubles hold exactly. */
  private static final double[] TEN = new double[23];

  static {
    TEN[0] = 1;
    for (int k = 1; k < TEN.length; k++) {
      TEN[k] = 10 * TEN[k - 1];
    }
  }

  private final String file;
  private final byte[] bytes;
  private int at = 0;
  private int line = 1;

  TextSource(String file, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\r';
  }

  private void skipBlanks() {
    while (at < bytes.length && isBlank(bytes[at])) {
      at++;
    }
    if (at < bytes.length && bytes[at] == '#') {
      while (at < bytes.length && bytes[at] != '\n') {
        at++;
      }
    }
  }

  private boolean lineEnds() {
    skipBlanks();
    return at == bytes.length || bytes[at] == '\n';
  }

  /** Goes to the next line that has something on it; the current one must be read. */
  private void toNextLine() throws NlFormatException {
    boolean begins = at == 0 || bytes[at - 1] == '\n';
    if (!lineEnds() && !begins) {
      throw mistake("'" + token() + "' is more than belongs on this line");
    }
    while (at < bytes.length && lineEnds() && at < bytes.length) {
      at++;
      line++;
    }
  }

  /** The rest of a header line, without its comment, and on to the next line. */
  String headerLine() throws NlFormatException {
    int start = at;
    while (at < bytes.length && bytes[at] != '#' && bytes[at] != '\n') {
      at++;
    }
    if (start == bytes.length) {
      throw mistake("the file ends within its header, which has ten lines");
    }
    return new String(bytes, start, at - start, StandardCharsets.ISO_8859_1).strip();
  }

  /** Leaves a header line. */
  void nextHeaderLine() {
    while (at < bytes.length && bytes[at] != '\n') {
      at++;
    }
    if (at < bytes.length) {
      at++;
      line++;
    }
  }

  private String token() {
    int end = at;
    while (end < bytes.length && !isBlank(bytes[end]) && bytes[end] != '\n' && end < at + 40) {
      end++;
    }
    var text = new StringBuilder();
    for (int k = at; k < end; k++) {
      text.append(bytes[k] >= ' ' && bytes[k] < 127 ? (char) bytes[k] : '?');
    }
    return text.toString();
  }

  @Override
  public int letter() throws NlFormatException {
    toNextLine();
    return at == bytes.length ? -1 : bytes[at++];
  }

  @Override
  public int count(String what) throws NlFormatException {
    toNextLine();
    return integer(what);
  }

  @Override
  public int integer(String what) throws NlFormatException {
    if (lineEnds()) {
      throw mistake(what + " is missing");
    }
    int start = at;
    boolean negative = bytes[at] == '-';
    if (negative) {
      at++;
    }
    long value = 0;
    int digits = 0;
    while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9' && digits++ < 11) {
      value = 10 * value + (bytes[at++] - '0');
    }
    if (digits == 0 || !tokenEnds() || value > Integer.MAX_VALUE) {
      at = start;
      throw mistake("'" + token() + "' is no whole number where " + what + " should be");
    }
    return (int) (negative ? -value : value);
  }

  @Override
  public double whole(int letter, String what) throws NlFormatException {
    return integer(what);
  }

  /**
   * A number with at most 15 digits and a power of ten up to 22 is the quotient or product of two
   * exact doubles, so it is rounded once, as it should be; others go the slow way.
   */
  @Override
  public double real(String what) throws NlFormatException {
    if (lineEnds()) {
      throw mistake(what + " is missing");
    }
    int start = at;
    boolean negative = bytes[at] == '-';
    if (negative || bytes[at] == '+') {
      at++;
    }
    long digits = 0;
    int count = 0;
    int scale = 0;
    boolean point = false;
    for (; at < bytes.length && (isDigit(bytes[at]) || (bytes[at] == '.' && !point)); at++) {
      if (bytes[at] == '.') {
        point = true;
      } else {
        digits = count < 15 ? 10 * digits + (bytes[at] - '0') : digits;
        count += count > 0 || bytes[at] != '0' || !point ? 1 : 0;
        scale -= point ? 1 : 0;
      }
    }
    boolean written = at > start + (negative ? 1 : 0) + (point ? 1 : 0);
    if (written && at < bytes.length && (bytes[at] == 'e' || bytes[at] == 'E')) {
      at++;
      scale += exponent();
    }
    if (written && count <= 15 && Math.abs(scale) < TEN.length && tokenEnds()) {
      double value = scale < 0 ? digits / TEN[-scale] : digits * TEN[scale];
      return negative ? -value : value;
    }
    boolean wellFormed = written && tokenEnds();
    String text = rest(start);
    String size = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    if (size.equalsIgnoreCase("inf") || size.equalsIgnoreCase("infinity")) {
      return negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    } else if (!wellFormed) {
      at = start;
      throw mistake("'" + token() + "' is no number where " + what + " should be");
    }
    return Double.parseDouble(text);
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /** The power of ten after the letter e, far out of range where it is not one. */
  private int exponent() {
    boolean negative = at < bytes.length && bytes[at] == '-';
    if (at < bytes.length && (bytes[at] == '-' || bytes[at] == '+')) {
      at++;
    }
    int value = 0;
    while (at < bytes.length && isDigit(bytes[at])) {
      value = Math.min(100_000, 10 * value + (bytes[at++] - '0'));
    }
    return negative ? -value : value;
  }

  private boolean tokenEnds() {
    return at == bytes.length || isBlank(bytes[at]) || bytes[at] == '\n' || bytes[at] == '#';
  }

  /** Everything from there to the end of the word, and past it. */
  private String rest(int start) {
    at = start;
    while (!tokenEnds()) {
      at++;
    }
    return new String(bytes, start, at - start, StandardCharsets.ISO_8859_1);
  }

  @Override
  public int boundKind(String what) throws NlFormatException {
    return count(what);
  }

  @Override
  public String name(String what) throws NlFormatException {
    if (lineEnds()) {
      throw mistake(what + " is missing");
    }
    return rest(at);
  }

  @Override
  public int left() {
    return bytes.length - at;
  }

  @Override
  public NlFormatException mistake(String message) {
    return new NlFormatException("%s, line %d: %s".formatted(file, line, message));
  }
}
