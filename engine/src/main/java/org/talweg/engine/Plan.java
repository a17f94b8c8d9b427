package org.talweg.engine;

import java.util.List;
import java.util.stream.Stream;

/**
 * How a problem will be solved: a tree that the planner builds, {@code explain} prints, the journal
 * keeps and the engine runs. Solvers and reformulations are named, so that a plan outlives the
 * process that made it.
 */
public sealed interface Plan {
  /** One solver does it. */
  record Solve(String solver) implements Plan {}

  /** Another problem is solved in its stead. */
  record Reformulate(String reformulation, Plan inner) implements Plan {}

  /** Several plans take turns, and each hears of the others' trials. */
  record Portfolio(List<Plan> members) implements Plan {
    public Portfolio {
      members = List.copyOf(members);
    }
  }

  /**
   * Several plans one after the other, each beginning from the incumbents of those before, for a
   * number of rounds.
   */
  record Refine(int rounds, List<Stage> stages) implements Plan {
    public Refine {
      stages = List.copyOf(stages);
    }
  }

  /**
   * A part of {@link Refine}.
   *
   * @param share of the evaluations of a round, from 0 to 1
   */
  record Stage(double share, Plan plan) {}

  /** The parts directly below. */
  default List<Plan> children() {
    return switch (this) {
      case Solve _ -> List.of();
      case Reformulate reformulate -> List.of(reformulate.inner());
      case Portfolio portfolio -> portfolio.members();
      case Refine refine -> refine.stages().stream().map(Stage::plan).toList();
    };
  }

  /** The names of all solvers in it, in order. */
  default List<String> solvers() {
    return this instanceof Solve(String solver)
        ? List.of(solver)
        : children().stream().flatMap(child -> child.solvers().stream()).toList();
  }

  /** Whether a reformulation of that name is in it. */
  default boolean reformulates(String name) {
    return (this instanceof Reformulate(String own, Plan _) && own.equals(name))
        || children().stream().anyMatch(child -> child.reformulates(name));
  }

  /** On one line, such as {@code refine(80% cma-es, 20% bobyqa)}. */
  default String brief() {
    return switch (this) {
      case Solve(String solver) -> solver;
      case Reformulate(String name, Plan inner) -> name + " -> " + inner.brief();
      case Portfolio(List<Plan> members) ->
          "portfolio(" + join(members.stream().map(Plan::brief)) + ")";
      case Refine(int rounds, List<Stage> stages) ->
          "refine("
              + (rounds == 1 ? "" : rounds + " rounds: ")
              + join(
                  stages.stream().map(s -> Math.round(100 * s.share()) + "% " + s.plan().brief()))
              + ")";
    };
  }

  private static String join(Stream<String> parts) {
    return String.join(", ", parts.toList());
  }
}
