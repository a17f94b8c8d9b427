package org.talweg.engine.journal;

import org.jspecify.annotations.Nullable;

/** The store of runs cannot be used; the message says why, what is safe, and what would help. */
public final class JournalException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public JournalException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
