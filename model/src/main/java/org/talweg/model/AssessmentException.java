package org.talweg.model;

import org.jspecify.annotations.Nullable;

/** A solution could not be judged; the message says why in words for the user. */
public final class AssessmentException extends Exception {
  private static final long serialVersionUID = 1;

  public AssessmentException(String reason) {
    super(reason);
  }

  public AssessmentException(String reason, @Nullable Throwable cause) {
    super(reason, cause);
  }
}
