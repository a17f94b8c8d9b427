package org.talweg.model;

/**
 * A place in the text of a formula, and the words, symbols, names and literals that can be taken
 * from there; space is skipped after each.
 */
final class FormulaReader {
  private final String text;
  private int at = 0;

  FormulaReader(String text) {
    this.text = text;
    skipSpace();
  }

  /** Characters before this place. */
  int at() {
    return at;
  }

  /** Goes back, or forth, to a place that was here before. */
  void goTo(int place) {
    at = place;
  }

  /** Passes over everything up to the bracket that closes what is open here, or to the end. */
  void skipToEnd() {
    int open = 0;
    while (!ended() && (open > 0 || peek() != ')')) {
      open += peek() == '(' ? 1 : peek() == ')' ? -1 : 0;
      at += Character.charCount(peek());
    }
  }

  boolean ended() {
    return at == text.length();
  }

  /** The character here, 0 at the end. */
  int peek() {
    return ended() ? 0 : text.codePointAt(at);
  }

  /** Takes a symbol such as {@code <=}, if it is here. */
  boolean symbol(String symbol) {
    if (!text.startsWith(symbol, at)) {
      return false;
    }
    at += symbol.length();
    skipSpace();
    return true;
  }

  /** Takes a whole word such as {@code and}, if it is here. */
  boolean word(String word) {
    if (!isWord(word)) {
      return false;
    }
    return symbol(word);
  }

  /** Whether a name may begin with the character here. */
  boolean atName() {
    return Character.isLetter(peek()) || peek() == '_';
  }

  /** Whether a word of the language is here, which is no name. */
  boolean atReservedWord() {
    return isWord("and") || isWord("or") || isWord("not");
  }

  private boolean isWord(String word) {
    int end = at + word.length();
    return text.startsWith(word, at)
        && (end == text.length() || !isNamePart(text.codePointAt(end)));
  }

  String name() {
    int start = at;
    while (!ended() && isNamePart(peek())) {
      at += Character.charCount(peek());
    }
    String name = text.substring(start, at);
    skipSpace();
    return name;
  }

  /** The text between two quotes; a quote within it is written twice. */
  String quoted() throws FormulaException {
    int start = at;
    char quote = text.charAt(start);
    var inside = new StringBuilder();
    int from = start + 1;
    while (true) {
      int end = text.indexOf(quote, from);
      if (end < 0) {
        throw new FormulaException("the quote is never closed", start);
      }
      inside.append(text, from, end);
      if (end + 1 == text.length() || text.charAt(end + 1) != quote) {
        at = end + 1;
        skipSpace();
        return inside.toString();
      }
      inside.append(quote);
      from = end + 2;
    }
  }

  boolean atNumber() {
    return isDigit(at) || peek() == '.';
  }

  double number() throws FormulaException {
    int start = at;
    while (isDigit(at) || (peek() == '.' && !text.startsWith("..", at))) {
      at++;
    }
    if (peek() == 'e' || peek() == 'E') {
      int exponent = at + 1;
      if (exponent < text.length() && "+-".indexOf(text.charAt(exponent)) >= 0) {
        exponent++;
      }
      if (isDigit(exponent)) {
        at = exponent;
        while (isDigit(at)) {
          at++;
        }
      }
    }
    String digits = text.substring(start, at);
    skipSpace();
    double value;
    try {
      value = Double.parseDouble(digits);
    } catch (NumberFormatException e) {
      throw new FormulaException("'" + shortened(digits) + "' is not a number", start);
    }
    if (Double.isInfinite(value)) {
      throw new FormulaException("the number " + shortened(digits) + " is too large", start);
    }
    return value;
  }

  /** An error at this place, which says what was expected and what is here instead. */
  FormulaException expected(String expected) {
    String found = ended() ? "but the formula ends" : "found " + found();
    return new FormulaException("expected " + expected + ", " + found, at);
  }

  private String found() {
    if (atName()) {
      int start = at;
      String word = name();
      at = start;
      return "'" + shortened(word) + "'";
    }
    return "'" + Character.toString(peek()) + "'";
  }

  static String shortened(String word) {
    return word.length() <= 40 ? word : word.substring(0, 40) + "...";
  }

  private void skipSpace() {
    while (!ended() && (Character.isWhitespace(peek()) || Character.isSpaceChar(peek()))) {
      at++;
    }
  }

  private boolean isDigit(int index) {
    return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
  }

  private static boolean isNamePart(int c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }
}
