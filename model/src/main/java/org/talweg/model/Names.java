package org.talweg.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.talweg.model.Formula.Apply;

/** Checks of the names in conditions and constraints over the parameters of a space. */
final class Names {
  private Names() {}

  /** Whether a parameter's condition holds; a condition over an inactive parameter does not. */
  static boolean active(Formula when, Point partial) {
    for (String name : when.names()) {
      if (partial.space().indexOf(name) >= 0 && partial.value(name) == null) {
        return false;
      }
    }
    return when.holds(partial);
  }

  /** Every name must be a parameter, or a level of the choice it is compared with. */
  static void check(Formula formula, Space space, String where) {
    if (formula instanceof Apply(Formula.Operator operator, List<Formula> arguments)) {
      if (operator.isComparison()) {
        Set<String> left = levels(arguments.get(0), space);
        Set<String> right = levels(arguments.get(1), space);
        if (!left.isEmpty() && isLevelOf(arguments.get(1), left, space, where)
            || !right.isEmpty() && isLevelOf(arguments.get(0), right, space, where)) {
          return;
        }
      }
      arguments.forEach(argument -> check(argument, space, where));
    } else if (formula instanceof Formula.Name(String name) && space.indexOf(name) < 0) {
      throw new IllegalArgumentException(
          where
              + " names '"
              + name
              + "', which is no parameter; parameters are "
              + String.join(", ", space.parameters().stream().map(Parameter::name).toList()));
    }
  }

  private static Set<String> levels(Formula side, Space space) {
    if (side instanceof Formula.Name(String name) && space.indexOf(name) >= 0) {
      return switch (space.parameters().get(space.indexOf(name)).domain()) {
        case Domain.Choice(List<String> levels) -> new TreeSet<>(levels);
        case Domain.Ordinal(List<String> levels) -> new TreeSet<>(levels);
        default -> Set.of();
      };
    }
    return Set.of();
  }

  private static boolean isLevelOf(Formula side, Set<String> levels, Space space, String where) {
    String level =
        switch (side) {
          case Formula.Text(String text) -> text;
          case Formula.Name(String name) -> space.indexOf(name) >= 0 ? null : name;
          default -> null;
        };
    if (level != null && !levels.contains(level)) {
      throw new IllegalArgumentException(
          where
              + " compares with '"
              + level
              + "', which is not one of the levels "
              + String.join(", ", levels));
    }
    return level != null;
  }

  /** Parameters ordered so that each comes after those its condition names. */
  static int[] activationOrder(Space space) {
    List<Parameter> parameters = space.parameters();
    var waitingFor = new ArrayList<Set<String>>();
    for (Parameter parameter : parameters) {
      var parents = new TreeSet<String>();
      parameter.when().ifPresent(when -> parents.addAll(when.names()));
      parents.removeIf(name -> space.indexOf(name) < 0);
      waitingFor.add(parents);
    }
    int[] order = new int[parameters.size()];
    int done = 0;
    var ready = new ArrayDeque<Integer>();
    for (int i = 0; i < order.length; i++) {
      if (waitingFor.get(i).isEmpty()) {
        ready.add(i);
      }
    }
    while (!ready.isEmpty()) {
      int i = ready.remove();
      order[done++] = i;
      for (int k = 0; k < order.length; k++) {
        if (waitingFor.get(k).remove(parameters.get(i).name()) && waitingFor.get(k).isEmpty()) {
          ready.add(k);
        }
      }
    }
    if (done < order.length) {
      var cycle = new ArrayList<String>();
      for (int i = 0; i < order.length; i++) {
        if (!waitingFor.get(i).isEmpty()) {
          cycle.add(parameters.get(i).name());
        }
      }
      throw new IllegalArgumentException(
          "the conditions form a cycle among " + String.join(", ", cycle));
    }
    return order;
  }
}
