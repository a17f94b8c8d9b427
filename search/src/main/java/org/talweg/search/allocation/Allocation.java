package org.talweg.search.allocation;

import java.util.Arrays;
import java.util.List;

/** The number of samples of each group. */
public record Allocation(List<Integer> samples) {
  public Allocation {
    samples = List.copyOf(samples);
  }

  static Allocation of(int... samples) {
    return new Allocation(Arrays.stream(samples).boxed().toList());
  }
}
