package org.talweg.engine.command;

/** A text of a command's description that cannot be read; says where, and what would be right. */
public final class CommandSyntaxException extends Exception {
  private static final long serialVersionUID = 1;
  private final int offset;

  public CommandSyntaxException(String message, int offset) {
    super(message);
    this.offset = offset;
  }

  /** Characters before the place of the error, from 0. */
  public int offset() {
    return offset;
  }
}
