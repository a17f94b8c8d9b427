package org.talweg.engine;

import org.talweg.model.Point;

/**
 * A point asked for.
 *
 * @param fidelity in the unit of the problem's fidelity; NaN for full fidelity
 */
public record Proposal(Point point, double fidelity) {
  /** The point at full fidelity. */
  public static Proposal of(Point point) {
    return new Proposal(point, Double.NaN);
  }

  /** Whether it asks for full fidelity. */
  public boolean full() {
    return Double.isNaN(fidelity);
  }
}
