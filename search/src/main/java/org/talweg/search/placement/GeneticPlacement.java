package org.talweg.search.placement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Run;
import org.talweg.engine.Solver;
import org.talweg.model.Assessment;
import org.talweg.model.AssessmentException;
import org.talweg.model.Budget;
import org.talweg.model.Resource;

/**
 * NSGA-II on whole machines. A population of placements is ranked by {@link Ranking} (fronts, then
 * crowding); parents win tournaments of two; of parents and children the best stay. What differs
 * from SpotKube's use of it (arXiv 2405.12311) is how placements are made:
 *
 * <ul>
 *   <li>the start holds both greedy placements and, for each type, the one of that type alone,
 *       where a uniform start would rent many times too much;
 *   <li>children cross per type, move machines between types, and are repaired: machines are added
 *       until all pods fit and idle ones dropped, so that no evaluation goes to the infeasible.
 * </ul>
 *
 * <p>Takes every {@link Diversity}. No guarantee, but never worse than greedy. Cost per generation:
 * O(members^2 + members x (machines + types)). Each placement assessed is charged as one
 * evaluation; it ends with the budget or after {@link Settings#patience} generations in which the
 * front did not change.
 */
public final class GeneticPlacement implements Solver<PlacementProblem, Placement> {
  /** The method's constants; members as in the paper. */
  record Settings(int members, int patience) {
    static final Settings DEFAULT = new Settings(100, 30);
  }

  private static final Capability CAPABILITY =
      Capability.solver(
          "genetic-placement",
          PlacementProblem.PLACEMENT,
          "NSGA-II on whole machines, begun from greedy placements, with repair.",
          "spotkube",
          Trait.GLOBAL,
          Trait.MULTI_OBJECTIVE);

  @Override
  public Capability capability() {
    return CAPABILITY;
  }

  @Override
  public Estimate estimate(PlacementProblem problem, Budget budget) {
    double evaluations = Math.min(budget.evaluations(), 20_000);
    double reach = 0.9 + 0.08 * -Math.expm1(-evaluations / (100.0 * problem.types().size()));
    return new Estimate.Fits(reach, evaluations * 2e-5, "never worse than greedy");
  }

