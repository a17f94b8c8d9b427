package org.talweg.search.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.talweg.engine.Proposal;
import org.talweg.engine.Result;
import org.talweg.model.Assessment;
import org.talweg.model.BlackBox;
import org.talweg.model.Parameter;
import org.talweg.model.Point;
import org.talweg.model.Space;
import org.talweg.search.Driver;
import org.talweg.search.Toys;
import org.talweg.search.evolution.CmaEs;
import org.talweg.search.gp.Encoding;
import org.talweg.search.sobol.RandomSearch;

class TurboTest {
  private static double value(BlackBox problem, Proposal proposal) {
    try {
      return problem.assess(proposal.point()).objective();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Result done(double value) {
    return new Result.Done(new Assessment(List.of(value), 0, OptionalDouble.empty(), Map.of()));
  }

  private static List<Point> asked(BlackBox problem, DoubleUnaryOperator transform) {
    return Driver.of(problem, 50)
        .answering(p -> done(transform.applyAsDouble(value(problem, p))))
        .parallel(2)
        .run(new Turbo(), 5)
        .asked();
  }

  /** A power of two, so that rounding is the same too. */
  @Test
  void aPositiveAffineMapOfTheObjectiveChangesNoProposal() {
    BlackBox problem = Toys.rastrigin(5);
    assertThat(asked(problem, y -> 1024 * y)).isEqualTo(asked(problem, y -> y));
  }

  @Test
  void everyCandidateLiesInTheBoxAndDiffersFromItsCentre() {
    for (int d : new int[] {1, 7, 60}) {
      Encoding encoding = Encoding.of(Toys.box(d, -3, 7));
      double[] centre = new Random(d).doubles(d).toArray();
      double[] sides = new Random(-d).doubles(d, 0.01, 0.5).toArray();
      double changes = 0;
      double steps = 0;
      double[][] candidates = Candidates.about(centre, sides, encoding, 500, new Random(1));
      for (int c = 0; c < candidates.length; c++) {
        double[] candidate = candidates[c];
        int changed = 0;
        double step = 0;
        for (int k = 0; k < d; k++) {
          double change = Math.abs(candidate[k] - centre[k]);
          assertThat(change).isLessThanOrEqualTo(sides[k] / 2 + 1e-15);
          assertThat(candidate[k]).isBetween(0.0, 1.0);
          changed += change == 0 ? 0 : 1;
          step = Math.max(step, change / sides[k]);
        }
        assertThat(changed).isPositive();
        if (c < 150) {
          steps += step < 0.05 ? 1 / 150.0 : 0;
        } else {
          changes += changed / 350.0;
        }
      }
      // The near ones: a good part keeps within a tenth of the half sides, whatever the dimension.
      assertThat(steps).isGreaterThan(0.2);
      assertThat(changes).isBetween(Math.min(d - 1e-9, 19), Math.min(d + 1e-9, 22));
    }
  }

  @Test
  void wholeNumbersCanAlwaysMoveToTheirNeighbours() {
    Space space = Space.of(Parameter.integer("n", 1, 9));
    Encoding encoding = Encoding.of(space);
    double[][] candidates =
        Candidates.about(new double[] {0.5}, new double[] {1e-3}, encoding, 50, new Random(1));
    assertThat(Arrays.stream(candidates).map(row -> encoding.point(row).integer("n")).distinct())
        .containsExactlyInAnyOrder(4L, 5L, 6L);
  }

  /** Where nothing improves, seven halvings of four failures each, and then a new design. */
  @Test
  void itStartsAnewWhereTheRegionIsExhausted() {
    BlackBox problem = Toys.sphere(3);
    int design = 4;
    int[] n = {0};
    var run =
        Driver.of(problem, design + 28 + design)
            .answering(_ -> done(n[0]++ == 0 ? 0 : 1 + n[0] % 5))
            .run(new Turbo(), 3);
    // The box has the volume of a cube of side 0.8/64, and is clipped to the unit cube.
    double[] best = problem.space().toUnit(run.asked().getFirst());
    assertThat(spread(problem, run.asked().subList(design + 27, design + 28), best))
        .isLessThanOrEqualTo(0.8 / 64 / 2);
    assertThat(spread(problem, run.asked().subList(design + 28, 2 * design + 28), best))
        .isGreaterThan(0.2);
  }

  /** The geometric mean of the coordinates' greatest differences from the centre's. */
  private static double spread(BlackBox problem, List<Point> points, double[] centre) {
    double log = 0;
    for (int k = 0; k < centre.length; k++) {
      double greatest = 0;
      for (Point point : points) {
        greatest = Math.max(greatest, Math.abs(problem.space().toUnit(point)[k] - centre[k]));
      }
      log += Math.log(greatest) / centre.length;
    }
    return Math.exp(log);
  }

  @Test
  void noPointIsProposedTwiceWhileOthersRemain() {
    Space space = Space.of(Parameter.integer("n", 1, 6), Parameter.integer("m", 1, 6));
    var run =
        Driver.of(Toys.minimize("finite", space, p -> p.integer("n")), 30)
            .parallel(4)
            .run(new Turbo(), 1);
    List<Point> first = run.asked().subList(0, 25);
    assertThat(new HashSet<>(first)).hasSameSizeAs(first);
  }

  @Test
  void itBeatsCmaEsAndRandomSearchOnAValleyInTwentyDimensions() {
    BlackBox problem = Toys.rosenbrock(20);
    double turbo = Driver.median(problem, new Turbo(), 150, 3);
    assertThat(turbo).isLessThan(Driver.median(problem, new CmaEs(), 150, 3) / 2);
    assertThat(turbo).isLessThan(Driver.median(problem, new RandomSearch(), 150, 3) / 10);
  }

  @Test
  void itFindsAnOptimumOnAMeasuredConstraint() {
    assertThat(Driver.median(Toys.constrained(), new Turbo(), 60, 3)).isLessThan(1.01);
  }
}
