package org.talweg.app.problem;

/** A problem file cannot be read; the message gives file, line, column and what would be right. */
public final class ProblemFileException extends Exception {
  private static final long serialVersionUID = 1;

  public ProblemFileException(String message) {
    super(message);
  }
}
