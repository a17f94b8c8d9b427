package org.talweg.app.problem;

import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Where in a file's text something stands, for error messages. */
record Place(String file, String text) {
  /** An error at a node. */
  ProblemFileException error(Node node, String message) {
    return node.getStartMark()
        .map(mark -> error(mark, message))
        .orElseGet(() -> new ProblemFileException(file + ": " + message));
  }

  /** An error at a mark of the YAML reader. */
  ProblemFileException error(Mark mark, String message) {
    int line = mark.getLine();
    int column = mark.getColumn();
    var shown = new StringBuilder();
    shown.append(file).append(':').append(line + 1).append(':').append(column + 1);
    shown.append(": ").append(message);
    String source = text.lines().skip(line).findFirst().orElse("");
    if (!source.isBlank() && source.length() <= 160) {
      shown.append('\n').append("  ").append(source.replace('\t', ' ')).append('\n');
      shown.append("  ").append(" ".repeat(Math.min(column, source.length()))).append('^');
    }
    return new ProblemFileException(shown.toString());
  }
}
