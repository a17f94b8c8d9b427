package org.talweg.search.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.talweg.model.Assessment;
import org.talweg.model.AssessmentException;
import org.talweg.model.BlackBox;
import org.talweg.model.Dominance;
import org.talweg.model.Point;

/** Laws of the placement form, its exact solver and its reformulation. */
class PlacementTest {
  /** Small enough to enumerate; some with limits that make them infeasible. */
  @Provide
  Arbitrary<PlacementProblem> problems() {
    Arbitrary<NodeType> types =
        Combinators.combine(
                Arbitraries.of(0.5, 1.0, 2.0, 4.0, 8.0),
                Arbitraries.of(0.5, 1.0, 4.0, 8.0),
                Arbitraries.integers().between(1, 400),
                Arbitraries.integers().between(0, 6))
            .as((vcpu, memory, cents, limit) -> new NodeType("", vcpu, memory, cents / 1e3, limit))
            .withoutEdgeCases();
    return Combinators.combine(
            types.list().ofMinSize(1).ofMaxSize(4),
            Arbitraries.integers().between(1, 14),
            Arbitraries.of(0.0, 0.3),
            Arbitraries.of(1.0, 1.5, 2.0))
        .as(
            (unnamed, pods, system, w) ->
                new PlacementProblem(
                    "small",
                    IntStream.range(0, unnamed.size())
                        .mapToObj(
                            j -> {
                              NodeType t = unnamed.get(j);
                              return new NodeType(
                                  "t" + j, t.vcpu(), t.memory(), t.price(), t.limit());
                            })
                        .toList(),
                    new Pods(pods, 0.5, 1),
                    system,
                    0,
                    w,
                    Diversity.NODES));
  }

  private static List<Placement> all(PlacementProblem problem) {
    List<Placement> all = new ArrayList<>();
    enumerate(problem, new int[problem.types().size()], 0, all);
    return all;
  }

  private static void enumerate(
      PlacementProblem problem, int[] nodes, int type, List<Placement> all) {
    if (type == nodes.length) {
      all.add(Placement.of(nodes));
      return;
    }
    for (int n = 0; n <= problem.limit(type); n++) {
      nodes[type] = n;
      enumerate(problem, nodes, type + 1, all);
    }
    nodes[type] = 0;
  }

