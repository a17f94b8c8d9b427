package org.talweg.search.evolution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
import org.talweg.model.Domain;
import org.talweg.model.Dominance;
import org.talweg.model.Form;
import org.talweg.model.Objective;
import org.talweg.model.Point;
import org.talweg.model.Space;
import org.talweg.model.Value;
import org.talweg.search.Reach;
import org.talweg.search.sobol.InitialDesign;

/**
 * NSGA-II: keeps the solutions of several objectives that few dominate and that lie apart.
 *
 * <p>Members are ranked by fronts: the first holds those that no other dominates, the second those
 * that only the first dominates, and so on; within a front, by the crowding distance
 *
 * <pre>
 *   d_i = Σ_m (f_m(i+1) - f_m(i-1)) / (f_m^max - f_m^min)
 * </pre>
 *
 * between a member's neighbours in each objective, infinite at the ends. Parents win a tournament
 * of two; a child is made by simulated binary crossover (η = 15, probability 0.9) and polynomial
 * mutation (η = 20, probability 1/d) of numbers in their unit interval, and by the operators of
 * {@link Variation} for levels and orders. Of N members and N children the best N survive.
 *
 * <p>Source: Deb, Pratap, Agarwal and Meyarivan, "A fast and elitist multiobjective genetic
 * algorithm: NSGA-II", IEEE TEVC 6 (2002); Deb and Agrawal (1995) for the crossover. As there, a
 * feasible solution dominates an infeasible one, and of infeasible ones the less violated wins;
 * failures come last. Differs in that children are bred without waiting for a generation to end.
 * Takes any space. With four and more objectives nearly all members are in the first front, and the
 * selection weakens. No guarantee. Cost per trial: O(M N) for M objectives.
 */
public final class NsgaII implements BlackBoxSolver {
  private static final int MEMBERS = 100;
  private static final double CROSSOVER = 0.9;
  private static final double ETA_CROSSOVER = 15;
  private static final double ETA_MUTATION = 20;

  /** Children made before a repetition is accepted. */
  private static final int TRIES = 20;

  private static final Capability CAPABILITY =
      Capability.solver(
          "nsga2",
          Form.BLACK_BOX,
          "Evolves a front of several objectives by dominance and crowding (NSGA-II).",
          "Deb et al. 2002",
          Trait.GLOBAL,
          Trait.CONSTRAINTS,
          Trait.MULTI_OBJECTIVE,
          Trait.MIXED,
          Trait.PARALLEL);

  @Override
  public Capability capability() {
    return CAPABILITY;
  }

  @Override
  public Estimate estimate(BlackBox problem, Budget budget) {
    int objectives = problem.objectives().size();
    if (objectives == 1) {
      return new Estimate.Unfit("takes several objectives");
    }
    boolean many = objectives > 3;
    double reach = Reach.ofLearning(problem, budget.evaluations(), many ? 0.15 : 0.3, 0.002, 1);
    return new Estimate.Fits(
        reach, 0, many ? "weak: dominance hardly tells " + objectives + " objectives" : "a front");
  }

  @Override
  public Strategy begin(BlackBox problem, Setting setting) {
    return new Search(problem, setting);
  }

  /**
   * A member with its rank, from 0 for the first front, and crowding distance, both as of the last
   * selection.
   */
  private record Member(Trial trial, int rank, double crowding) {
    static final Comparator<Member> BEST_FIRST =
        Comparator.comparingInt(Member::rank)
            .thenComparing(Comparator.comparingDouble(Member::crowding).reversed());
  }

  private static final class Search implements Strategy {
    private final List<Objective> objectives;
    private final Space space;
    private final RandomGenerator random;
    private final InitialDesign design;
    private final Comparator<Trial> bestFirst;
    private final int size;
    private List<Member> members = new ArrayList<>();
    private final List<Trial> children = new ArrayList<>();
    private final Set<Proposal> pending = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Point> seen = new HashSet<>();
    private int toDesign;

    Search(BlackBox problem, Setting setting) {
      objectives = problem.objectives();
      space = problem.space();
      random = setting.random();
      design = new InitialDesign(problem, setting);
      bestFirst = Trial.bestFirst(objectives);
      size = (int) Math.clamp(setting.budget().evaluations() / 10, 8, MEMBERS);
      members = selected(design.known());
      members.forEach(member -> seen.add(member.trial.point()));
      toDesign = size - members.size() / 2;
    }

    @Override
    public Optional<Proposal> ask() {
      boolean designing = toDesign > 0 || members.isEmpty();
      toDesign = Math.max(0, toDesign - 1);
      Point point = designing ? design.next() : child();
      seen.add(point);
      var proposal = Proposal.of(point);
      pending.add(proposal);
      return Optional.of(proposal);
    }

    private Point child() {
      Point child = bred();
      for (int i = 0; i < TRIES && (seen.contains(child) || space.violation(child) > 0); i++) {
        child = bred();
      }
      return space.violation(child) > 0 ? space.repair(space.toUnit(child), random) : child;
    }

