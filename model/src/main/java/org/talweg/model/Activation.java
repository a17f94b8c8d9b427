package org.talweg.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which parameters exist where, and in which order that is decided. */
final class Activation {
  private Activation() {}

  /**
   * Whether the parameter exists, given the values of those before it. A condition that turns on an
   * inactive parameter does not hold.
   */
  static boolean active(Parameter parameter, Formula.Scope before) {
    return parameter.when().isEmpty()
        || Evaluation.violation(parameter.when().get(), before, Evaluation.Missing.FAILS) == 0;
  }

  /**
   * The places of the parameters, each after those its condition names and otherwise as declared.
   *
   * @throws IllegalArgumentException where conditions form a cycle
   */
  static int[] order(List<Parameter> parameters) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      places.put(parameters.get(i).name(), i);
    }
    var parents = new ArrayList<Set<Integer>>();
    var children = new ArrayList<List<Integer>>();
    for (int i = 0; i < parameters.size(); i++) {
      parents.add(new TreeSet<>());
      children.add(new ArrayList<>());
    }
    for (int i = 0; i < parameters.size(); i++) {
      int child = i;
      parameters
          .get(i)
          .when()
          .ifPresent(
              when ->
                  when.names()
                      .forEach(
                          name -> {
                            int parent = places.getOrDefault(name, -1);
                            if (parent >= 0) {
                              parents.get(child).add(parent);
                              children.get(parent).add(child);
                            }
                          }));
    }
    var ready = new PriorityQueue<Integer>();
    for (int i = 0; i < parameters.size(); i++) {
      if (parents.get(i).isEmpty()) {
        ready.add(i);
      }
    }
    int[] order = new int[parameters.size()];
    int done = 0;
    while (!ready.isEmpty()) {
      int parent = ready.remove();
      order[done++] = parent;
      for (int child : children.get(parent)) {
        parents.get(child).remove(parent);
        if (parents.get(child).isEmpty()) {
          ready.add(child);
        }
      }
    }
    if (done < order.length) {
      throw new IllegalArgumentException(
          "the conditions form a cycle: "
              + cycle(parents).stream()
                  .map(place -> parameters.get(place).name())
                  .collect(Collectors.joining(" needs ")));
    }
    return order;
  }

  /** A way from a parameter over its parents back to itself; what is left in parents has one. */
  private static List<Integer> cycle(List<Set<Integer>> parents) {
    int place = 0;
    while (parents.get(place).isEmpty()) {
      place++;
    }
    var way = new ArrayList<Integer>();
    while (!way.contains(place)) {
      way.add(place);
      place = parents.get(place).iterator().next();
    }
    way.add(place);
    return way.subList(way.indexOf(place), way.size());
  }
}
