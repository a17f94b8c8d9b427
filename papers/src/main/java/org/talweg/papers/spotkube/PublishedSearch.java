package org.talweg.papers.spotkube;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.talweg.engine.Outcome;
import org.talweg.engine.RunOptions;
import org.talweg.engine.Talweg;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.model.Noise;
import org.talweg.model.Objective;
import org.talweg.model.Parameter;
import org.talweg.model.Point;
import org.talweg.model.Space;
import org.talweg.search.placement.NodeType;
import org.talweg.search.placement.Placement;
import org.talweg.search.placement.PlacementProblem;

/**
 * SpotKube's search as published: NSGA-II over real numbers rounded to counts, 0 &le; n_j &le; r =
 * max(4, floor(P / types)), with
 *
 * <pre>
 *   minimise   f_1 = sum c_j n_j          maximise   f_2 = sum n_j
 *   feasible   sum C_j n_j >= P p_c,  sum M_j n_j >= P p_m,  sum r_j n_j >= P
 *   infeasible f = (10^9, 0)
 *   idle       rho = max(sum C_j n_j / (P p_c), sum M_j n_j / (P p_m)) > 2:  f = (rho f_1, f_2 / rho)
 * </pre>
 *
 * where C_j is what the system leaves of the processors. The front is sorted by f_1 and its middle
 * element deployed.
 *
 * @param evaluations 100 members in 100 generations, as published, are 10 000
 */
record PublishedSearch(PlacementProblem problem, int evaluations) {
  private static final double INFEASIBLE_COST = 1e9;
  private static final double IDLE = 2;

  /**
   * What the search found.
   *
   * @param placements the front, by ascending f_1
   * @param seconds of the whole run
   * @param solverSeconds of which NSGA-II itself took
   */
  record Found(List<Placement> placements, double seconds, double solverSeconds) {
    /** What SpotKube deploys. */
    Placement middle() {
      return placements.get(placements.size() / 2);
    }
  }

  Found run(long seed) throws InterruptedException {
    long start = System.nanoTime();
    Outcome<Point> outcome =
        Talweg.solve(
            blackBox(),
            RunOptions.within(Budget.evaluations(evaluations)).withSolver("nsga2").withSeed(seed));
    double seconds = (System.nanoTime() - start) / 1e9;
    List<Placement> placements =
        outcome.front().stream()
            .sorted(Comparator.comparingDouble(s -> s.assessment().objective()))
            .map(s -> placement(s.solution()))
            .toList();
    return new Found(placements, seconds, outcome.solverSeconds());
  }

  BlackBox blackBox() {
    int types = problem.types().size();
    int most = Math.max(4, problem.pods().count() / types);
    var parameters = new ArrayList<Parameter>();
    for (int j = 0; j < types; j++) {
      parameters.add(Parameter.integer("n" + j, 0, most));
    }
    // Stated to be noisy, so that a point met again costs an evaluation, as it does in the paper.
    return BlackBox.of(
            "spotkube",
            new Space(parameters, List.of()),
            List.of(Objective.minimize("cost"), Objective.maximize("nodes")),
            (point, probe) -> fitness(placement(point)))
        .withNoise(Noise.unknown());
  }

  private Placement placement(Point point) {
    int[] nodes = new int[problem.types().size()];
    for (int j = 0; j < nodes.length; j++) {
      nodes[j] = (int) point.integer("n" + j);
    }
    return Placement.of(nodes);
  }

  /** f_1 and f_2 of a placement. */
  Map<String, Double> fitness(Placement placement) {
    double pods = problem.pods().count();
    double vcpu = 0;
    double memory = 0;
    for (int j = 0; j < problem.types().size(); j++) {
      NodeType type = problem.types().get(j);
      vcpu += (type.vcpu() - problem.systemVcpu()) * placement.nodes().get(j);
      memory += (type.memory() - problem.systemMemory()) * placement.nodes().get(j);
    }
    double byVcpu = vcpu / (pods * problem.pods().vcpu());
    double byMemory = memory / (pods * problem.pods().memory());
    if (byVcpu < 1 || byMemory < 1 || problem.room(placement) < pods) {
      return Map.of("cost", INFEASIBLE_COST, "nodes", 0.0);
    }
    double idle = Math.max(byVcpu, byMemory);
    double penalty = idle > IDLE ? idle : 1;
    double nodes = placement.nodes().stream().mapToInt(n -> n).sum();
    return Map.of("cost", problem.cost(placement) * penalty, "nodes", nodes / penalty);
  }
}
