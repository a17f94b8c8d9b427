package org.talweg.app.file;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A problem file that cannot be used. The message is fit to be printed: for each mistake the file,
 * line and column, what is wrong and what would be right, and the line itself with a caret.
 */
public final class ProblemFileException extends Exception {
  private static final long serialVersionUID = 1;

  /** Longest part of a line that is shown. */
  private static final int WIDTH = 96;

  /**
   * One thing that is wrong.
   *
   * @param line from 1, 0 where it is not about a place in the file
   * @param column from 1, likewise
   */
  public record Mistake(int line, int column, String message) {}

  private final transient List<Mistake> mistakes;

  private ProblemFileException(String message, List<Mistake> mistakes) {
    super(message);
    this.mistakes = mistakes;
  }

  /** What is wrong, in the order of the file. */
  public List<Mistake> mistakes() {
    return mistakes;
  }

  /** Something about the file as a whole. */
  static ProblemFileException of(String file, String message) {
    return new ProblemFileException(file + ": " + message, List.of(new Mistake(0, 0, message)));
  }

  /** One mistake in the file. */
  static ProblemFileException of(Source source, Place place, String message) {
    return of(source, List.of(new Mistake(place.line(), place.column(), message)), 0);
  }

  /**
   * Several mistakes in the file.
   *
   * @param more how many further ones are not listed
   */
  static ProblemFileException of(Source source, List<Mistake> mistakes, int more) {
    String text =
        mistakes.stream().map(mistake -> render(source, mistake)).collect(Collectors.joining("\n"));
    return new ProblemFileException(
        more == 0 ? text : text + "\n(and " + more + " more)", List.copyOf(mistakes));
  }

  /** {@code file:line:column: message}, then the line with a caret below. */
  static String render(Source source, Mistake mistake) {
    String head =
        Spelling.visible(
            (mistake.line > source.own()
                    ? "command line"
                    : source.name() + ":" + mistake.line + ":" + mistake.column)
                + ": "
                + mistake.message);
    return excerpt(source, mistake).map(lines -> head + "\n" + lines).orElse(head);
  }

  private static Optional<String> excerpt(Source source, Mistake mistake) {
    int[] line =
        source
            .line(mistake.line)
            .codePoints()
            .map(c -> c == '\t' ? ' ' : Spelling.isInvisible(c) ? '?' : c)
            .toArray();
    if (line.length == 0) {
      return Optional.empty();
    }
    int caret = Math.min(mistake.column - 1, line.length);
    int from =
        line.length <= WIDTH ? 0 : Math.max(0, Math.min(caret - WIDTH / 2, line.length - WIDTH));
    int to = Math.min(line.length, from + WIDTH);
    String shown = new String(line, from, to - from).stripTrailing();
    return Optional.of("  | " + shown + "\n  | " + " ".repeat(caret - from) + "^");
  }
}
