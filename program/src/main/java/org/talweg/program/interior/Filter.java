package org.talweg.program.interior;

import java.util.ArrayList;
import java.util.List;

/**
 * The pairs (theta, phi) of infeasibility and barrier function that a new iterate must improve upon
 * in one of the two (Wächter and Biegler 2006, section 2.3).
 */
final class Filter {
  private record Entry(double theta, double phi) {}

  private final List<Entry> entries = new ArrayList<>();
  private final double rounding;

  /**
   * An empty filter.
   *
   * @param rounding what the values may be wrong by, relative to their size
   */
  Filter(double rounding) {
    this.rounding = rounding;
  }

  /** Whether no entry is as good in both. */
  boolean accepts(double theta, double phi) {
    for (Entry entry : entries) {
      if (!LineSearch.atMost(theta, entry.theta, entry.theta, rounding)
          && !LineSearch.atMost(phi, entry.phi, entry.phi, rounding)) {
        return false;
      }
    }
    return true;
  }

  /** Forbids what is as bad in both. */
  void add(double theta, double phi) {
    entries.removeIf(e -> e.theta >= theta && e.phi >= phi);
    entries.add(new Entry(theta, phi));
  }

  void clear() {
    entries.clear();
  }
}
