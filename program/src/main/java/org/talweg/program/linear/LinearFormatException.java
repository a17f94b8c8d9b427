package org.talweg.program.linear;

import java.io.IOException;

/** A file that cannot be read as a linear program; the message says where, and what would do. */
public final class LinearFormatException extends IOException {
  private static final long serialVersionUID = 1;

  LinearFormatException(String file, int line, String message) {
    super("%s:%d: %s".formatted(file, line, message));
  }
}
