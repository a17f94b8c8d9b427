package org.talweg.search.placement;

import java.util.Arrays;
import java.util.List;

/**
 * How many machines of each type to rent.
 *
 * @param nodes one number per type, in the problem's order
 */
public record Placement(List<Integer> nodes) {
  public Placement {
    nodes = List.copyOf(nodes);
  }

  /** The placement of these numbers. */
  public static Placement of(int... nodes) {
    return new Placement(Arrays.stream(nodes).boxed().toList());
  }

  /** The numbers, in an array of the caller's own. */
  public int[] toArray() {
    return nodes.stream().mapToInt(Integer::intValue).toArray();
  }
}
