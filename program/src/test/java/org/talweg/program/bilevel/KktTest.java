package org.talweg.program.bilevel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.talweg.engine.Catalog;
import org.talweg.engine.Outcome;
import org.talweg.engine.Planner;
import org.talweg.engine.RunOptions;
import org.talweg.engine.Talweg;
import org.talweg.model.Budget;
import org.talweg.program.PrimalDual;
import org.talweg.program.complementarity.ComplementarityProgram;
import org.talweg.program.derivative.AlgebraicNlp;
import org.talweg.program.derivative.FiniteDifferences;
import org.talweg.program.expression.Dag;

class KktTest {
  private static Outcome<LeaderFollower> solve(BilevelProgram problem) throws Exception {
    return BilevelPenaltyTest.solve(problem, "scholtes");
  }

  private static void assertReached(BilevelProgram problem, double objective, double... x)
      throws Exception {
    Outcome<LeaderFollower> outcome = solve(problem);
    assertThat(outcome.best().orElseThrow().assessment().violation()).isZero();
    assertThat(outcome.objective()).isCloseTo(objective, within(1e-5));
    assertThat(outcome.solution().x()).containsExactly(x, within(1e-3));
  }

  @Test
  void knownOptimaAreReached() throws Exception {
    assertReached(BilevelToys.mirror(), 0.5, 2.5);
    assertReached(BilevelToys.choice(), 4.0 / 3, 2.0 / 3);
    assertReached(BilevelToys.clipped(), 0.25, -1);
    assertReached(BilevelToys.coupled(3, 10), 0.15, -0.3, -0.3, -0.3);
  }

  /**
   * A linear program of textbook kind. min x - 4 y, where y minimises y subject to x + y >= 3, 2 x
   * - y >= 0 (y at most 2 x), 2 x + y &lt;= 12 and 3 x - 2 y &lt;= 4: along y = max(3 - x, (3 x -
   * 4) / 2) the leader's best is x = 4, y = 4, F = -12.
   */
  @Test
  void aLinearLowerLevelWithCoupledConstraintsIsSolved() throws Exception {
    var m = new BilevelModel("linear");
    int x = m.leader("x", 0, 10, 1);
    int y = m.follower("y", 0, 100, 2);
    Dag d = m.dag();
    int two = d.constant(2);
    m.upper(d.subtract(x, d.multiply(d.constant(4), y))).lower(y);
    m.lowerConstraint(d.add(x, y), 3, BilevelToys.INF);
    m.lowerConstraint(d.subtract(d.multiply(two, x), y), 0, BilevelToys.INF);
    m.lowerConstraint(d.add(d.multiply(two, x), y), -BilevelToys.INF, 12);
    m.lowerConstraint(
        d.subtract(d.multiply(d.constant(3), x), d.multiply(two, y)), -BilevelToys.INF, 4);
    assertReached(m.convex(), -12, 4);
  }

  @Property(tries = 20)
  void theConditionsHoldAtTheFollowersAnswerAndNowhereElse(
      @ForAll @DoubleRange(min = -3, max = 3) double x) throws Exception {
    BilevelProgram clipped = BilevelToys.clipped();
    ComplementarityProgram conditions = new Kkt().apply(clipped).orElseThrow().problem();
    double y = Math.clamp(x, 0, 1);
    // x, y, multiplier and slack of y <= 1, multiplier and slack of y >= 0; f' = 2 (y - x).
    double[] answer = {x, y, Math.max(0, 2 * (x - 1)), 1 - y, Math.max(0, -2 * x), y};
    assertThat(conditions.assess(PrimalDual.of(answer)).violation()).isZero();
    double other = y > 0.5 ? y - 0.25 : y + 0.25;
    double[] wrong = {x, other, 0, 1 - other, 0, other};
    assertThat(conditions.assess(PrimalDual.of(wrong)).violation()).isGreaterThan(0.01);
  }

  @Test
  void theNewProgramsDerivativesAgreeWithDifferences() {
    var random = new Random(3);
    for (BilevelProgram p :
        new BilevelProgram[] {BilevelToys.clipped(), BilevelToys.coupled(2, 1)}) {
      var algebra = new Kkt().apply(p).orElseThrow().problem().algebra();
      FiniteDifferences.check(
          new AlgebraicNlp(algebra), random.doubles(algebra.variables(), 0, 2).toArray(), random);
    }
  }

  @Test
  void explainNamesTheReformulationWhereTheLowerLevelIsConvex() throws Exception {
    var planner = new Planner(Catalog.load());
    var budget = Budget.evaluations(1000);
    assertThat(
            planner
                .choose(BilevelToys.coupled(2, 1), budget, Optional.empty())
                .chosen()
                .plan()
                .brief())
        .isEqualTo("kkt -> scholtes");
    assertThat(new Kkt().apply(BilevelToys.twoWells())).isEmpty();
    assertThat(
            planner
                .choose(BilevelToys.twoWells(), budget, Optional.empty())
                .chosen()
                .plan()
                .brief())
        .startsWith("bilevel-penalty");
  }

  @Test
  void thePlanThatIsChosenRuns() throws Exception {
    var outcome =
        Talweg.solve(BilevelToys.coupled(2, 1), RunOptions.within(Budget.evaluations(1000)));
    assertThat(outcome.objective()).isCloseTo(0.1, within(1e-5));
    var wells =
        Talweg.solve(BilevelToys.twoWells(), RunOptions.within(Budget.evaluations(2_000_000)));
    assertThat(wells.best().orElseThrow().assessment().feasible()).isTrue();
    // y = x: (x - 2)^2 + (x - 1)^2 is least at 1.5.
    assertThat(wells.objective()).isCloseTo(0.5, within(1e-3));
  }
}
