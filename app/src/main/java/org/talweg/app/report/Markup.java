package org.talweg.app.report;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes XML, as SVG and as HTML that is also XML. Every text and attribute is escaped here and
 * nowhere else, so that no name can break out of its place, and what cannot stand in XML becomes
 * U+FFFD.
 */
final class Markup {
  private final StringBuilder out = new StringBuilder();
  private final Deque<String> unclosed = new ArrayDeque<>();

  /** Opens an element; attributes are pairs of name and value. */
  Markup open(String element, String... attributes) {
    begin(element, attributes);
    out.append('>');
    unclosed.push(element);
    return this;
  }

  /** Closes the element that was opened last. */
  Markup close() {
    out.append("</").append(unclosed.pop()).append('>');
    return this;
  }

  /** An element with a text in it. */
  Markup leaf(String element, String text, String... attributes) {
    return open(element, attributes).text(text).close();
  }

  /** An element with nothing in it. */
  Markup empty(String element, String... attributes) {
    begin(element, attributes);
    out.append("/>");
    return this;
  }

  private void begin(String element, String... attributes) {
    out.append('<').append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      escape(attributes[i + 1]);
      out.append('"');
    }
  }

  Markup text(String text) {
    escape(text);
    return this;
  }

  Markup line() {
    out.append('\n');
    return this;
  }

  /** Takes over what another writer has written. */
  Markup add(Markup other) {
    out.append(other);
    return this;
  }

  /** Takes over a resource of ours; never anything that a user wrote. */
  Markup trusted(String markup) {
    out.append(markup);
    return this;
  }

  private void escape(String text) {
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(legal(c) ? c : 0xFFFD);
              }
            });
  }

  /** XML 1.0's characters, without those that reverse the direction of the text around them. */
  private static boolean legal(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20
            && !(c >= 0x7F && c <= 0x9F)
            && !(c >= 0xD800 && c <= 0xDFFF)
            && !(c >= 0x202A && c <= 0x202E)
            && !(c >= 0x2066 && c <= 0x2069)
            && c != 0xFFFE
            && c != 0xFFFF);
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
