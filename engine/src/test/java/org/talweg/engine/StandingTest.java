package org.talweg.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.talweg.engine.Outcome.Solution;
import org.talweg.engine.Outcome.Status;
import org.talweg.model.Assessment;
import org.talweg.model.Direction;
import org.talweg.model.Proof;

class StandingTest {
  private static final double WORST = Double.POSITIVE_INFINITY;

  private static Optional<Solution<String>> best(
      double objective, double violation, OptionalDouble bound, Proof proof) {
    return Optional.of(
        new Solution<>("x", new Assessment(List.of(objective), violation, bound, Map.of(), proof)));
  }

  private static Standing feasible(double objective, OptionalDouble bound, double claim) {
    return Standing.of(
        best(objective, 0, bound, Proof.FEASIBLE),
        Optional.of(new Claim("the tree search of it", claim)),
        Direction.MINIMIZE);
  }

  @Test
  void aClaimThatLeavesNoGapSolvesAndSaysWhoseItIs() {
    Standing standing = feasible(3, OptionalDouble.of(1), 3);
    assertThat(standing.status()).isEqualTo(Status.SOLVED);
    assertThat(standing.words())
        .isEqualTo(
            "optimal within gap 0.0 by the tree search of it, not recomputed"
                + " (certified: feasible, bound 1.0, gap 2.0)");
  }

  @Test
  void aClaimThatLeavesAGapDoesNotSolve() {
    Standing standing = feasible(3, OptionalDouble.empty(), 2);
    assertThat(standing.status()).isEqualTo(Status.IMPROVED);
    assertThat(standing.words())
        .isEqualTo("feasible; bound 2.0, gap 1.0 by the tree search of it, not recomputed");
  }

  @Test
  void aClaimThatASolutionRefutesIsCalledWrong() {
    assertThat(feasible(3, OptionalDouble.empty(), 4).words()).endsWith("which is wrong");
    assertThat(feasible(3, OptionalDouble.empty(), 4).status()).isEqualTo(Status.IMPROVED);
  }

  @Test
  void aClaimThatSaysNoMoreThanTheProblemIsNotMentioned() {
    assertThat(feasible(3, OptionalDouble.of(2.5), 2).words())
        .isEqualTo("feasible, bound 2.5, gap 0.5");
    assertThat(feasible(3, OptionalDouble.empty(), Double.NEGATIVE_INFINITY).words())
        .isEqualTo("feasible");
  }

  @Test
  void inAMaximisationTheBoundIsAbove() {
    Standing standing =
        Standing.of(
            best(3, 0, OptionalDouble.of(9), Proof.FEASIBLE),
            Optional.of(new Claim("it", 5)),
            Direction.MAXIMIZE);
    assertThat(standing.words()).contains("bound 5.0, gap 2.0 by it");
  }

  @Test
  void infeasibleByAClaimIsNotInfeasibleByTheProblem() {
    var claim = Optional.of(new Claim("it", WORST));
    var violated = best(3, 1, OptionalDouble.empty(), Proof.NONE);
    assertThat(Standing.of(violated, claim, Direction.MINIMIZE))
        .isEqualTo(new Standing(Status.INFEASIBLE, "infeasible by it, not recomputed"));
    assertThat(Standing.of(violated, Optional.empty(), Direction.MINIMIZE).words())
        .isEqualTo("none");
    assertThat(Standing.of(Optional.empty(), claim, Direction.MINIMIZE).status())
        .isEqualTo(Status.INFEASIBLE);
    var proven = best(3, 1, OptionalDouble.empty(), Proof.INFEASIBLE);
    assertThat(Standing.of(proven, claim, Direction.MINIMIZE).words()).isEqualTo("infeasible");
  }

  @Test
  void anUnboundedProblemIsNotSolved() {
    var ray = best(3, 0, OptionalDouble.empty(), Proof.UNBOUNDED);
    assertThat(Standing.of(ray, Optional.empty(), Direction.MINIMIZE).status())
        .isEqualTo(Status.UNBOUNDED);
  }
}
