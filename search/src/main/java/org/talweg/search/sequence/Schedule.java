package org.talweg.search.sequence;

import java.util.List;

/** The parameter used for each instance, in the order in which they arrived. */
public record Schedule(List<Double> parameters) {
  public Schedule {
    parameters = List.copyOf(parameters);
  }
}
