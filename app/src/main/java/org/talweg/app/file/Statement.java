package org.talweg.app.file;

import org.talweg.model.BlackBox;

/** What a problem file states, by its form. */
public sealed interface Statement {
  /** A file with {@code measure}: known only by evaluating points. */
  record Measured(BlackBox problem) implements Statement {}
}
