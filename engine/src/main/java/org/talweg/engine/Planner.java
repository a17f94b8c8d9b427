package org.talweg.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Plan.Stage;
import org.talweg.engine.Reformulation.Exactness;
import org.talweg.model.Budget;
import org.talweg.model.Problem;
import org.talweg.model.Resource;

/**
 * Chooses how a problem is solved.
 *
 * <p>It enumerates every path of at most {@value #DEPTH} reformulations that ends at a solver
 * willing to take the problem, and every global path followed by a local one; has the solvers
 * estimate how far they reach; and takes the plan that reaches farthest among those whose own
 * computing time fits the budget. The same problem, budget and catalogue give the same plan: ties
 * go to the shorter plan, then to the first name.
 */
public final class Planner {
  private static final int DEPTH = 3;

  /** Share of the evaluations that a polishing stage gets. */
  private static final double POLISH = 0.2;

  /** How much of an estimate survives a reformulation that is not exact. */
  private static final double APPROXIMATION = 0.9;

  private static final double RELAXATION = 0.95;

  /** How many global paths are tried with a local one after them. */
  private static final int POLISHED = 3;

  /** A plan with what is expected of it. */
  public record Candidate(Plan plan, double reach, double seconds, String why, boolean local) {}

  /** A solver, or a path to one, that will not take the problem. */
  public record Refused(String solver, String why) {}

  /**
   * Every plan considered, the best first; the first one is chosen.
   *
   * @param refused solvers that cannot take the problem, each with its reason
   */
  public record Choice(List<Candidate> candidates, List<Refused> refused) {
    public Choice {
      candidates = List.copyOf(candidates);
      refused = List.copyOf(refused);
    }

    /** The chosen plan. */
    public Candidate chosen() {
      return candidates.getFirst();
    }
  }

  /** No plan can be made; the message says why. */
  public static final class NoPlanException extends Exception {
    private static final long serialVersionUID = 1;

    public NoPlanException(String message) {
      super(message);
    }
  }

  private final Catalog catalog;

