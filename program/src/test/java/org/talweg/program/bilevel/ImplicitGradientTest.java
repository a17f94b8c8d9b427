package org.talweg.program.bilevel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.talweg.program.expression.Dag;

class ImplicitGradientTest {
  /** The follower's best is tanh-like in x, with a bound that some of y reach. */
  private static BilevelProgram bent() {
    var m = new BilevelModel("bent");
    int x1 = m.leader("x1", -5, 5, 1);
    int x2 = m.leader("x2", -5, 5, 1);
    int y1 = m.follower("y1", -1, 1, 0);
    int y2 = m.follower("y2", -1, 1, 0);
    Dag d = m.dag();
    m.upper(
        d.sum(
            BilevelToys.squareOff(d, y1, 0.3),
            d.square(d.add(y2, x1)),
            d.multiply(y1, d.multiply(y2, x2))));
    int bowl = d.add(d.square(d.square(y1)), d.add(d.square(y1), d.square(y2)));
    m.lower(d.sum(bowl, d.negate(d.multiply(x1, y1)), d.multiply(d.multiply(x2, y1), y2)));
    return m.convex();
  }

  private static double psi(BilevelProgram problem, double... x) {
    return problem.upper().objective(problem.response(x, new double[] {0, 0}).point().x());
  }

  @Property(tries = 25)
  void theHypergradientAgreesWithDifferences(
      @ForAll @DoubleRange(min = -8, max = 8) double x1,
      @ForAll @DoubleRange(min = -1.4, max = 1.4) double x2) {
    BilevelProgram problem = bent();
    double[] x = {x1, x2};
    double[] z = problem.response(x, new double[] {0, 0}).point().x();
    double[] y = Arrays.copyOfRange(z, 2, 4);
    if (Math.abs(Math.abs(y[0]) - 1) < 1e-3 && Math.abs(Math.abs(x1) - 6) < 1) {
      return; // the answer has a kink where it meets its bound
    }
    double[] gradient = new double[2];
    ImplicitGradient.hypergradient(problem, x, y, gradient);
    double h = 1e-4;
    double first = (psi(problem, x1 + h, x2) - psi(problem, x1 - h, x2)) / (2 * h);
    double second = (psi(problem, x1, x2 + h) - psi(problem, x1, x2 - h)) / (2 * h);
    assertThat(gradient[0]).isCloseTo(first, within(1e-4 * (1 + Math.abs(first))));
    assertThat(gradient[1]).isCloseTo(second, within(1e-4 * (1 + Math.abs(second))));
  }

  @Test
  void ofSeveralAnswersTheFavouriteGivesTheGradientByThePseudoInverse() {
    // On "choice" psi'(x) = 3 x - 2 and the favourite is (2, 0) + (x - 2)/2 (1, 1).
    double[] gradient = new double[1];
    double[] x = {1.2};
    ImplicitGradient.hypergradient(BilevelToys.choice(), x, new double[] {1.6, -0.4}, gradient);
    assertThat(gradient[0]).isCloseTo(1.6, within(1e-9));
  }

  @Test
  void knownOptimaAreReached() throws Exception {
    assertThat(BilevelPenaltyTest.solve(BilevelToys.mirror(), "implicit-gradient").objective())
        .isCloseTo(0.5, within(1e-6));
    assertThat(BilevelPenaltyTest.solve(BilevelToys.clipped(), "implicit-gradient").objective())
        .isCloseTo(0.25, within(1e-6));
  }
}
