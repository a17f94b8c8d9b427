package org.talweg.program.mixed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.talweg.engine.Outcome;
import org.talweg.engine.RunOptions;
import org.talweg.engine.Talweg;
import org.talweg.model.Budget;
import org.talweg.model.Direction;
import org.talweg.model.Proof;
import org.talweg.model.Resource;
import org.talweg.program.Model;
import org.talweg.program.PrimalDual;
import org.talweg.program.Program;
import org.talweg.program.derivative.RandomExpressions;
import org.talweg.program.expression.Algebra;
import org.talweg.program.expression.Dag;
import org.talweg.program.expression.Row;
import org.talweg.program.linear.LinearProgram;

class MixedMultiStartTest {
  private static Outcome<PrimalDual> solve(Program program) throws InterruptedException {
    return Talweg.solve(
        program,
        RunOptions.within(new Budget(Map.of(Resource.SECONDS, 600.0)))
            .withSolver("mixed-multistart"));
  }

  /** Not convex: an indefinite product, a sine and whole variables. Compared with all integers. */
  @Property(tries = 8)
  void noNeighbourIsBetterAndTheBoundHolds(@ForAll @IntRange(min = 0, max = 100_000) int seed)
      throws Exception {
    var random = new Random(seed);
    double a = random.nextDouble(-2, 2);
    double b = random.nextDouble(-2, 2);
    double c = random.nextDouble(-3, 3);
    var m = new Model("indefinite");
    var k = m.integer("k").between(-3, 3);
    var l = m.integer("l").between(-3, 3);
    m.subjectTo(k.square().plus(l.square()).atMost(12));
    var f =
        k.times(l).plus(k.times(a).sin().times(3)).plus(l.times(b)).plus(k.plus(c).square().sqrt());
    Outcome<PrimalDual> found = solve(m.program(Direction.MINIMIZE, f));
    double[] at = found.solution().x();
    double least = Double.POSITIVE_INFINITY;
    double nearby = Double.POSITIVE_INFINITY;
    for (int i = -3; i <= 3; i++) {
      for (int j = -3; j <= 3; j++) {
        if (i * i + j * j <= 12) {
          double value = i * j + 3 * Math.sin(a * i) + b * j + Math.abs(i + c);
          least = Math.min(least, value);
          boolean near = Math.abs(i - at[0]) + Math.abs(j - at[1]) < 1.5;
          nearby = near ? Math.min(nearby, value) : nearby;
        }
      }
    }
    assertThat(found.objective()).isCloseTo(nearby, within(1e-6));
    assertThat(found.claim().orElseThrow().bound()).isLessThanOrEqualTo(least + 1e-6);
  }

  @Test
  void aProgramThatIsNotConvexGetsAnAnswerWithABound() throws Exception {
    var m = new Model("bilinear");
    var x = m.real("x").between(0, 10).start(1);
    var k = m.integer("k").between(0, 10).start(1);
    m.subjectTo(x.times(k).atLeast(12.5));
    m.subjectTo(x.minus(k).times(x.minus(k)).atLeast(1));
    Model.Answer best = m.minimize(x.plus(k));
    assertThat(best.outcome().plan().brief()).isEqualTo("mixed-multistart");
    assertThat(best.objective()).isCloseTo(3 + 12.5 / 3, within(1e-4)); // k = 3
    assertThat(best.outcome().claim().orElseThrow().bound()).isBetween(2.0, 3 + 12.5 / 3 + 1e-6);
  }

  /**
   * Every point of the program, with columns at the expressions' values, is one of the relaxation.
   */
  @Property(tries = 100)
  void theRelaxationIsNoGreaterThanTheProgramAnywhere(@ForAll long seed) throws Exception {
    var random = new Random(seed);
    var dag = new Dag();
    var expressions = new RandomExpressions(random, dag, 2);
    int objective = dag.add(expressions.next(3), dag.multiply(dag.constant(1), dag.variable(0)));
    double[] low = {-1, 0.2};
    double[] high = {1.5, 2};
    var program =
        new Algebra(
            "random",
            dag,
            List.of(),
            low,
            high,
            new boolean[2],
            low,
            Direction.MINIMIZE,
            Row.of(objective),
            List.of(),
            List.of(),
            new double[0],
            new double[0]);
    LinearProgram relaxation = ConvexRelaxation.of(program);
    Outcome<PrimalDual> bound =
        Talweg.solve(relaxation, RunOptions.within(new Budget(Map.of(Resource.SECONDS, 60.0))));
    if (bound.best().filter(b -> b.assessment().proof() == Proof.OPTIMAL).isEmpty()) {
      return; // without a finite range of the objective there may be no bound
    }
    double least = bound.objective();
    for (int trial = 0; trial < 200; trial++) {
      double[] x = {
        low[0] + random.nextDouble() * (high[0] - low[0]),
        low[1] + random.nextDouble() * (high[1] - low[1])
      };
      double value = dag.evaluate(objective, x);
      if (!Double.isNaN(value)) {
        assertThat(value).isGreaterThanOrEqualTo(least - 1e-6 * Math.max(1, Math.abs(least)));
      }
    }
  }
}
