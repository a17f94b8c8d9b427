package org.talweg.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Plan.Stage;
import org.talweg.engine.Reformulation.Exactness;
import org.talweg.engine.plan.PlanStrategies;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.model.Features;
import org.talweg.model.Problem;
import org.talweg.model.Resource;

/**
 * Chooses how a problem is solved.
 *
 * <p>It enumerates every path of at most {@value #DEPTH} reformulations that ends at a solver
 * willing to take the problem, and every global path followed by a local one; has the solvers
 * estimate how far they reach; and takes the plan that reaches farthest among those whose own
 * computing time fits the budget. The same problem, budget, catalogue and {@link History} give the
 * same plan: ties go to the shorter plan, then to the first name.
 *
 * <p>Estimates are not certain. So two solvers taking turns, with half the evaluations each, are
 * worth what the better of two normal variables about their estimates is expected to be (Clark,
 * "The greatest of a finite set of random variables", Operations Research 9, 1961):
 *
 * <pre>
 *   E max(r1, r2) = r1 Phi(a) + r2 Phi(-a) + s phi(a),   a = (r1 - r2) / s,   s = sqrt(2) DOUBT max(r1, r2)
 * </pre>
 *
 * less a hundredth for taking turns. That beats the better one alone where the two are close and
 * half the budget reaches nearly as far as all of it.
 */
public final class Planner {
  private static final int DEPTH = 3;

  /** Share of the evaluations that a polishing stage gets. */
  private static final double POLISH = 0.2;

  /** How much of an estimate survives a reformulation that is not exact. */
  private static final double APPROXIMATION = 0.9;

  private static final double RELAXATION = 0.95;

  /** The power of the share of the objectives that are left in what survives. */
  private static final double COMPROMISE = 3;

  /** How many global paths are tried with a local one after them. */
  private static final int POLISHED = 3;

  /** How many global paths are paired. */
  private static final int PORTFOLIO = 3;

  /** Standard deviation of what is reached about what was estimated, per estimate. */
  private static final double DOUBT = 0.1;

  private static final double TAKING_TURNS = 0.99;

  private static final String DEMANDED = "as demanded";

  /** Evaluations where a budget limits neither them nor the time. */
  public static final int DEFAULT_EVALUATIONS = 100;

  /** Seconds of an evaluation, assumed to plan within a budget of time alone. */
  private static final double ASSUMED_SECONDS = 0.1;

  /** A plan with what is expected of it. */
  public record Candidate(Plan plan, double reach, double seconds, String why, boolean local) {}

  /** A solver, or a path to one, that will not take the problem. */
  public record Refused(String solver, String why) {}

  /**
   * Every plan considered, the best first; the first one is chosen.
   *
   * @param refused solvers that cannot take the problem, each with its reason
   * @param notes what was assumed, in whole sentences
   */
  public record Choice(List<Candidate> candidates, List<Refused> refused, List<String> notes) {
    public Choice {
      candidates = List.copyOf(candidates);
      refused = List.copyOf(refused);
      notes = List.copyOf(notes);
    }

    /** The chosen plan. */
    public Candidate chosen() {
      return candidates.getFirst();
    }