  @Override
  public void solve(PlacementProblem problem, Run<Placement> run) throws InterruptedException {
    try {
      new Search(problem, run, Settings.DEFAULT).run();
    } catch (AssessmentException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A placement, what the problem says of it, and its place in the population. */
  private record Member(Placement placement, Assessment assessment, Ranking.Place place) {
    static final Comparator<Member> BEST_FIRST = Comparator.comparing(Member::place);
  }

  private static final class Search {
    private final PlacementProblem problem;
    private final Run<Placement> run;
    private final Settings settings;
    private final RandomGenerator random;
    private final Set<Placement> seen = new HashSet<>();
    private List<Member> members = new ArrayList<>();

    Search(PlacementProblem problem, Run<Placement> run, Settings settings) {
      this.problem = problem;
      this.run = run;
      this.settings = settings;
      this.random = run.random();
    }

    void run() throws AssessmentException, InterruptedException {
      List<Placement> start = new ArrayList<>();
      run.incumbent().ifPresent(start::add);
      start.add(GreedyPlacement.byPricePerPod(problem));
      start.add(GreedyPlacement.byPrice(problem));
      for (int j = 0; j < problem.types().size(); j++) {
        int[] alone = new int[problem.types().size()];
        alone[j] = problem.limit(j);
        start.add(repaired(alone));
      }
      while (start.size() < settings.members) {
        start.add(repaired(new int[problem.types().size()]));
      }
      admit(start);
      int unchanged = 0;
      for (int generation = 1; !run.over() && unchanged < settings.patience; generation++) {
        List<Assessment> before = front();
        List<Placement> children = new ArrayList<>();
        for (int i = 0; i < settings.members; i++) {
          children.add(repaired(varied(parent().placement, parent().placement)));
        }
        admit(children);
        unchanged = front().equals(before) ? unchanged + 1 : 0;
        run.progress("generation " + generation + ", front of " + front().size());
      }
    }

    private List<Assessment> front() {
      return members.stream().filter(m -> m.place.front() == 0).map(Member::assessment).toList();
    }

    /** Assesses placements not seen before and keeps the best of all. */
    private void admit(List<Placement> placements)
        throws AssessmentException, InterruptedException {
      List<Placement> all = new ArrayList<>(members.stream().map(Member::placement).toList());
      List<Assessment> assessments =
          new ArrayList<>(members.stream().map(Member::assessment).toList());
      for (Placement placement : placements) {
        if (!run.over() && seen.add(placement)) {
          assessments.add(run.offer(placement));
          all.add(placement);
          run.charge(Resource.EVALUATIONS, 1);
        }
      }
      List<Ranking.Place> places = Ranking.of(problem.objectives(), assessments);
      List<Member> ranked = new ArrayList<>();
      for (int i = 0; i < all.size(); i++) {
        ranked.add(new Member(all.get(i), assessments.get(i), places.get(i)));
      }
      ranked.sort(Member.BEST_FIRST);
      members = ranked.subList(0, Math.min(settings.members, ranked.size()));
    }

    private Member parent() {
      // The list is sorted, so the smaller index wins the tournament.
      return members.get(Math.min(random.nextInt(members.size()), random.nextInt(members.size())));
    }

    /** One parent's number for each type, some moved by a few machines. */
    private int[] varied(Placement one, Placement other) {
      int[] nodes = one.toArray();
      for (int j = 0; j < nodes.length; j++) {
        if (random.nextBoolean()) {
          nodes[j] = other.nodes().get(j);
        }
        if (random.nextInt(nodes.length) == 0) {
          int step = 1;
          while (random.nextBoolean()) {
            step++;
          }
          nodes[j] += random.nextBoolean() ? step : -step;
        }
        nodes[j] = Math.clamp(nodes[j], 0, problem.limit(j));
      }
      return nodes;
    }

    /**
     * Adds machines until all pods fit, the cheapest per pod or of any type; drops machines beyond
     * the most room, and half the time all that idle.
     */
    private Placement repaired(int[] nodes) {
      long room = problem.room(Placement.of(nodes));
      boolean cheaply = random.nextBoolean();
      while (room < problem.pods().count()) {
        int type = cheaply ? cheapest(nodes, problem.pods().count() - room) : any(nodes);
        if (type < 0) {
          break;
        }
        nodes[type]++;
        room += problem.room(type);
      }
      long wanted = random.nextBoolean() ? problem.pods().count() : problem.mostRoom();
      return Placement.of(trimmed(nodes, room, wanted));
    }

    /** Drops random machines as long as more room than wanted is left and all pods fit. */
    private int[] trimmed(int[] nodes, long roomBefore, long wanted) {
      long room = roomBefore;
      List<Integer> machines = new ArrayList<>();
      for (int j = 0; j < nodes.length; j++) {
        for (int k = 0; k < nodes[j]; k++) {
          machines.add(j);
        }
      }
      while (room > wanted && !machines.isEmpty()) {
        int at = random.nextInt(machines.size());
        int type = machines.get(at);
        machines.set(at, machines.getLast());
        machines.removeLast();
        if (room - problem.room(type) >= problem.pods().count()) {
          nodes[type]--;
          room -= problem.room(type);
        }
      }
      return nodes;
    }

    private int cheapest(int[] nodes, long missing) {
      int best = -1;
      double least = Double.POSITIVE_INFINITY;
      for (int j = 0; j < nodes.length; j++) {
        if (nodes[j] < problem.limit(j)) {
          double price = problem.types().get(j).price() / Math.min(problem.room(j), missing);
          if (price < least) {
            least = price;
            best = j;
          }
        }
      }
      return best;
    }

    private int any(int[] nodes) {
      List<Integer> free = new ArrayList<>();
      for (int j = 0; j < nodes.length; j++) {
        if (nodes[j] < problem.limit(j)) {
          free.add(j);
        }
      }
      return free.isEmpty() ? -1 : free.get(random.nextInt(free.size()));
    }
  }
}