  public Planner(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * Chooses a plan.
   *
   * @param forced a solver's name, or several joined by {@code ,} for a portfolio or by {@code >}
   *     for stages of equal share that refine one another
   * @throws NoPlanException where no solver takes the problem, or the forced one cannot
   */
  public Choice choose(Problem<?> problem, Budget budget, Optional<String> forced)
      throws NoPlanException {
    var refused = new ArrayList<Refused>();
    List<Candidate> paths = paths(problem, budget, new HashSet<>(), 0, refused);
    if (forced.isPresent()) {
      return new Choice(List.of(forced(forced.get(), paths, refused)), refused);
    }
    var candidates = new ArrayList<>(paths);
    candidates.addAll(polished(problem, budget, paths));
    if (candidates.isEmpty()) {
      throw new NoPlanException(
          refused.isEmpty()
              ? "no solver is registered for problems of the form " + problem.form()
              : "no solver takes this problem: " + reasons(refused));
    }
    double time = budget.limit(Resource.SECONDS);
    candidates.sort(
        Comparator.comparing((Candidate c) -> c.seconds() > time)
            .thenComparing(Candidate::reach, Comparator.reverseOrder())
            .thenComparing(c -> c.plan().solvers().size())
            .thenComparing(c -> c.plan().brief()));
    return new Choice(candidates, refused);
  }

  private static String reasons(List<Refused> refused) {
    return String.join("; ", refused.stream().map(r -> r.solver() + ": " + r.why()).toList());
  }

  private List<Candidate> paths(
      Problem<?> problem, Budget budget, Set<String> used, int depth, List<Refused> refused) {
    var candidates = new ArrayList<Candidate>();
    var direct = new HashSet<String>();
    for (Solver<?, ?> solver : catalog.solvers()) {
      Capability capability = solver.capability();
      if (!capability.form().equals(problem.form())) {
        continue;
      }
      switch (estimate(solver, problem, budget)) {
        case Estimate.Fits(double reach, double seconds, String why) -> {
          direct.add(capability.name());
          var plan = new Plan.Solve(capability.name());
          candidates.add(new Candidate(plan, reach, seconds, why, capability.has(Trait.LOCAL)));
        }
        case Estimate.Unfit(String why) -> {
          if (depth == 0) {
            refused.add(new Refused(capability.name(), why));
          }
        }
      }
    }
    if (depth == DEPTH) {
      return candidates;
    }
    for (Reformulation<?, ?, ?, ?> reformulation : catalog.reformulations()) {
      String name = reformulation.capability().name();
      if (!reformulation.capability().form().equals(problem.form()) || used.contains(name)) {
        continue;
      }
      Optional<Problem<?>> target = apply(reformulation, problem);
      if (target.isEmpty()) {
        continue;
      }
      used.add(name);
      double survives =
          switch (reformulation.exactness()) {
            case EXACT -> 1;
            case RELAXATION -> RELAXATION;
            case APPROXIMATION -> APPROXIMATION;
          };
      // One compromise is not the front of several objectives.
      survives *= (double) target.get().objectives().size() / problem.objectives().size();
      for (Candidate inner : paths(target.get(), budget, used, depth + 1, refused)) {
        // A solver that takes the problem as it is gains nothing by a reformulation.
        if (!direct.contains(inner.plan().solvers().getFirst())) {
          candidates.add(
              new Candidate(
                  new Plan.Reformulate(name, inner.plan()),
                  inner.reach() * survives,
                  inner.seconds(),
                  inner.why() + exactness(name, reformulation.exactness()),
                  inner.local()));
        }
      }
      used.remove(name);
    }
    return candidates;
  }

  private static String exactness(String name, Exactness exactness) {
    return exactness == Exactness.EXACT
        ? ""
        : "; "
            + name
            + " is "
            + (exactness == Exactness.RELAXATION ? "a relaxation" : "approximate");
  }

  // Solvers and reformulations are matched to the problem by its form, which fixes its type.
  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Estimate estimate(Solver solver, Problem problem, Budget budget) {
    return solver.estimate(problem, budget);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Optional<Problem<?>> apply(Reformulation reformulation, Problem problem) {
    return ((Optional<Reformulated<?, ?, ?>>) reformulation.apply(problem))
        .map(reformulated -> (Problem<?>) reformulated.problem());
  }

  /**
   * Global paths with a local one after them: of the way that the global part leaves, the local
   * part covers its own reach on its share of the evaluations.
   */
  private List<Candidate> polished(Problem<?> problem, Budget budget, List<Candidate> paths) {
    if (Double.isInfinite(budget.evaluations()) && budget.limits().isEmpty()) {
      return List.of();
    }
    List<Candidate> globals =
        paths(problem, budget.share(1 - POLISH), new HashSet<>(), 0, new ArrayList<>()).stream()
            .filter(c -> !c.local())
            .sorted(Comparator.comparing(Candidate::reach).reversed())
            .limit(POLISHED)
            .toList();
    List<Candidate> locals =
        paths(problem, budget.share(POLISH), new HashSet<>(), 0, new ArrayList<>()).stream()
            .filter(Candidate::local)
            .toList();
    var polished = new ArrayList<Candidate>();
    for (Candidate global : globals) {
      for (Candidate local : locals) {
        double reach = global.reach() + (1 - global.reach()) * local.reach() * POLISH;
        polished.add(
            new Candidate(
                new Plan.Refine(
                    1,
                    List.of(new Stage(1 - POLISH, global.plan()), new Stage(POLISH, local.plan()))),
                reach,
                global.seconds() + local.seconds(),
                global.why() + ", then " + local.why(),
                false));
      }
    }
    return polished;
  }

  private Candidate forced(String spec, List<Candidate> paths, List<Refused> refused)
      throws NoPlanException {
    boolean stages = spec.contains(">");
    var parts = new ArrayList<Candidate>();
    for (String part : spec.split(stages ? ">" : ",", -1)) {
      parts.add(forcedOne(part.strip(), paths, refused));
    }
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    double share = 1.0 / parts.size();
    List<Plan> plans = parts.stream().map(Candidate::plan).toList();
    Plan plan =
        stages
            ? new Plan.Refine(1, plans.stream().map(p -> new Stage(share, p)).toList())
            : new Plan.Portfolio(plans);
    return new Candidate(
        plan,
        parts.stream().mapToDouble(Candidate::reach).max().orElse(0),
        parts.stream().mapToDouble(Candidate::seconds).sum() * share,
        "as demanded",
        false);
  }

  private Candidate forcedOne(String name, List<Candidate> paths, List<Refused> refused)
      throws NoPlanException {
    Optional<Candidate> found =
        paths.stream()
            .filter(c -> c.plan().solvers().getFirst().equals(name))
            .max(Comparator.comparing(Candidate::reach));
    if (found.isPresent()) {
      return found.get();
    }
    if (catalog.solver(name).isEmpty()) {
      throw new NoPlanException(
          "there is no solver '"
              + name
              + "'; solvers are "
              + String.join(
                  ", ", catalog.solvers().stream().map(s -> s.capability().name()).toList()));
    }
    String why =
        refused.stream()
            .filter(r -> r.solver().equals(name))
            .map(Refused::why)
            .findFirst()
            .orElse("no reformulation leads to it");
    throw new NoPlanException(name + " does not take this problem: " + why);
  }
}
