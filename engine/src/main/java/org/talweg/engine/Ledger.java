package org.talweg.engine;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.talweg.model.Budget;
import org.talweg.model.Resource;

/** What a run has spent so far, the planner's and the solvers' own time included. Thread-safe. */
public final class Ledger {
  private final EnumMap<Resource, Double> spent = new EnumMap<>(Resource.class);
  private double solverSeconds = 0;

  /** Records that some of a resource has been spent. */
  public synchronized void charge(Resource resource, double amount) {
    if (!(amount >= 0)) {
      throw new IllegalArgumentException("a charge is 0 or more, not " + amount);
    }
    spent.merge(resource, amount, Double::sum);
  }

  /** Records computing time of solvers, which is part of the wall time that passes meanwhile. */
  public synchronized void chargeSolver(double seconds) {
    solverSeconds += seconds;
  }

  /** How much has been spent. */
  public synchronized double spent(Resource resource) {
    return spent.getOrDefault(resource, 0.0);
  }

  /** Everything spent, by resource. */
  public synchronized Map<Resource, Double> spent() {
    return Collections.unmodifiableMap(new EnumMap<>(spent));
  }

  /** Seconds that solvers spent thinking. */
  public synchronized double solverSeconds() {
    return solverSeconds;
  }

  /** How much of the budget is left, infinite where it sets no limit, never negative. */
  public double left(Budget budget, Resource resource) {
    return Math.max(0, budget.limit(resource) - spent(resource));
  }
}
