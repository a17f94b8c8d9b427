package org.talweg.app.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The text of a problem file, under the name that errors call it.
 *
 * @param text without a byte-order mark
 * @param lines of the text, without their ends, and then of what the command line adds to it
 * @param own how many of the lines are the file's
 */
record Source(String name, String text, List<String> lines, int own) {
  /** Far more than any problem needs, and little enough to read at once. */
  static final int LARGEST = 1 << 20;

  Source(String name, String text) {
    this(name, text, split(text));
  }

  private Source(String name, String text, List<String> lines) {
    this(name, text, lines, lines.size());
  }

  private static List<String> split(String text) {
    return List.of(text.split("\\r\\n|[\\n\\r]", -1));
  }

  /** This source with lines that the command line adds. */
  Source with(String addition) {
    var all = new ArrayList<>(lines);
    all.addAll(split(addition));
    return new Source(name, text, List.copyOf(all), own);
  }

  /** Reads a file, which must be UTF-8 text of at most {@value #LARGEST} bytes. */
  static Source read(Path file) throws ProblemFileException {
    String name = file.toString();
    byte[] bytes;
    if (Files.isDirectory(file)) {
      throw ProblemFileException.of(name, "is a directory, not a problem file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(LARGEST + 1);
    } catch (NoSuchFileException e) {
      throw ProblemFileException.of(name, "there is no such file");
    } catch (AccessDeniedException e) {
      throw ProblemFileException.of(name, "may not be read: permission denied");
    } catch (IOException e) {
      throw ProblemFileException.of(name, "cannot be read: " + e.getMessage());
    }
    if (bytes.length > LARGEST) {
      throw ProblemFileException.of(
          name, "is larger than 1 MiB, which no problem file needs to be; is it the right file?");
    }
    return decode(name, bytes);
  }

  static Source decode(String name, byte[] bytes) throws ProblemFileException {
    if (bytes.length >= 2
        && (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF
            || bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE)) {
      throw ProblemFileException.of(name, "is UTF-16; save it as UTF-8");
    }
    var in = ByteBuffer.wrap(bytes);
    var out = CharBuffer.allocate(bytes.length);
    var decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
    try {
      var result = decoder.decode(in, out, true);
      if (result.isError()) {
        result.throwException();
      }
    } catch (CharacterCodingException e) {
      Source good = checked(name, out.flip().toString());
      throw ProblemFileException.of(
          good, good.end(), "the text is not UTF-8 from here on; is this a problem file?");
    }
    return checked(name, out.flip().toString());
  }

  /** The text as a source, unless it is no text. */
  static Source checked(String name, String raw) throws ProblemFileException {
    String text = raw.startsWith("\uFEFF") ? raw.substring(1) : raw;
    if (text.length() > LARGEST) {
      throw ProblemFileException.of(name, "is larger than 1 MiB");
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) && "\t\n\r\u0085".indexOf(c) < 0 || c >= '\uFFFE') {
        var good = new Source(name, text.substring(0, i));
        throw ProblemFileException.of(
            good,
            good.end(),
            "here is the control character U+%04X, which text does not hold; is this a binary file?"
                .formatted((int) c));
      }
    }
    return new Source(name, text);
  }

  private Place end() {
    String last = lines.getLast();
    return new Place(lines.size(), last.codePointCount(0, last.length()) + 1);
  }

  /** That line, empty where there is none. */
  String line(int number) {
    return number >= 1 && number <= lines.size() ? lines.get(number - 1) : "";
  }

  /** The rest of the text's line from that place on. */
  String rest(Place place) {
    String line = line(place.line());
    int characters = line.codePointCount(0, line.length());
    return place.column() > characters
        ? ""
        : line.substring(line.offsetByCodePoints(0, place.column() - 1));
  }
}
