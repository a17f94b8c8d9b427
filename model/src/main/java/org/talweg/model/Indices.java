package org.talweg.model;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the indexed part of the formula language refers to: {@code sum(i in items: cost[i]*x[i])}.
 * Such a formula is written out when it is read: a sum over a set becomes a flat sum, {@code x[3]}
 * the name {@code x_3}, and {@code cost[3]} its number.
 *
 * <p>Elements of sets are names or whole numbers, 0 or more. Where something has several indices
 * its key is their elements joined by commas.
 *
 * @param sets the elements of each set, in order
 * @param data numbers by name and key; a number without an index has the empty key
 * @param variables the keys of each indexed variable
 */
public record Indices(
    Map<String, List<String>> sets,
    Map<String, Map<String, Double>> data,
    Map<String, Set<String>> variables) {
  /** Nothing is indexed. */
  public static final Indices NONE = new Indices(Map.of(), Map.of(), Map.of());

  /** The name of one of the variables that an indexed one stands for. */
  public static String name(String variable, String key) {
    return variable + "_" + key.replace(',', '_');
  }

  /** Whether there is nothing to refer to. */
  public boolean isEmpty() {
    return sets.isEmpty() && data.isEmpty() && variables.isEmpty();
  }
}
