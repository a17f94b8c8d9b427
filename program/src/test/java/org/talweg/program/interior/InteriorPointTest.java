package org.talweg.program.interior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.talweg.program.HandMade;
import org.talweg.program.Jet;
import org.talweg.program.Nlp;
import org.talweg.program.PrimalDual;
import org.talweg.program.factor.MultifrontalLdl;

class InteriorPointTest {
  private static final double INF = Double.POSITIVE_INFINITY;

  private static Solution solve(Nlp nlp) {
    return new InteriorPoint(
            Parameters.defaults(), s -> new MultifrontalLdl(s.rows(), s.row(), s.column()))
        .solve(nlp);
  }

  private static void assertOptimal(Nlp nlp, double objective) {
    Solution s = solve(nlp);
    assertThat(s.status()).isEqualTo(Status.OPTIMAL);
    assertThat(s.objective()).isCloseTo(objective, within(1e-6 * Math.max(1, Math.abs(objective))));
    assertThat(s.violation()).isLessThan(1e-6);
    assertThat(stationarity(nlp, s.point())).isLessThan(1e-5 * Math.max(1, Math.abs(objective)));
  }

  /** The largest entry of grad f - J' y - z. */
  private static double stationarity(Nlp nlp, PrimalDual p) {
    double[] rest = new double[nlp.variables()];
    nlp.gradient(p.x(), rest);
    double[] j = new double[nlp.jacobianSparsity().size()];
    nlp.jacobian(p.x(), j);
    for (int k = 0; k < j.length; k++) {
      rest[nlp.jacobianSparsity().column()[k]] -= j[k] * p.y()[nlp.jacobianSparsity().row()[k]];
    }
    double largest = 0;
    for (int i = 0; i < rest.length; i++) {
      largest = Math.max(largest, Math.abs(rest[i] - p.z()[i]));
    }
    return largest;
  }

  private static Jet sum(Jet... terms) {
    Jet s = terms[0];
    for (int i = 1; i < terms.length; i++) {
      s = s.plus(terms[i]);
    }
    return s;
  }

  private static HandMade rosenbrock() {
    return HandMade.minimise(
        x -> x[1].minus(x[0].square()).square().times(100).plus(x[0].times(-1).plus(1).square()),
        -1.2,
        1);
  }

  /** Hock and Schittkowski 71. */
  private static HandMade hs71() {
    return HandMade.minimise(
            x -> x[0].times(x[3]).times(sum(x[0], x[1], x[2])).plus(x[2]), 1, 5, 5, 1)
        .box(1, 5)
        .atLeast(25, x -> x[0].times(x[1]).times(x[2]).times(x[3]))
        .equal(40, x -> sum(x[0].square(), x[1].square(), x[2].square(), x[3].square()));
  }

  @Test
  void withoutConstraints() {
    assertOptimal(rosenbrock(), 0);
  }

  @Test
  void withBoundsEquationsAndInequalities() {
    assertOptimal(hs71(), 17.0140172892);
  }

  @Test
  void multipliersHaveTheSignOfTheirBound() {
    // min x^2 + y^2, x >= 1, x + y >= 3: x = y = 1.5, y = 3; and x <= 1 instead makes z negative
    var nlp =
        HandMade.minimise(x -> x[0].square().plus(x[1].square()), 5, 5)
            .bound(0, -INF, 1)
            .atLeast(3, x -> x[0].plus(x[1]));
    PrimalDual p = solve(nlp).point();
    assertThat(p.x()[1]).isCloseTo(2, within(1e-6));
    assertThat(p.y()[0]).isCloseTo(4, within(1e-5));
    assertThat(p.z()[0]).isCloseTo(-2, within(1e-5));
  }

  @Test
  void fixedVariablesAreLeftOutAndGetTheirMultiplier() {
    var nlp = hs71().bound(0, 1, 1);
    assertOptimal(nlp, 17.0140172892);
    assertThat(solve(nlp).point().x()[0]).isEqualTo(1);
  }

  @Test
  void allVariablesFixed() {
    var nlp = rosenbrock().box(1, 1);
    assertThat(solve(nlp).status()).isEqualTo(Status.OPTIMAL);
    assertThat(solve(nlp.atLeast(3, x -> x[0])).status()).isEqualTo(Status.INFEASIBLE);
  }

  @Test
  void squareSystems() {
    var nlp =
        HandMade.minimise(x -> x[0].times(0), 1, 2)
            .equal(5, x -> x[0].square().plus(x[1].square()))
            .equal(0, x -> x[0].exp().minus(x[1]));
    Solution s = solve(nlp);
    assertThat(s.status()).isEqualTo(Status.OPTIMAL);
    assertThat(s.violation()).isLessThan(1e-8);
  }

  @Test
  void moreEquationsThanVariables() {
    var nlp =
        HandMade.minimise(x -> x[0].square(), 3)
            .equal(4, x -> x[0].square())
            .equal(2, x -> x[0])
            .equal(8, x -> x[0].pow(3));
    assertOptimal(nlp, 4);
  }

