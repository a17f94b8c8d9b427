package org.talweg.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.talweg.engine.Reformulation.Exactness;
import org.talweg.model.Problem;

/**
 * A reformulation of a plan, with what it does to the problem at hand.
 *
 * @param name of the reformulation
 * @param account what it does, in a few words
 */
public record Step(String name, Exactness exactness, String account) {
  /** The reformulations of a plan for a problem, from the outermost on. */
  public static List<Step> of(Catalog catalog, Problem<?> problem, Plan plan) {
    var steps = new ArrayList<Step>();
    collect(catalog, problem, plan, steps);
    return steps;
  }

  // A plan was made for the problem's form, which fixes its type.
  @SuppressWarnings({"unchecked", "rawtypes"})
  private static void collect(Catalog catalog, Problem<?> problem, Plan plan, List<Step> steps) {
    if (!(plan instanceof Plan.Reformulate(String name, Plan inner))) {
      plan.children().forEach(child -> collect(catalog, problem, child, steps));
      return;
    }
    Optional<Reformulation<?, ?, ?, ?>> found = catalog.reformulation(name);
    if (found.isPresent()) {
      Reformulation reformulation = found.get();
      steps.add(new Step(name, reformulation.exactness(), reformulation.account(problem)));
      Optional<Reformulated<?, ?, ?>> made = reformulation.apply(problem);
      made.ifPresent(one -> collect(catalog, one.problem(), inner, steps));
    }
  }

  /** In a word: exact, a relaxation, approximate. */
  public String exactly() {
    return switch (exactness) {
      case EXACT -> "exact";
      case RELAXATION -> "a relaxation";
      case APPROXIMATION -> "approximate";
    };
  }
}
