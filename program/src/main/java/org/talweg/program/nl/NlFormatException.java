package org.talweg.program.nl;

import java.io.IOException;

/** A file that cannot be read as what it should be; the message says where, and what would do. */
public final class NlFormatException extends IOException {
  private static final long serialVersionUID = 1;

  NlFormatException(String message) {
    super(message);
  }
}
