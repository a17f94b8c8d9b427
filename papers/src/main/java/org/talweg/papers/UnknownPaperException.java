package org.talweg.papers;

/** The table has no paper of that id; the message names the nearest one. */
public final class UnknownPaperException extends Exception {
  private static final long serialVersionUID = 1;

  UnknownPaperException(String message) {
    super(message);
  }
}