    private Point bred() {
      Point mother = tournament();
      Point father = random.nextDouble() < CROSSOVER ? tournament() : mother;
      double rate = 1.0 / space.parameters().size();
      return Variation.child(
          space,
          mother,
          father,
          Search::crossed,
          (_, domain, value, r) -> r.nextDouble() < rate ? mutated(domain, value, r) : value,
          random);
    }

    private Point tournament() {
      Member a = members.get(random.nextInt(members.size()));
      Member b = members.get(random.nextInt(members.size()));
      return (Member.BEST_FIRST.compare(a, b) <= 0 ? a : b).trial.point();
    }

    /** SBX: spread β = (2u)^(1/(η+1)) for u ≤ 1/2, else (2(1-u))^(-1/(η+1)), about the middle. */
    private static Value crossed(Domain domain, Value a, Value b, RandomGenerator random) {
      if (!numeric(domain) || random.nextBoolean()) {
        return Variation.uniform(domain, a, b, random);
      }
      double[] u = new double[2];
      domain.encode(a, u, 0);
      domain.encode(b, u, 1);
      double draw = random.nextDouble();
      double beta =
          draw <= 0.5
              ? Math.pow(2 * draw, 1 / (ETA_CROSSOVER + 1))
              : Math.pow(2 * (1 - draw), -1 / (ETA_CROSSOVER + 1));
      double sign = random.nextBoolean() ? 1 : -1;
      double x = ((1 + sign * beta) * u[0] + (1 - sign * beta) * u[1]) / 2;
      return domain.decode(new double[] {x}, 0);
    }

    /** Polynomial: distance (2u)^(1/(η+1)) - 1 for u < 1/2, else 1 - (2(1-u))^(1/(η+1)). */
    private static Value mutated(Domain domain, Value value, RandomGenerator random) {
      double draw = random.nextDouble();
      double distance =
          draw < 0.5
              ? Math.pow(2 * draw, 1 / (ETA_MUTATION + 1)) - 1
              : 1 - Math.pow(2 * (1 - draw), 1 / (ETA_MUTATION + 1));
      return domain instanceof Domain.Real
          ? Variation.moved(domain, value, distance)
          : Variation.nearby(domain, value, Math.abs(distance), random);
    }

    private static boolean numeric(Domain domain) {
      return domain instanceof Domain.Real || domain instanceof Domain.Int;
    }

    @Override
    public void tell(Trial trial) {
      if (pending.remove(trial.proposal())) {
        add(trial);
      }
    }

    @Override
    public void learn(Trial trial) {
      if (trial.proposal().full()) {
        seen.add(trial.point());
        add(trial);
      }
    }

    private void add(Trial trial) {
      children.add(trial);
      if (members.size() < size || children.size() >= size) {
        members.forEach(member -> children.add(member.trial));
        members = selected(children);
        children.clear();
      }
    }

    /** The best of the trials, at most N, with their ranks. */
    private List<Member> selected(List<Trial> trials) {
      List<Trial> feasible = trials.stream().filter(Trial::feasible).toList();
      var chosen = new ArrayList<Member>();
      int rank = 0;
      while (!feasible.isEmpty() && chosen.size() < size) {
        List<Trial> front =
            Dominance.front(objectives, feasible, trial -> trial.assessment().orElseThrow());
        Set<Trial> ranked = Collections.newSetFromMap(new IdentityHashMap<>());
        ranked.addAll(front);
        feasible = feasible.stream().filter(trial -> !ranked.contains(trial)).toList();
        chosen.addAll(crowded(front, rank++));
      }
      List<Trial> others =
          trials.stream().filter(trial -> !trial.feasible()).sorted(bestFirst).toList();
      for (int i = 0; i < others.size() && chosen.size() < size; i++) {
        chosen.add(new Member(others.get(i), rank++, 0));
      }
      chosen.sort(Member.BEST_FIRST);
      return new ArrayList<>(chosen.subList(0, Math.min(size, chosen.size())));
    }

    /** The front's members with their crowding distances. */
    private List<Member> crowded(List<Trial> front, int rank) {
      int n = front.size();
      double[][] costs = new double[n][];
      Arrays.setAll(
          costs, i -> Dominance.costs(objectives, front.get(i).assessment().orElseThrow()));
      double[] distance = new double[n];
      for (int m = 0; m < objectives.size(); m++) {
        int objective = m;
        Integer[] order = new Integer[n];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> costs[i][objective]));
        // Halves, since the difference of two large numbers may not be one.
        double range = costs[order[n - 1]][m] / 2 - costs[order[0]][m] / 2;
        distance[order[0]] = Double.POSITIVE_INFINITY;
        distance[order[n - 1]] = Double.POSITIVE_INFINITY;
        for (int i = 1; i + 1 < n && range > 0; i++) {
          double gap = costs[order[i + 1]][m] / 2 - costs[order[i - 1]][m] / 2;
          distance[order[i]] += gap / range;
        }
      }
      var members = new ArrayList<Member>();
      for (int i = 0; i < n; i++) {
        members.add(new Member(front.get(i), rank, distance[i]));
      }
      return members;
    }
  }
}
