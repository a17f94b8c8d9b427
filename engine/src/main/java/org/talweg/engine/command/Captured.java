package org.talweg.engine.command;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * What a command wrote to one of its outputs: all of it is counted, its beginning and its last few
 * kilobytes are kept.
 *
 * @param size bytes written
 * @param head the first bytes, as many as were to be kept
 * @param tail the last bytes, for messages
 */
record Captured(long size, byte[] head, byte[] tail) {
  /** Whether more was written than is kept. */
  boolean cut() {
    return size > head.length;
  }

  /** The kept beginning as text; bytes that are no UTF-8 become U+FFFD. */
  String text() {
    return new String(head, StandardCharsets.UTF_8);
  }

  /** The last lines that are not blank, fit for a message. */
  String lastLines(int most) {
    List<String> lines =
        Arrays.stream(new String(tail, StandardCharsets.UTF_8).split("\\R"))
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .map(line -> shown(line, 200))
            .toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - most), lines.size()));
  }

  /** The beginning in quotes, fit for a message. */
  String beginning() {
    return "'"
        + shown(new String(head, 0, Math.min(head.length, 240), StandardCharsets.UTF_8), 60)
        + "'";
  }

  /** The text, shortened, on one line and without control characters. */
  static String shown(String text, int most) {
    String clean = text.strip().replaceAll("\\s+", " ").replaceAll("[\\p{Cntrl}\\p{Cf}]", "\uFFFD");
    if (clean.codePointCount(0, clean.length()) <= most) {
      return clean;
    }
    return clean.substring(0, clean.offsetByCodePoints(0, most)) + "...";
  }
}
