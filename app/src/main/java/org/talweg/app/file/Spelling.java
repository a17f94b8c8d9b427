package org.talweg.app.file;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Words in messages: the known word nearest to a misspelt one, texts made short, and characters
 * that would command a terminal made visible.
 */
public final class Spelling {
  private Spelling() {}

  /** The nearest known word, where one is near enough to be meant. */
  static Optional<String> nearest(String word, Collection<String> known) {
    String best = null;
    int least = Math.max(1, Math.min(word.length(), 12) / 3) + 1;
    for (String candidate : word.length() > 60 ? List.<String>of() : known) {
      int distance = distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (distance < Math.min(least, word.length())) {
        least = distance;
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
  }

  /** {@code ; did you mean 'x'?}, or nothing. */
  static String suggestion(String word, Collection<String> known) {
    return nearest(word, known).map(near -> "; did you mean '" + near + "'?").orElse("");
  }

  /**
   * The least number of letters inserted, removed, replaced or swapped with their neighbour
   * (Damerau 1964, in the form of optimal string alignment).
   */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        d[i][j] =
            Math.min(Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1), d[i - 1][j - 1] + (same ? 0 : 1));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }

  /**
   * The text with every control character but the line's end, and every one that changes the
   * direction of writing, as U+001B: a terminal obeys nothing that comes from a file.
   */
  public static String visible(String text) {
    if (text.codePoints().noneMatch(Spelling::isInvisible)) {
      return text;
    }
    var shown = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (isInvisible(c)) {
                shown.append("U+%04X".formatted(c));
              } else {
                shown.appendCodePoint(c);
              }
            });
    return shown.toString();
  }

  static boolean isInvisible(int c) {
    return (c != '\n' && Character.isISOControl(c))
        || (c >= 0x2028 && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069);
  }

  /** The text, cut where it is too long for a message. */
  static String shortened(String text) {
    String line = firstLine(text);
    return line.length() <= 60 ? line : line.substring(0, 57) + "...";
  }

  /** Some of the words, joined by commas. */
  static String list(Collection<String> words) {
    return words.size() <= 20
        ? String.join(", ", words)
        : String.join(", ", words.stream().limit(20).toList())
            + " and "
            + (words.size() - 20)
            + " more";
  }

  static String firstLine(@Nullable String text) {
    return text == null ? "" : text.lines().findFirst().orElse("").strip();
  }
}
