package org.talweg.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.talweg.engine.Outcome;
import org.talweg.engine.Outcome.Status;
import org.talweg.engine.RunOptions;
import org.talweg.engine.Talweg;
import org.talweg.model.Budget;
import org.talweg.model.Direction;
import org.talweg.model.Proof;
import org.talweg.program.Model.Expression;

/** Every way in which a program can end, each by the planner's own choice. */
class EndingsTest {
  private static final double INF = Double.POSITIVE_INFINITY;

  private static Outcome<PrimalDual> minimize(Model m, Expression f) throws InterruptedException {
    Program program = m.program(Direction.MINIMIZE, f);
    return Talweg.solve(program, RunOptions.within(Budget.time(Duration.ofMinutes(1))));
  }

  private static Proof proof(Outcome<PrimalDual> outcome) {
    return outcome.best().orElseThrow().assessment().proof();
  }

  @Test
  void linearRowsThatContradictEachOtherAreProvenInfeasible() throws Exception {
    var m = new Model("contradiction");
    var x = m.real("x").between(0, 10);
    var y = m.real("y").between(0, 10);
    m.subjectTo(x.plus(y).atLeast(15));
    m.subjectTo(x.plus(y.times(2)).atMost(12));
    var outcome = minimize(m, x.plus(y));
    assertThat(outcome.plan().brief()).startsWith("linear-rows");
    assertThat(outcome.status()).isEqualTo(Status.INFEASIBLE);
    assertThat(proof(outcome)).isEqualTo(Proof.INFEASIBLE);
  }

  @Test
  void nonlinearConstraintsApartAreLocallyInfeasible() throws Exception {
    var m = new Model("apart");
    var x = m.real("x").between(-10, 10);
    var y = m.real("y").between(-10, 10);
    m.subjectTo(x.square().plus(y.square()).atMost(1));
    m.subjectTo(x.plus(y).atLeast(3));
    var outcome = minimize(m, x.plus(y));
    assertThat(outcome.status()).isEqualTo(Status.INFEASIBLE);
    assertThat(proof(outcome)).isEqualTo(Proof.LOCALLY_INFEASIBLE);
    double least = (3 - Math.sqrt(2)) / 3;
    assertThat(outcome.best().orElseThrow().assessment().violation())
        .isCloseTo(least, within(1e-4));
  }

  @Test
  void anIntegerProgramWithoutPointIsInfeasibleByItsSolversWord() throws Exception {
    var m = new Model("parity");
    var x = m.integer("x").between(0, 10);
    var y = m.integer("y").between(0, 10);
    m.subjectTo(x.times(2).plus(y.times(2)).equalTo(7));
    var outcome = minimize(m, x);
    assertThat(outcome.status()).isEqualTo(Status.INFEASIBLE);
    assertThat(outcome.proof()).startsWith("infeasible by the tree search of");
    assertThat(proof(outcome)).isEqualTo(Proof.NONE);
  }

  @Test
  void aLinearProgramWithoutLimitIsUnboundedAlongARay() throws Exception {
    var m = new Model("endless");
    var x = m.real("x").between(0, INF);
    var y = m.real("y").between(0, INF);
    m.subjectTo(x.minus(y).atMost(3));
    var outcome = minimize(m, x.plus(y).negated());
    assertThat(outcome.status()).isEqualTo(Status.UNBOUNDED);
    assertThat(proof(outcome)).isEqualTo(Proof.UNBOUNDED);
    double[] ray = outcome.solution().ray();
    assertThat(ray[0] - ray[1]).isLessThanOrEqualTo(0);
    assertThat(ray[0] + ray[1]).isPositive();
  }

  @Test
  void anIntegerProgramWithoutLimitIsUnbounded() throws Exception {
    var m = new Model("endless integers");
    var x = m.integer("x").between(0, INF);
    var y = m.real("y").between(0, INF);
    m.subjectTo(x.minus(y).atMost(3.5));
    var outcome = minimize(m, x.negated());
    assertThat(outcome.status()).isEqualTo(Status.UNBOUNDED);
  }

  @Test
  void aNonlinearProgramWithoutLimitIsUnbounded() throws Exception {
    var m = new Model("falling");
    var x = m.real("x").between(0, INF);
    var y = m.real("y").start(1);
    m.subjectTo(y.minus(x).atMost(4));
    var outcome = minimize(m, y.negated().minus(x.plus(1).power(1.5)));
    assertThat(outcome.status()).isEqualTo(Status.UNBOUNDED);
  }

  @Test
  void aFeasibleStartIsKeptWhereNothingBetterIsFound() throws Exception {
    // Without limit too, but along a curve, on which the iterates stay infeasible.
    var m = new Model("falling along a curve");
    var x = m.real("x").between(0, INF);
    var y = m.real("y").start(1);
    m.subjectTo(y.square().atMost(x.plus(4)));
    Program program = m.program(Direction.MINIMIZE, x.negated().minus(x.plus(1).power(1.5)));
    Budget moment = Budget.time(Duration.ofMillis(1));
    var outcome = Talweg.solve(program, RunOptions.within(moment));
    assertThat(outcome.best().orElseThrow().assessment().feasible()).isTrue();
  }

