package org.talweg.search.evolution;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.talweg.engine.BlackBoxSolver;
import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Proposal;
import org.talweg.engine.Setting;
import org.talweg.engine.Strategy;
import org.talweg.engine.Trial;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.model.Form;
import org.talweg.model.Point;
import org.talweg.model.Space;
import org.talweg.search.Reach;
import org.talweg.search.sobol.InitialDesign;

/**
 * A steady-state (μ + 1) evolutionary search over values as they are: numbers, levels, orders, and
 * parameters that exist only under a condition.
 *
 * <p>A child has a mother, the best of three random members, and with probability 0.7 a father
 * found likewise. It takes each value from either (orders by order crossover; a parameter that
 * neither parent has gets a random value when it becomes active), and each value mutates with
 * probability p, at least one in any case: numbers by a normal step σ in their unit interval, and
 * whole numbers by at least one; levels to another level; orders by an exchange, insertion or
 * inversion. Both strategy parameters are inherited and mutate first,
 *
 * <pre>
 *   σ' = σ exp(τ N(0,1)),   p' = 1 / (1 + (1 - p)/p exp(-τ N(0,1))),   τ = 1 / √(2d)
 * </pre>
 *
 * The child joins the population and the worst leaves, of equals the older. No point is proposed
 * twice while others can be found, and one that violates known constraints is made anew or
 * repaired. After 30 μ trials without a better best the search starts anew with twice as many
 * members.
 *
 * <p>Source: Li et al., "Mixed integer evolution strategies for parameter optimization", Evol.
 * Comput. 21 (2013), for mutation and self-adaptation; Bäck, Fogel and Michalewicz (eds.), Handbook
 * of Evolutionary Computation (1997), C2.7, for the steady state. Needs nothing. Ranks only, so
 * constraints and failures need no care. No guarantee. Cost per trial: O(d + log μ).
 */
public final class EvolutionarySearch implements BlackBoxSolver {
  private static final int MEMBERS = 20;
  private static final double FATHER = 0.7;
  private static final int TOURNAMENT = 3;

  /** Children made before a repetition or violation is accepted. */
  private static final int TRIES = 20;

  private static final Capability CAPABILITY =
      Capability.solver(
          "evolution",
          Form.BLACK_BOX,
          "Evolves mixed and conditional points by operators for each kind of parameter.",
          "Li et al. 2013",
          Trait.GLOBAL,
          Trait.CONSTRAINTS,
          Trait.MIXED,
          Trait.PARALLEL);

  @Override
  public Capability capability() {
    return CAPABILITY;
  }

  @Override
  public Estimate estimate(BlackBox problem, Budget budget) {
    if (problem.objectives().size() > 1) {
      return new Estimate.Unfit("takes one objective");
    }
    double reach = Reach.ofLearning(problem, budget.evaluations(), 0.7, 0.005, 1);
    return new Estimate.Fits(reach, 0, "operators for each kind of parameter");
  }

  @Override
  public Strategy begin(BlackBox problem, Setting setting) {
    return new Search(problem, setting);
  }

  /** A point with its strategy parameters: σ and p. */
  private record Genome(Point point, double step, double rate) {}

  private record Member(Genome genome, Trial trial) {}

  private static final class Search implements Strategy {
    private final Space space;
    private final RandomGenerator random;
    private final InitialDesign design;
    private final Comparator<Trial> bestFirst;
    private final double tau;

    /** Best first. */
    private final List<Member> members = new ArrayList<>();

    private final IdentityHashMap<Proposal, Genome> pending = new IdentityHashMap<>();
    private final Set<Point> seen = new HashSet<>();
    private int size;
    private int toDesign;
    private int sinceBetter = 0;

    Search(BlackBox problem, Setting setting) {
      space = problem.space();
      random = setting.random();
      design = new InitialDesign(problem, setting);
      bestFirst = Trial.bestFirst(problem.objectives());
      tau = 1 / Math.sqrt(2.0 * space.unitDimension());
      size = (int) Math.clamp(setting.budget().evaluations() / 8, 5, MEMBERS);
      design.known().stream().limit(Math.max(1, size / 2)).forEach(this::learn);
      toDesign = size - members.size();
    }

    @Override
    public Optional<Proposal> ask() {
      Genome genome;
      if (toDesign > 0 || members.isEmpty()) {
        // While nothing has been told there is nothing to breed from.
        toDesign = Math.max(0, toDesign - 1);
        genome = genome(design.next());
      } else {
        genome = child();
      }
      seen.add(genome.point);
      var proposal = Proposal.of(genome.point);
      pending.put(proposal, genome);
      return Optional.of(proposal);
    }

    private Genome genome(Point point) {
      return new Genome(point, 0.2, Math.min(0.5, 2.0 / space.parameters().size()));
    }

    private Genome child() {
      Genome child = bred();
      for (int i = 0; i < TRIES && !fresh(child.point); i++) {
        child = bred();
      }
      if (space.violation(child.point) > 0) {
        Point repaired = space.repair(space.toUnit(child.point), random);
        return new Genome(repaired, child.step, child.rate);
      }
      // A neighbourhood that is known in full calls for a look elsewhere.
      return fresh(child.point) ? child : genome(design.next());
    }

    private boolean fresh(Point point) {
      return space.violation(point) == 0 && !seen.contains(point);
    }

    private Genome bred() {
      Genome mother = tournament();
      Genome father = random.nextDouble() < FATHER ? tournament() : mother;
      double step =
          Math.clamp(
              Math.sqrt(mother.step * father.step) * Math.exp(tau * random.nextGaussian()),
              1e-9,
              0.5);
      double odds = (1 - mother.rate) / mother.rate * Math.exp(-tau * random.nextGaussian());
      int parameters = space.parameters().size();
      double rate = Math.clamp(1 / (1 + odds), Math.min(0.5, 1.0 / parameters), 0.5);
      boolean[] changes = new boolean[parameters];
      for (int i = 0; i < parameters; i++) {
        changes[i] = random.nextDouble() < rate;
      }
      changes[random.nextInt(parameters)] = true;
      Point point =
          Variation.child(
              space,
              mother.point,
              father.point,
              Variation::uniform,
              (i, domain, value, r) ->
                  changes[i] ? Variation.nearby(domain, value, step, r) : value,
              random);
      return new Genome(point, step, rate);
    }

    private Genome tournament() {
      int best = members.size();
      for (int i = 0; i < TOURNAMENT; i++) {
        best = Math.min(best, random.nextInt(members.size()));
      }
      return members.get(best).genome;
    }

    @Override
    public void tell(Trial trial) {
      Genome genome = pending.remove(trial.proposal());
      if (genome == null) {
        return;
      }
      sinceBetter = insert(new Member(genome, trial)) ? 0 : sinceBetter + 1;
      if (sinceBetter > 30 * size) {
        sinceBetter = 0;
        size = Math.min(2 * size, 2000);
        toDesign = size;
        members.clear();
      }
    }

    /** Another strategy's trial is a member like any other. */
    @Override
    public void learn(Trial trial) {
      if (trial.proposal().full()) {
        seen.add(trial.point());
        insert(new Member(genome(trial.point()), trial));
      }
    }

    /** Whether the new member is better than all others. */
    private boolean insert(Member member) {
      int place = 0;
      while (place < members.size()
          && bestFirst.compare(members.get(place).trial, member.trial) < 0) {
        place++;
      }
      boolean better =
          place == 0
              && (members.isEmpty()
                  || bestFirst.compare(member.trial, members.getFirst().trial) < 0);
      members.add(place, member);
      if (members.size() > size) {
        members.removeLast();
      }
      return better;
    }
  }
}
