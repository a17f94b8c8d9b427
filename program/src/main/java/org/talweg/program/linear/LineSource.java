package org.talweg.program.linear;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a text file with their numbers, read one at a time and of a bounded length, so that
 * a file of any size or kind costs no more memory than what it defines.
 */
final class LineSource implements AutoCloseable {
  private static final int LONGEST = 1 << 20;

  final String file;
  private final BufferedReader reader;
  private int line = 0;

  LineSource(String file, Reader reader) {
    this.file = file;
    this.reader = new BufferedReader(reader);
  }

  /** Opens a file, whatever its encoding; one named .gz is decompressed. */
  static LineSource open(Path path) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(path));
    if (path.toString().toLowerCase(Locale.ROOT).endsWith(".gz")) {
      in = new GZIPInputStream(in);
    }
    return new LineSource(path.toString(), new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  /** The file's name without its folder. */
  String name() {
    return file.replaceFirst(".*[/\\\\](?=.)", "");
  }

  /** The next line, or null at the end. */
  @Nullable String next() throws IOException {
    line++;
    var text = new StringBuilder();
    while (true) {
      int c = reader.read();
      if (c < 0) {
        return text.isEmpty() ? null : text.toString();
      }
      if (c == '\n') {
        return text.toString();
      }
      if (c != '\r') {
        text.append((char) c);
      }
      if (text.length() > LONGEST) {
        throw mistake("the line is longer than " + LONGEST + " characters: not a text file?");
      }
    }
  }

  int line() {
    return line;
  }

  LinearFormatException mistake(String message) {
    return new LinearFormatException(file, line, message);
  }

  /** The number that a word stands for; where it is none, says what was expected. */
  double number(String word, String what) throws LinearFormatException {
    try {
      double value = Double.parseDouble(word.replace('d', 'e').replace('D', 'e'));
      if (!Double.isNaN(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      double infinity = infinity(word);
      if (infinity != 0) {
        return infinity;
      }
    }
    throw mistake(what + " should be a number, not '" + shorten(word) + "'");
  }

  private static double infinity(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default -> 0;
    };
  }

  static String shorten(String word) {
    return word.length() <= 40 ? word : word.substring(0, 40) + "...";
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
