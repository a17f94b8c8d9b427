package org.talweg.program.bilevel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.talweg.engine.Estimate;
import org.talweg.engine.Outcome;
import org.talweg.model.Budget;
import org.talweg.program.expression.Dag;

class LvHbaTest {
  private static void assertReached(BilevelProgram problem, double objective, double tolerance)
      throws Exception {
    Outcome<LeaderFollower> outcome = BilevelPenaltyTest.solve(problem, "lv-hba");
    assertThat(outcome.best().orElseThrow().assessment().violation()).isZero();
    assertThat(outcome.objective()).isCloseTo(objective, within(tolerance));
  }

  @Test
  void knownOptimaAreReached() throws Exception {
    assertReached(BilevelToys.mirror(), 0.5, 0.01);
    assertReached(BilevelToys.choice(), 4.0 / 3, 0.01);
    assertReached(BilevelToys.clipped(), 0.25, 0.01);
    assertReached(BilevelToys.coupled(3, 10), 0.15, 0.002);
  }

  /** F = (x - 1)^2 + (y - 2)^2, y = min(x, 1 - x): least on y = x, at x = 0.5, with F = 2.5. */
  @Test
  void anInequalityThatCouplesBothLevelsIsKept() throws Exception {
    var m = new BilevelModel("fence");
    int x = m.leader("x", -5, 5, -2);
    int y = m.follower("y", -5, 5, 0);
    Dag d = m.dag();
    m.upper(d.add(BilevelToys.squareOff(d, x, 1), BilevelToys.squareOff(d, y, 2)));
    m.lower(d.square(d.subtract(y, x)));
    m.lowerConstraint(d.add(x, y), -BilevelToys.INF, 1);
    assertReached(m.convex(), 2.5, 0.02);
  }

  @Test
  void stepsWithThePapersNumbersReachTheCoupledToysSolution() {
    BilevelProgram toy = BilevelToys.coupled(10, 10);
    var parameters = new LvHbaMethod.Parameters(10, 1, 0.1, 0.1, 0.3, 1, 0.3, 1e4);
    var method = new LvHbaMethod(toy, toy.start(), parameters);
    for (int k = 0; k < 5000; k++) {
      method.step();
    }
    // 5000 steps leave 1/c_k = 0.078 of bias; an independent calculation gives 2.4% in x.
    for (double x : method.x()) {
      assertThat(x).isCloseTo(-0.3, within(0.03 * 0.3));
    }
    // The multiplier of the constraint as it is written is -1; ours is divided by ||(e, e, e)||.
    assertThat(method.multipliers()[0]).isCloseTo(-Math.sqrt(30), within(0.1));
  }

  @Property(tries = 30)
  void theProjectionIsTheNearestPoint(@ForAll long seed) {
    var random = new Random(seed);
    var m = new BilevelModel("polytope");
    int x = m.leader("x", -1, 1, 0);
    int y1 = m.follower("y1", 0, 2, 1);
    int y2 = m.follower("y2", -BilevelToys.INF, BilevelToys.INF, 0);
    Dag d = m.dag();
    m.upper(x).lower(y1);
    m.lowerConstraint(d.sum(x, y1, y2), -BilevelToys.INF, 1);
    m.lowerConstraint(d.subtract(y1, y2), -0.5, 0.5);
    BilevelProgram problem = m.convex();
    var projection = new Projection(problem);
    for (int k = 0; k < 5; k++) {
      double[] target = random.doubles(3, -3, 3).toArray();
      double[] z = projection.of(target);
      assertThat(feasible(z, 1e-7)).isTrue();
      // No feasible point lies on the far side of the plane through z across t - z.
      for (int trial = 0; trial < 200; trial++) {
        double[] other = {
          random.nextDouble(-1, 1), random.nextDouble(0, 2), random.nextDouble(-3, 3)
        };
        if (feasible(other, 0)) {
          double product = 0;
          for (int j = 0; j < 3; j++) {
            product += (target[j] - z[j]) * (other[j] - z[j]);
          }
          assertThat(product).isLessThan(1e-6);
        }
      }
    }
  }

  private static boolean feasible(double[] z, double tolerance) {
    return Math.abs(z[0]) <= 1 + tolerance
        && z[1] >= -tolerance
        && z[1] <= 2 + tolerance
        && z[0] + z[1] + z[2] <= 1 + tolerance
        && Math.abs(z[1] - z[2]) <= 0.5 + tolerance;
  }

  @Test
  void aCurvedConstraintIsProjectedOnto() {
    var m = new BilevelModel("disc");
    int x = m.leader("x", -9, 9, 0);
    int y = m.follower("y", -9, 9, 0);
    Dag d = m.dag();
    m.upper(x).lower(y);
    m.lowerConstraint(d.add(d.square(x), d.square(y)), -BilevelToys.INF, 1);
    double[] z = new Projection(m.convex()).of(new double[] {3, 4});
    assertThat(z[0]).isCloseTo(0.6, within(1e-6));
    assertThat(z[1]).isCloseTo(0.8, within(1e-6));
  }

  @Test
  void aLowerLevelThatIsNotConvexIsRefused() {
    assertThat(new LvHba().estimate(BilevelToys.twoWells(), Budget.UNLIMITED))
        .isInstanceOf(Estimate.Unfit.class);
  }
}
