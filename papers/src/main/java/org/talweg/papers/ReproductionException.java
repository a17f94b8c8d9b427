package org.talweg.papers;

/** A reproduction could not be finished, so that nothing can be said of its claims. */
public final class ReproductionException extends Exception {
  private static final long serialVersionUID = 1;

  public ReproductionException(String reason) {
    super(reason);
  }

  public ReproductionException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