  private static Assessment assess(PlacementProblem problem, Placement placement) {
    try {
      return problem.assess(placement);
    } catch (AssessmentException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Double> costs(PlacementProblem problem, List<Placement> placements) {
    return placements.stream().map(p -> (double) Math.round(problem.cost(p) * 1e6)).toList();
  }

  @Property(tries = 300)
  void theExactCostIsTheLeastOverAllPlacements(@ForAll("problems") PlacementProblem problem) {
    double least =
        all(problem).stream()
            .filter(p -> assess(problem, p).feasible())
            .mapToDouble(problem::cost)
            .min()
            .orElse(Double.POSITIVE_INFINITY);
    Optional<Placement> exact = ExactPlacement.cheapest(problem);
    assertThat(exact.isPresent()).isEqualTo(Double.isFinite(least));
    exact.ifPresent(
        p -> {
          assertThat(assess(problem, p).feasible()).isTrue();
          assertThat(problem.cost(p)).isCloseTo(least, within(1e-9));
        });
  }

  @Property(tries = 300)
  void theExactFrontIsTheFrontOfAllPlacements(@ForAll("problems") PlacementProblem problem) {
    List<Placement> feasible =
        all(problem).stream().filter(p -> assess(problem, p).feasible()).toList();
    List<Placement> brute =
        Dominance.front(problem.objectives(), feasible, p -> rounded(assess(problem, p))).stream()
            .sorted((a, b) -> Double.compare(problem.cost(a), problem.cost(b)))
            .toList();
    List<Placement> exact = ExactPlacement.front(problem);
    assertThat(costs(problem, exact)).isEqualTo(costs(problem, brute));
    assertThat(exact.stream().map(p -> assess(problem, p).objectives().get(1)))
        .isEqualTo(brute.stream().map(p -> assess(problem, p).objectives().get(1)).toList());
    assertThat(exact).allMatch(p -> assess(problem, p).feasible());
  }

  /** Equal sums of prices differ in the last bits, depending on their order. */
  private static Assessment rounded(Assessment a) {
    return new Assessment(
        List.of(Math.rint(a.objectives().get(0) * 1e6), a.objectives().get(1)),
        a.violation(),
        a.bound(),
        a.quantities());
  }

  @Property(tries = 300)
  void theBoundIsBelowEveryFeasibleCost(@ForAll("problems") PlacementProblem problem) {
    for (Placement p : all(problem)) {
      Assessment a = assess(problem, p);
      if (a.feasible()) {
        assertThat(a.bound().orElseThrow()).isLessThanOrEqualTo(problem.cost(p));
      }
    }
  }

  @Property(tries = 300)
  void greedyPlacementsFitWheneverAnythingDoes(@ForAll("problems") PlacementProblem problem) {
    boolean possible = problem.lowerBound().isPresent();
    assertThat(assess(problem, GreedyPlacement.byPrice(problem)).feasible()).isEqualTo(possible);
    assertThat(assess(problem, GreedyPlacement.byPricePerPod(problem)).feasible())
        .isEqualTo(possible);
  }

  @Property(tries = 200)
  void pointsOfTheBlackBoxAreJudgedAsTheirPlacementsAre(
      @ForAll("problems") PlacementProblem problem, @ForAll long seed) throws Exception {
    var reformulated = new PlacementAsBlackBox().apply(problem);
    if (reformulated.isEmpty()) {
      assertThat(IntStream.range(0, problem.types().size()).map(problem::limit).sum()).isZero();
      return;
    }
    BlackBox blackBox = reformulated.get().problem();
    Point point = blackBox.space().sample(new java.util.Random(seed));
    Assessment direct = problem.assess(reformulated.get().back().apply(point));
    Assessment boxed = blackBox.assess(point);
    assertThat(boxed.objectives()).isEqualTo(direct.objectives());
    assertThat(boxed.violation()).isEqualTo(direct.violation());
  }

  @Test
  void podsDoNotStraddleMachines() throws Exception {
    // Three machines have 4.5 processors in all, but hold one pod of 1 each.
    var problem = PlacementProblem.of("p", List.of(NodeType.of("a", 1.5, 8, 1)), new Pods(4, 1, 1));
    assertThat(problem.assess(Placement.of(3)).violation()).isEqualTo(1);
    assertThat(problem.assess(Placement.of(4)).feasible()).isTrue();
  }

  @Test
  void poolsCountTypesByTheirWeight() throws Exception {
    var problem =
        PlacementProblem.of(
                "p",
                List.of(NodeType.of("a", 1, 8, 1), NodeType.of("b", 2, 8, 1)),
                new Pods(4, 1, 1))
            .withDiversity(Diversity.POOLS);
    assertThat(problem.assess(Placement.of(2, 1)).objectives().get(1)).isEqualTo(2);
    assertThat(problem.assess(Placement.of(4, 0)).objectives().get(1)).isEqualTo(1);
    assertThat(problem.assess(Placement.of(0, 0)).objectives().get(1)).isEqualTo(0);
  }

  @Test
  void aCapOnTheShareOfATypeLeavesRoomWhereTypesAreEnough() {
    var types =
        IntStream.range(0, 4).mapToObj(j -> NodeType.of("t" + j, 4, 8, 1 + 0.1 * j)).toList();
    var problem = PlacementProblem.of("p", types, new Pods(30, 0.5, 1)).withLargestShare(1 / 3.0);
    Placement cheapest = ExactPlacement.cheapest(problem).orElseThrow();
    assertThat(cheapest.nodes()).isEqualTo(List.of(2, 2, 0, 0));
  }

  @Test
  void badInputIsRefusedWithItsReason() {
    var type = NodeType.of("a", 1, 1, 1);
    assertThatIllegalArgumentException().isThrownBy(() -> NodeType.of("a", 1, 1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> NodeType.of("a", Double.NaN, 1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Pods(0, 1, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PlacementProblem.of("p", List.of(type, type), new Pods(1, 1, 1)));
    var problem = PlacementProblem.of("p", List.of(type), new Pods(1, 1, 1));
    assertThatThrownBy(() -> problem.assess(Placement.of(1, 2)))
        .isInstanceOf(AssessmentException.class);
    assertThatThrownBy(() -> problem.assess(Placement.of(-1)))
        .isInstanceOf(AssessmentException.class);
  }
}