    /** Why it was chosen, in one sentence. */
    public String reason() {
      if (chosen().why().startsWith(DEMANDED)) {
        return chosen().why();
      }
      if (candidates.size() == 1) {
        return refused.isEmpty()
            ? "it is the only plan considered"
            : "no other solver takes the problem";
      }
      Candidate next = candidates.get(1);
      return "expected to cover %.1f%% of the way to the optimum, against %.1f%% by %s; %s"
          .formatted(
              100 * chosen().reach(), 100 * next.reach(), next.plan().brief(), chosen().why());
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
  private final History history;

  public Planner(Catalog catalog) {
    this(catalog, History.NONE);
  }

  /** A planner whose estimates are corrected by what recorded runs came to. */
  public Planner(Catalog catalog, History history) {
    this.catalog = catalog;
    this.history = history;
  }

  /**
   * The budget, with {@value #DEFAULT_EVALUATIONS} evaluations where it limits neither these nor
   * the time: money or tokens alone would not end a run that costs none.
   */
  public static Budget bounded(Budget budget) {
    return budget.limits().containsKey(Resource.EVALUATIONS)
            || budget.limits().containsKey(Resource.SECONDS)
        ? budget
        : budget.with(Resource.EVALUATIONS, DEFAULT_EVALUATIONS);
  }

  /** The budget with a guess of the evaluations that it allows, for solvers to estimate by. */
  private static Budget guessed(Problem<?> problem, Budget budget, List<String> notes) {
    Budget bounded = bounded(budget);
    if (!bounded.equals(budget)) {
      notes.add(
          "The budget limits neither evaluations nor time: using %d evaluations."
              .formatted(DEFAULT_EVALUATIONS));
    }
    double points = problem.features().get(Features.CARDINALITY);
    double n = bounded.evaluations();
    if (Double.isInfinite(n)) {
      n = Math.max(1, Math.rint(bounded.limit(Resource.SECONDS) / ASSUMED_SECONDS));
      if (problem instanceof BlackBox) { // others are not evaluated point by point
        notes.add(
            "The budget limits time alone: %.0f evaluations of %s s are assumed."
                .formatted(n, ASSUMED_SECONDS));
      }
    }
    if (points >= 1 && points <= n && !problem.features().has(Features.NOISY)) {
      notes.add(
          "The space has %.0f points, so the budget is enough for all of them.".formatted(points));
      n = points;
    }
    return bounded.with(Resource.EVALUATIONS, n);
  }

  /**
   * Chooses a plan.
   *
   * @param forced a solver's name, or several joined by {@code ,} for a portfolio or by {@code >}
   *     for stages of equal share that refine one another
   * @throws NoPlanException where no solver takes the problem, or the forced one cannot
   */
  public Choice choose(Problem<?> problem, Budget limits, Optional<String> forced)
      throws NoPlanException {
    var notes = new ArrayList<String>();
    Budget budget = guessed(problem, limits, notes);
    var refused = new ArrayList<Refused>();
    List<Candidate> paths = paths(problem, budget, new HashSet<>(), 0, refused);
    if (forced.isPresent()) {
      return new Choice(List.of(forced(forced.get(), paths, refused)), refused, notes);
    }
    var candidates = new ArrayList<>(paths);
    candidates.addAll(polished(problem, budget));
    candidates.addAll(portfolios(problem, budget));
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
    return new Choice(candidates, refused, notes);
  }

  private static String reasons(List<Refused> refused) {
    return String.join("; ", refused.stream().map(r -> r.solver() + ": " + r.why()).toList());
  }

  private List<Candidate> paths(
      Problem<?> problem, Budget budget, Set<String> used, int depth, List<Refused> refused) {
    var candidates = new ArrayList<Candidate>();
    var direct = new HashMap<String, Double>();
    for (Solver<?, ?> solver : catalog.solvers()) {
      Capability capability = solver.capability();
      if (!capability.form().equals(problem.form())) {
        continue;
      }
      switch (estimate(solver, problem, budget)) {
        case Estimate.Fits(double reach, double seconds, String why) -> {
          direct.put(capability.name(), reach);
          var plan = new Plan.Solve(capability.name());
          var estimated = new Candidate(plan, reach, seconds, why, capability.has(Trait.LOCAL));
          candidates.add(history.correct(estimated, budget.evaluations()));
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
      survives *= survives(reformulation, problem);
      // One compromise is far from the front of several objectives.
      survives *=
          reformulation instanceof Sweep
              ? 1
              : Math.pow(
                  (double) target.get().objectives().size() / problem.objectives().size(),
                  COMPROMISE);
      for (Candidate inner : paths(target.get(), budget, used, depth + 1, refused)) {
        // To a solver that takes the problem as it is, only if it then reaches farther.
        double alone = direct.getOrDefault(inner.plan().solvers().getFirst(), -1.0);
        if (inner.reach() * survives > alone) {
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
        : "; " + name + " is " + new Step(name, exactness, "").exactly();
  }

  // Solvers and reformulations are matched to the problem by its form, which fixes its type.
  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Estimate estimate(Solver solver, Problem problem, Budget budget) {
    return solver.estimate(problem, budget);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static double survives(Reformulation reformulation, Problem problem) {
    return reformulation.survives(problem);
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
  private List<Candidate> polished(Problem<?> problem, Budget budget) {
    if (budget.evaluations() < 1 / POLISH) {
      return List.of();
    }
    List<Candidate> globals =
        paths(problem, budget.share(1 - POLISH), new HashSet<>(), 0, new ArrayList<>()).stream()
            .filter(c -> !c.local() && takesStages(c.plan()))
            .sorted(Comparator.comparing(Candidate::reach).reversed())
            .limit(POLISHED)
            .toList();
    List<Candidate> locals =
        paths(problem, budget.share(POLISH), new HashSet<>(), 0, new ArrayList<>()).stream()
            .filter(c -> c.local() && takesStages(c.plan()))
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

  /** Pairs of the best global paths, taking turns. */
  private List<Candidate> portfolios(Problem<?> problem, Budget budget) {
    if (budget.evaluations() < 2) {
      return List.of();
    }
    List<Candidate> members =
        paths(problem, budget.share(0.5), new HashSet<>(), 0, new ArrayList<>()).stream()
            .filter(c -> !c.local() && takesTurns(c.plan()))
            .sorted(
                Comparator.comparing(Candidate::reach, Comparator.reverseOrder())
                    .thenComparing(c -> c.plan().brief()))
            .limit(PORTFOLIO)
            .toList();
    var portfolios = new ArrayList<Candidate>();
    for (int i = 0; i < members.size(); i++) {
      for (Candidate b : members.subList(i + 1, members.size())) {
        Candidate a = members.get(i);
        if (!family(a).equals(family(b))) {
          portfolios.add(
              new Candidate(
                  new Plan.Portfolio(List.of(a.plan(), b.plan())),
                  Math.min(1, TAKING_TURNS * betterOf(a.reach(), b.reach())),
                  a.seconds() + b.seconds(),
                  "whichever of two does better",
                  false));
        }
      }
    }
    return portfolios;
  }

  /**
   * The first word of the solver's name: gp and gp-ucb are of one mind, so none hedges the other.
   */
  private static String family(Candidate candidate) {
    return candidate.plan().solvers().getFirst().split("-", 2)[0];
  }

  /** Only strategies can take turns: solvers of black boxes, and reformulations of these. */
  private boolean takesTurns(Plan plan) {
    return PlanStrategies.applies(plan, catalog);
  }

  /** Stages work on the problem itself; a reformulation among them must be a strategy. */
  private boolean takesStages(Plan plan) {
    return plan instanceof Plan.Solve || takesTurns(plan);
  }

  /** Clark's formula for two independent normal variables of relative deviation DOUBT. */
  static double betterOf(double r1, double r2) {
    double s = Math.sqrt(2) * DOUBT * Math.max(r1, r2);
    if (s == 0) {
      return 0;
    }
    double a = (r1 - r2) / s;
    double density = Math.exp(-a * a / 2) / Math.sqrt(2 * Math.PI);
    return r1 * normal(a) + r2 * normal(-a) + s * density;
  }

  /** The normal distribution function, by its series; exact enough for any sum of estimates. */
  private static double normal(double x) {
    if (Math.abs(x) > 6) {
      return x > 0 ? 1 : 0;
    }
    double term = x;
    double sum = x;
    for (int k = 1; k < 120; k++) {
      term *= x * x / (2 * k + 1);
      sum += term;
    }
    return Math.clamp(0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI), 0, 1);
  }

  private Candidate forced(String spec, List<Candidate> paths, List<Refused> refused)
      throws NoPlanException {
    boolean stages = spec.contains(">");
    var parts = new ArrayList<Candidate>();
    for (String part : spec.split(stages ? ">" : ",", -1)) {
      parts.add(forcedOne(part.strip(), paths, refused));
    }
    if (parts.size() == 1) {
      Candidate only = parts.getFirst();
      return new Candidate(
          only.plan(), only.reach(), only.seconds(), DEMANDED + "; " + only.why(), only.local());
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
        DEMANDED,
        false);
  }

  private Candidate forcedOne(String name, List<Candidate> paths, List<Refused> refused)
      throws NoPlanException {
    Optional<Candidate> found =
        paths.stream()
            .filter(c -> c.plan().solvers().getFirst().equals(name) || c.plan().reformulates(name))
            .max(Comparator.comparing(Candidate::reach));
    if (found.isPresent()) {
      return found.get();
    }
    if (catalog.solver(name).isEmpty() && catalog.reformulation(name).isEmpty()) {
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
