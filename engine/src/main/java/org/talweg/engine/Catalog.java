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
    return load("");
  }

  /**
   * What is on the class path and in a package whose name begins so; the rest is not even loaded,
   * for commands that must start quickly.
   */
  public static Catalog load(String packages) {
    var solvers = new ArrayList<Solver<?, ?>>();
    for (Solver<?, ?> solver : services(Solver.class, packages)) {
      solvers.add(solver);
    }
    var reformulations = new ArrayList<Reformulation<?, ?, ?, ?>>();
    for (Reformulation<?, ?, ?, ?> reformulation : services(Reformulation.class, packages)) {
      reformulations.add(reformulation);
    }
    return new Catalog(solvers, reformulations);
  }

  private static <T> List<T> services(Class<T> kind, String packages) {
    return ServiceLoader.load(kind, Catalog.class.getClassLoader()).stream()
        .filter(provider -> provider.type().getName().startsWith(packages))
        .map(ServiceLoader.Provider::get)
        .toList();
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
