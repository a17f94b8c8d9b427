package org.talweg.model;

import org.jspecify.annotations.Nullable;

/**
 * A measure cannot work at all here: its program is missing, a file cannot be read. No other point
 * would fare better, so the run ends instead of failing trial after trial.
 */
public final class EnvironmentException extends Exception {
  private static final long serialVersionUID = 1;

  public EnvironmentException(String reason, @Nullable Throwable cause) {
    super(reason, cause);
  }
}
