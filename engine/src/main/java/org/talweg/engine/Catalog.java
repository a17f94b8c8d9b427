package org.talweg.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The solvers and reformulations that are at hand, by name. What a module registers with {@link
 * ServiceLoader} is here with no further edit.
 */
public record Catalog(List<Solver<?, ?>> solvers, List<Reformulation<?, ?, ?, ?>> reformulations) {
  public Catalog {
    solvers = sorted(solvers, Solver::capability);
    reformulations = sorted(reformulations, Reformulation::capability);
  }

  private static <T> List<T> sorted(
      List<T> entries, java.util.function.Function<T, Capability> capability) {
    var sorted = new ArrayList<>(entries);
    sorted.sort(Comparator.comparing(entry -> capability.apply(entry).name()));
    for (int i = 1; i < sorted.size(); i++) {
      String name = capability.apply(sorted.get(i)).name();
      if (name.equals(capability.apply(sorted.get(i - 1)).name())) {
        throw new IllegalStateException("two capabilities are named '" + name + "'");
      }
    }
    return List.copyOf(sorted);
  }

  /** Everything on the class path. */
  public static Catalog load() {
    var solvers = new ArrayList<Solver<?, ?>>();
    for (Solver<?, ?> solver : ServiceLoader.load(Solver.class, Catalog.class.getClassLoader())) {
      solvers.add(solver);
    }
    var reformulations = new ArrayList<Reformulation<?, ?, ?, ?>>();
    for (Reformulation<?, ?, ?, ?> reformulation :
        ServiceLoader.load(Reformulation.class, Catalog.class.getClassLoader())) {
      reformulations.add(reformulation);
    }
    return new Catalog(solvers, reformulations);
  }

  /** The solver of that name. */
  public Optional<Solver<?, ?>> solver(String name) {
    return solvers.stream().filter(s -> s.capability().name().equals(name)).findFirst();
  }

  /** The reformulation of that name. */
  public Optional<Reformulation<?, ?, ?, ?>> reformulation(String name) {
    return reformulations.stream().filter(r -> r.capability().name().equals(name)).findFirst();
  }
}