  @Test
  void dependentEquations() {
    var nlp =
        HandMade.minimise(x -> sum(x[0].square(), x[1].square(), x[2].square()), 3, 1, 7)
            .equal(1, x -> sum(x[0], x[1], x[2]))
            .equal(2, x -> sum(x[0], x[1], x[2]).times(2))
            .equal(0, x -> x[0].minus(x[1]));
    assertOptimal(nlp, 1.0 / 3);
  }

  @Test
  void noInterior() {
    // x + y <= 1 and x + y >= 1: equations in disguise
    var nlp =
        HandMade.minimise(x -> x[0].square().plus(x[1].square()), 3, -4)
            .atMost(1, x -> x[0].plus(x[1]))
            .atLeast(1, x -> x[0].plus(x[1]));
    assertOptimal(nlp, 0.5);
  }

  @Test
  void degenerateVertex() {
    // three constraints meet in the solution (0, 0)
    var nlp =
        HandMade.minimise(x -> x[0].plus(x[1]), 4, 3)
            .atLeast(0, x -> x[0])
            .atLeast(0, x -> x[1])
            .atLeast(0, x -> x[0].plus(x[1].times(2)));
    assertOptimal(nlp, 0);
  }

  @Test
  void infeasible() {
    var nlp = HandMade.minimise(x -> x[0], 1, 1).equal(-1, x -> x[0].square().plus(x[1].square()));
    Solution s = solve(nlp);
    assertThat(s.status()).isEqualTo(Status.INFEASIBLE);
    assertThat(s.violation()).as("the least-violated point").isCloseTo(1, within(1e-6));
    assertThat(solve(rosenbrock().bound(0, 2, 1)).status()).isEqualTo(Status.INFEASIBLE);
  }

  @Test
  void unbounded() {
    assertThat(solve(HandMade.minimise(x -> x[0].plus(x[1]), 0, 0)).objective())
        .as("a point that leaves no doubt")
        .isLessThan(-1e20);
    assertThat(solve(HandMade.minimise(x -> x[0].plus(x[1]), 0, 0)).status())
        .isEqualTo(Status.UNBOUNDED);
    assertThat(
            solve(
                    HandMade.minimise(x -> x[0].times(-1), 1, 1)
                        .box(0, INF)
                        .atMost(1, x -> x[1].minus(x[0])))
                .status())
        .isEqualTo(Status.UNBOUNDED);
  }

  @Test
  void notANumberAtTheStart() {
    assertThat(solve(HandMade.minimise(x -> x[0].log(), -1).bound(0, -2, -0.5)).status())
        .isEqualTo(Status.EVALUATION_FAILED);
  }

  @Test
  void notANumberOnTheWay() {
    // the full Newton step from 3 leaves the domain of the logarithm
    assertOptimal(HandMade.minimise(x -> x[0].minus(x[0].log()), 30), 1);
  }

  @Test
  void stopped() {
    var method =
        new InteriorPoint(
            Parameters.defaults().withIterations(3),
            s -> new MultifrontalLdl(s.rows(), s.row(), s.column()));
    assertThat(method.solve(rosenbrock()).status()).isEqualTo(Status.STOPPED);
    var other =
        new InteriorPoint(
            Parameters.defaults(), s -> new MultifrontalLdl(s.rows(), s.row(), s.column()));
    assertThat(other.solve(hs71(), PrimalDual.of(1, 5, 5, 1), () -> true, words -> {}).status())
        .isEqualTo(Status.STOPPED);
  }

  @Test
  void wildScaling() {
    var nlp =
        HandMade.minimise(
                x -> x[0].times(1e6).plus(-1).square().plus(x[1].times(1e-6).plus(-1).square()),
                0,
                0)
            .atMost(1e10, x -> x[0].times(1e12).plus(x[1].times(1e3)));
    assertOptimal(nlp, solve(nlp).objective());
    assertThat(solve(nlp).point().x()[1]).isCloseTo(1e6, within(1e2));
  }

  @Test
  void theRestorationPhaseFindsTheLeastViolationNearby() {
    // Wächter and Biegler's example, where line searches on the equations alone break down: from
    // x = -2 the l1 violation falls until x = -1, and there is nothing better nearby
    var nlp =
        HandMade.minimise(x -> x[0], -2, 3, 1)
            .bound(1, 0, INF)
            .bound(2, 0, INF)
            .equal(1, x -> x[0].square().minus(x[1]))
            .equal(0.5, x -> x[0].minus(x[2]));
    Solution s = solve(nlp);
    assertThat(s.status()).isEqualTo(Status.INFEASIBLE);
    assertThat(s.point().x()[0]).isCloseTo(-1, within(1e-4));
  }

  @Test
  void aWarmStartSavesIterations() {
    Solution cold = solve(hs71());
    var warm =
        new InteriorPoint(
                Parameters.defaults().warm(),
                s -> new MultifrontalLdl(s.rows(), s.row(), s.column()))
            .solve(hs71(), cold.point(), () -> false, words -> {});
    assertThat(warm.status()).isEqualTo(Status.OPTIMAL);
    assertThat(warm.iterations()).isLessThan(cold.iterations());
  }
}
