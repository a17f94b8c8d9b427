package org.talweg.search.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.engine.Catalog;
import org.talweg.engine.Outcome;
import org.talweg.engine.Planner;
import org.talweg.engine.RunOptions;
import org.talweg.engine.Talweg;
import org.talweg.model.Budget;

/** Placements through the planner and the engine. */
class PlacementSolversTest {
  private static PlacementProblem random(long seed, Diversity diversity) {
    var random = new Random(seed);
    var types =
        IntStream.range(0, 10)
            .mapToObj(
                j -> {
                  double vcpu = 2 << random.nextInt(4);
                  double memory = vcpu * (1 << random.nextInt(4));
                  double price = (0.0125 * vcpu + 0.0035 * memory) * (0.5 + random.nextDouble());
                  return NodeType.of("t" + j, vcpu, memory, price);
                })
            .toList();
    return PlacementProblem.of("random", types, new Pods(20 + random.nextInt(80), 0.5, 1))
        .withSystem(0.3, 0)
        .withDiversity(diversity);
  }

  private static Outcome<Placement> solve(PlacementProblem problem, String solver, long seed)
      throws InterruptedException {
    return Talweg.solve(
        problem, RunOptions.within(Budget.evaluations(4000)).withSolver(solver).withSeed(seed));
  }

  private static String chosen(PlacementProblem problem) throws Exception {
    return new Planner(Catalog.load())
        .choose(problem, Budget.evaluations(4000), Optional.empty())
        .chosen()
        .plan()
        .brief();
  }

  @Test
  void thePlannerTakesTheExactSolverWhereItApplies() throws Exception {
    assertThat(chosen(random(1, Diversity.NONE))).isEqualTo("exact-placement");
    assertThat(chosen(random(1, Diversity.NODES))).isEqualTo("exact-placement");
    assertThat(chosen(random(1, Diversity.POOLS))).startsWith("genetic-placement");
    var huge = random(1, Diversity.NODES).withPods(1_000_000);
    assertThat(chosen(huge)).startsWith("genetic-placement");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theGeneticSolverIsBetweenTheOptimumAndGreedy(long seed) throws Exception {
    PlacementProblem problem = random(seed, Diversity.NODES);
    double optimum = problem.cost(ExactPlacement.cheapest(problem).orElseThrow());
    double greedy = problem.cost(GreedyPlacement.byPricePerPod(problem));
    List<Outcome.Solution<Placement>> front = solve(problem, "genetic-placement", seed).front();
    double cheapest =
        front.stream().mapToDouble(s -> s.assessment().objective()).min().orElseThrow();
    assertThat(cheapest).isBetween(optimum - 1e-9, greedy + 1e-9);
    assertThat(front).allMatch(s -> s.assessment().feasible());
  }

  @Test
  void theSameSeedGivesTheSameFront() throws Exception {
    PlacementProblem problem = random(3, Diversity.POOLS);
    assertThat(solve(problem, "genetic-placement", 5).front())
        .isEqualTo(solve(problem, "genetic-placement", 5).front());
  }

  @Test
  void theExactFrontComesThroughTheEngine() throws Exception {
    PlacementProblem problem = random(4, Diversity.NODES);
    Outcome<Placement> outcome = solve(problem, "exact-placement", 1);
    assertThat(outcome.front().stream().map(Outcome.Solution::solution))
        .containsExactlyInAnyOrderElementsOf(ExactPlacement.front(problem));
  }

  @Test
  void aSingleObjectiveReachesTheOptimumThroughTheBlackBoxToo() throws Exception {
    PlacementProblem problem =
        PlacementProblem.of(
            "small",
            List.of(NodeType.of("a", 2, 4, 0.03), NodeType.of("b", 4, 8, 0.05)),
            new Pods(10, 0.5, 1));
    double optimum = problem.cost(ExactPlacement.cheapest(problem).orElseThrow());
    assertThat(solve(problem, "random", 1).objective()).isCloseTo(optimum, within(1e-9));
  }

  @Test
  void limitsThatLeavePodsOutEndInfeasible() throws Exception {
    PlacementProblem problem =
        PlacementProblem.of("tight", List.of(new NodeType("a", 1, 8, 1, 2)), new Pods(4, 1, 1));
    for (String solver : List.of("exact-placement", "genetic-placement", "greedy-placement")) {
      assertThat(solve(problem, solver, 1).status()).isEqualTo(Outcome.Status.INFEASIBLE);
    }
  }
}
