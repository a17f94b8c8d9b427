package org.talweg.app.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.talweg.app.file.VariablesReader.Declared;
import org.talweg.model.Domain;
import org.talweg.model.Formula;
import org.talweg.model.Parameter;

/** Reads the conditions of variables, once all variables are known. */
final class SpaceReader {
  private final Names names;
  private final Mistakes mistakes;

  SpaceReader(Names names) {
    this.names = names;
    mistakes = names.mistakes();
  }

  /** The domain of each variable, for {@link Names}. */
  static Map<String, Optional<Domain>> domains(List<Declared> declared) {
    Map<String, Optional<Domain>> domains = new LinkedHashMap<>();
    declared.forEach(v -> domains.put(v.name(), Optional.ofNullable(v.domain())));
    return domains;
  }

  /** The parameters; not all of them where anything is wrong. */
  List<Parameter> parameters(List<Declared> declared) {
    var parameters = new ArrayList<Parameter>();
    Map<String, Set<String>> parents = new HashMap<>();
    for (Declared variable : declared) {
      Domain domain = variable.domain();
      Optional<Formula> when = Optional.empty();
      if (variable.when() != null) {
        when =
            Optional.ofNullable(
                domain == null
                    ? names.formula(variable.when(), false)
                    : names.condition(variable.name(), domain, variable.when()));
        when.ifPresent(formula -> parents.put(variable.name(), formula.names()));
      }
      if (domain != null && Names.whyNot(variable.name()) == null) {
        parameters.add(new Parameter(variable.name(), domain, when, variable.start()));
      }
    }
    findCycle(declared, parents);
    return parameters;
  }

  /** Notes a cycle of conditions, at the first variable on it. */
  private void findCycle(List<Declared> declared, Map<String, Set<String>> parents) {
    Set<String> settled = new HashSet<>();
    for (Declared variable : declared) {
      List<String> cycle = cycleFrom(variable.name(), parents, settled);
      if (!cycle.isEmpty()) {
        Declared first =
            declared.stream().filter(v -> cycle.contains(v.name())).findFirst().orElse(variable);
        Place place = first.when() == null ? first.place() : first.when().place();
        mistakes.add(place, "the conditions form a cycle: " + shown(cycle));
        return;
      }
    }
  }

  /** The cycle in words, its middle left out where it is long. */
  private static String shown(List<String> cycle) {
    int size = cycle.size();
    return size <= 10
        ? String.join(" needs ", cycle)
        : String.join(" needs ", cycle.subList(0, 4))
            + " needs ... needs "
            + String.join(" needs ", cycle.subList(size - 3, size));
  }

  /** A way from a variable over what conditions name back to where it has been, or nothing. */
  private static List<String> cycleFrom(
      String start, Map<String, Set<String>> parents, Set<String> settled) {
    // Depth first with a path of its own: chains may be longer than the stack.
    var path = new LinkedHashSet<String>(List.of(start));
    var pending = new ArrayList<List<String>>();
    pending.add(new ArrayList<>(parents.getOrDefault(start, Set.of())));
    while (!path.isEmpty()) {
      List<String> next = pending.getLast();
      if (next.isEmpty()) {
        pending.removeLast();
        settled.add(path.removeLast());
        continue;
      }
      String name = next.removeLast();
      if (path.contains(name)) {
        var cycle = new ArrayList<>(path);
        cycle.add(name);
        return cycle.subList(cycle.indexOf(name), cycle.size());
      }
      if (!settled.contains(name)) {
        path.add(name);
        pending.add(new ArrayList<>(parents.getOrDefault(name, Set.of())));
      }
    }
    return List.of();
  }
}
