package org.talweg.program.bilevel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.talweg.model.Assessment;
import org.talweg.model.AssessmentException;
import org.talweg.program.derivative.FiniteDifferences;
import org.talweg.program.expression.Dag;

class BilevelProgramTest {
  private static LeaderFollower at(double x, double... y) {
    return new LeaderFollower(new double[] {x}, y);
  }

  @Property(tries = 50)
  void theJudgeAcceptsTheFollowersAnswerAndNothingElse(
      @ForAll @DoubleRange(min = -9, max = 9) double x,
      @ForAll @DoubleRange(min = 0.01, max = 3) double off)
      throws Exception {
    BilevelProgram mirror = BilevelToys.mirror();
    Assessment exact = mirror.assess(at(x, x));
    assertThat(exact.violation()).isZero();
    assertThat(exact.objective())
        .isCloseTo((x - 3) * (x - 3) + (x - 2) * (x - 2), within(1e-9 * (1 + x * x)));
    Assessment wrong = mirror.assess(at(x, x + off));
    assertThat(wrong.quantities().get("suboptimality gap")).isCloseTo(off * off, within(1e-7));
    assertThat(wrong.violation()).isCloseTo(off * off, within(1e-7));
  }

  @Property(tries = 30)
  void ofSeveralAnswersAllAreAccepted(
      @ForAll @DoubleRange(min = -5, max = 5) double x,
      @ForAll @DoubleRange(min = -5, max = 5) double y)
      throws Exception {
    assertThat(BilevelToys.choice().assess(at(x, y, x - y)).violation()).isZero();
    assertThat(BilevelToys.choice().assess(at(x, y, x - y + 0.01)).violation()).isPositive();
  }

  @Test
  void theBoundsOfBothLevelsCount() throws Exception {
    BilevelProgram clipped = BilevelToys.clipped();
    assertThat(clipped.assess(at(2, 1)).violation()).isZero();
    assertThat(clipped.assess(at(-3, 0)).violation()).isZero();
    // Better for the follower than what its bounds allow is not an answer.
    assertThat(clipped.assess(at(2, 2)).violation()).isCloseTo(1, within(1e-9));
    assertThat(clipped.assess(at(2, 2)).quantities().get("suboptimality gap")).isZero();
    assertThat(clipped.assess(at(12, 1)).violation()).isCloseTo(0.2, within(1e-6));
  }

  @Test
  void aCoupledConstraintCounts() throws Exception {
    BilevelProgram coupled = BilevelToys.coupled(2, 0);
    double[] x = {-0.3, -0.3};
    Assessment best = coupled.assess(new LeaderFollower(x, new double[] {0.7, 0.7, -0.4, -0.4}));
    assertThat(best.violation()).isZero();
    assertThat(best.objective()).isCloseTo(0.1, within(1e-12));
    var off = new LeaderFollower(x, new double[] {0.7, 0.7, -0.4, -0.5});
    assertThat(coupled.assess(off).violation()).isCloseTo(0.1 / Math.sqrt(6), within(1e-9));
  }

  @Test
  void inANonconvexLowerLevelALocalMinimumIsRejected() throws Exception {
    // f = (y^2 - 1)^2 + x y has its global minimum near y = -1 for x > 0, a local one near 1.
    var m = new BilevelModel("tilted");
    int x = m.leader("x", 0.1, 1, 0.5);
    int y = m.follower("y", -2, 2, 1);
    Dag d = m.dag();
    m.upper(d.square(y));
    m.lower(d.add(d.square(d.subtract(d.square(y), d.constant(1))), d.multiply(x, y)));
    BilevelProgram tilted = m.nonconvex();
    LeaderFollower good = tilted.settled(new double[] {0.2}, new double[] {-1});
    assertThat(tilted.assess(good).violation()).isZero();
    LeaderFollower local = tilted.settled(new double[] {0.2}, new double[] {1});
    assertThat(local.y()[0]).isCloseTo(0.97, within(0.01));
    assertThat(tilted.assess(local).quantities().get("suboptimality gap"))
        .isCloseTo(0.4, within(0.01));
    BilevelProgram wells = BilevelToys.twoWells();
    assertThat(wells.assess(at(2, 2)).violation()).isZero();
    assertThat(wells.assess(at(2, -2)).violation()).isZero();
  }

  @Test
  void settlingKeepsTheLeadersChoiceAmongAnswers() throws Exception {
    BilevelProgram choice = BilevelToys.choice();
    LeaderFollower settled = choice.settled(new double[] {1}, new double[] {1.7, -0.6});
    assertThat(choice.assess(settled).violation()).isZero();
    // The nearest answers to (1.7, -0.6) on y1 + y2 = 1.
    assertThat(settled.y()[0]).isCloseTo(1.65, within(1e-3));
    assertThat(settled.y()[1]).isCloseTo(-0.65, within(1e-3));
  }

  @Test
  void derivativesOfBothLevelsAgreeWithDifferences() {
    var random = new Random(11);
    for (BilevelProgram p :
        new BilevelProgram[] {
          BilevelToys.mirror(),
          BilevelToys.choice(),
          BilevelToys.coupled(3, 1),
          BilevelToys.twoWells()
        }) {
      double[] z = random.doubles(p.upper().variables(), -2, 2).toArray();
      FiniteDifferences.check(p.upper(), z, random);
      FiniteDifferences.check(p.lower(), z, random);
    }
  }

  @Test
  void badInputIsAnsweredWithTheReason() {
    assertThatThrownBy(() -> BilevelToys.mirror().assess(at(1, 2, 3)))
        .isInstanceOf(AssessmentException.class)
        .hasMessageContaining("1 values of x and 1 of y");
    assertThatThrownBy(() -> BilevelToys.mirror().assess(at(Double.NaN, 2)))
        .hasMessageContaining("NaN");
    var m = new BilevelModel("order");
    m.follower("y", 0, 1, 0);
    assertThatThrownBy(() -> m.leader("x", 0, 1, 0)).hasMessageContaining("before the first of y");
    var unbounded = new BilevelModel("unbounded");
    int x = unbounded.leader("x", 0, 1, 0);
    int y = unbounded.follower("y", -BilevelToys.INF, BilevelToys.INF, 0);
    BilevelProgram problem = unbounded.upper(x).lower(y).convex();
    assertThatThrownBy(() -> problem.assess(at(0, 0))).hasMessageContaining("lower level");
  }
}
