package org.talweg.model;

/** Whether less or more of an objective is better. */
public enum Direction {
  MINIMIZE,
  MAXIMIZE;

  /** The value as a cost, of which less is always better. */
  public double cost(double value) {
    return this == MINIMIZE ? value : -value;
  }
}
