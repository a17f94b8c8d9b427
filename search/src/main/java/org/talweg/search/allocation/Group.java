package org.talweg.search.allocation;

/**
 * Those of whom samples are collected.
 *
 * @param cost of one sample, more than 0
 * @param share of the population, more than 0; only ratios count
 */
public record Group(String name, double cost, double share) {
  public Group {
    if (!(cost > 0 && share > 0) || Double.isInfinite(cost + share)) {
      throw new IllegalArgumentException(
          "%s: a cost of %s, a share of %s: both are more than 0".formatted(name, cost, share));
    }
  }
}