  @Test
  void anIntegerOptimumWithARootGapIsOptimalByClaimOnly() throws Exception {
    // Relaxation 2.5 at the half, integers 2.
    var m = new Model("odd cycle");
    var x = new Model.Variable[5];
    Expression sum = m.number(0);
    for (int k = 0; k < 5; k++) {
      x[k] = m.integer("x" + k).between(0, 1);
      sum = sum.plus(x[k]);
    }
    for (int k = 0; k < 5; k++) {
      m.subjectTo(x[k].plus(x[(k + 1) % 5]).atMost(1));
    }
    var outcome = minimize(m, sum.negated());
    assertThat(outcome.objective()).isCloseTo(-2, within(1e-9));
    assertThat(outcome.status()).isEqualTo(Status.SOLVED);
    assertThat(proof(outcome)).isEqualTo(Proof.FEASIBLE);
    assertThat(outcome.best().orElseThrow().assessment().bound().orElseThrow())
        .isCloseTo(-2.5, within(1e-9));
    assertThat(outcome.claim().orElseThrow().bound()).isCloseTo(-2, within(1e-6));
    assertThat(outcome.proof()).startsWith("optimal within gap 0.0 by the tree search of");
  }

  @Test
  void tangentsOfAConvexProgramAreABoundAndOfAnotherNone() throws Exception {
    var m = new Model("convex");
    var k = m.integer("k").between(-5, 5);
    var y = m.real("y").between(-5, 5);
    m.subjectTo(k.plus(y).atLeast(3.5));
    var convex = minimize(m, k.minus(2.3).power(4).plus(y.exp()));
    assertThat(convex.status()).isEqualTo(Status.SOLVED);
    assertThat(convex.proof()).contains("by tangents and the tree search of highs, not recomputed");
    var other = minimize(m, k.minus(2.3).power(4).plus(y.times(3).sin()));
    assertThat(other.status()).isEqualTo(Status.IMPROVED);
    assertThat(other.claim().orElseThrow().by()).startsWith("a convex relaxation");
    assertThat(other.claim().orElseThrow().bound()).isLessThan(other.objective());
  }

  @Test
  void aConvexProgramOfFormulasIsOptimalAndAnotherLocallySo() throws Exception {
    var m = new Model("curved");
    var x = m.real("x").between(-4, 4).start(1);
    m.subjectTo(x.square().atMost(9));
    assertThat(proof(minimize(m, x.exp().minus(x)))).isEqualTo(Proof.OPTIMAL);
    assertThat(proof(minimize(m, x.sin()))).isEqualTo(Proof.LOCALLY_OPTIMAL);
  }

  @Test
  void aDegenerateVertexIsOptimal() throws Exception {
    // Three rows, all active at (1, 1), in two variables.
    var m = new Model("degenerate");
    var x = m.real("x").between(0, INF);
    var y = m.real("y").between(0, INF);
    m.subjectTo(x.plus(y).atLeast(2));
    m.subjectTo(x.plus(y.times(2)).atLeast(3));
    m.subjectTo(x.times(2).plus(y).atLeast(3));
    var outcome = minimize(m, x.plus(y));
    assertThat(outcome.objective()).isCloseTo(2, within(1e-7));
    assertThat(proof(outcome)).isEqualTo(Proof.OPTIMAL);
  }

  @Test
  void aProgramWithoutInteriorIsSolved() throws Exception {
    // (x - 1)^2 + y^2 <= 0 leaves one point, at which no multipliers exist for most objectives.
    var m = new Model("no interior");
    var x = m.real("x").start(3);
    var y = m.real("y").start(2);
    m.subjectTo(x.minus(1).square().plus(y.square()).atMost(0));
    var outcome = minimize(m, x.square().plus(y.square()));
    assertThat(outcome.best().orElseThrow().assessment().feasible()).isTrue();
    assertThat(outcome.objective()).isCloseTo(1, within(1e-2));
  }

  @Test
  void dependentRowsOfTheJacobianAreNoHarm() throws Exception {
    var m = new Model("rank-deficient");
    var x = m.real("x").start(3);
    var y = m.real("y").start(2);
    m.subjectTo(x.plus(y).equalTo(2));
    m.subjectTo(x.times(2).plus(y.times(2)).equalTo(4));
    m.subjectTo(x.plus(y).square().equalTo(4));
    var outcome = minimize(m, x.power(4).plus(y.square()));
    assertThat(proof(outcome).settles()).isTrue();
    // 4 x^3 = 2 y on x + y = 2
    double at = outcome.solution().x()[0];
    assertThat(4 * at * at * at).isCloseTo(2 * (2 - at), within(1e-4));
  }

  @Test
  void aStartWithoutValueIsLeft() throws Exception {
    var m = new Model("NaN at the start");
    var x = m.real("x").between(-5, 5).start(-2);
    var outcome = minimize(m, x.log().negated().plus(x.square()));
    assertThat(proof(outcome).settles()).isTrue();
    assertThat(outcome.solution().x()[0]).isCloseTo(Math.sqrt(0.5), within(1e-5));
  }

  @Test
  void functionsWithoutAnyValueEndInFailure() throws Exception {
    var m = new Model("NaN everywhere");
    var x = m.real("x").between(-5, -1).start(-2);
    var outcome = minimize(m, x.log());
    assertThat(outcome.status()).isEqualTo(Status.FAILED);
    assertThat(outcome.best()).isEmpty();
  }

  @Test
  void wildScalingIsSolved() throws Exception {
    var m = new Model("wild");
    var x = m.real("x").between(0, 1e9).start(1e8);
    var y = m.real("y").between(0, 1).start(1e-3);
    m.subjectTo(x.times(1e-6).plus(y.times(1e6)).atLeast(100));
    var outcome = minimize(m, x.times(1e-5).square().plus(y.times(1e7).square()));
    assertThat(proof(outcome).settles()).isTrue();
    // With u = 1e-5 x, v = 1e7 y: min u^2 + v^2 subject to 0.1 (u + v) >= 100.
    assertThat(outcome.objective()).isCloseTo(500_000, within(1.0));
  }
}
