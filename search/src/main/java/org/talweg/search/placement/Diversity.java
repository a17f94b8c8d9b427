package org.talweg.search.placement;

import java.util.Locale;

/** What a placement should have much of, besides being cheap, so that one failure hurts little. */
public enum Diversity {
  /** Nothing: only the price counts. */
  NONE,

  /** Machines: sum of n_j. Many small machines of one type count as diverse. */
  NODES,

  /**
   * Types, counted by their weight: 1 / sum of s_j^2, with s_j the share of type j in the room for
   * pods (the inverse of Simpson's index). From 1 to the number of types.
   */
  POOLS;

  /** The name of the objective. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
