package org.talweg.model;

/** A formula that cannot be read; says where in its text, and what would be right. */
public final class FormulaException extends Exception {
  private static final long serialVersionUID = 1;
  private final int offset;

  public FormulaException(String message, int offset) {
    super(message);
    this.offset = offset;
  }

  /** Characters before the place of the error, from 0. */
  public int offset() {
    return offset;
  }
}
