package org.talweg.program.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.talweg.engine.Outcome;
import org.talweg.engine.RunOptions;
import org.talweg.engine.Talweg;
import org.talweg.model.Budget;
import org.talweg.model.Direction;
import org.talweg.model.Proof;
import org.talweg.program.Model;
import org.talweg.program.Model.Expression;
import org.talweg.program.PrimalDual;
import org.talweg.program.Program;

class LinearViewTest {
  private static Program quadratic(Random random, int n, Direction direction) {
    var m = new Model("random");
    Expression f = m.number(random.nextGaussian());
    var x = m.reals("x", n);
    for (int k = 0; k < 2 * n; k++) {
      Expression a = x[random.nextInt(n)].times(random.nextGaussian()).plus(random.nextGaussian());
      f = f.plus(a.times(x[random.nextInt(n)]).plus(x[random.nextInt(n)]));
    }
    m.subjectTo(x[0].plus(x[1].times(random.nextGaussian())).plus(1).atMost(3));
    return m.program(direction, f.plus(x[0].minus(x[1]).square()));
  }

  @Property(tries = 50)
  void aQuadraticProgramAndItsNumbersHaveTheSameValues(
      @ForAll long seed, @ForAll Direction direction) throws Exception {
    var random = new Random(seed);
    int n = random.nextInt(2, 6);
    Program program = quadratic(random, n, direction);
    LinearProgram numbers = program.numbers().orElseThrow();
    Program again = new AsFormulas().apply(numbers).map(r -> r.problem()).orElse(program);
    double[] x = random.doubles(n, -0.4, 0.4).toArray();
    double value = program.assess(PrimalDual.of(x)).objective();
    double close = 1e-9 * Math.max(1, Math.abs(value));
    assertThat(numbers.objective(x)).isCloseTo(value, within(close));
    assertThat(again.assess(PrimalDual.of(x)).objective()).isCloseTo(value, within(close));
    double[] c = new double[1];
    program.nlp().constraints(x, c);
    double row = numbers.matrix().times(x)[0];
    assertThat(numbers.rowUpper()[0] - row)
        .isCloseTo(program.nlp().constraintUpper()[0] - c[0], within(1e-9));
  }

  @Test
  void aCubicHasNoNumbers() {
    var m = new Model("cubic");
    var x = m.reals("x", 2);
    assertThat(m.program(Direction.MINIMIZE, x[0].square().times(x[1])).numbers()).isEmpty();
    m.subjectTo(x[0].times(x[1]).atMost(1));
    assertThat(m.program(Direction.MINIMIZE, x[0]).numbers()).isEmpty();
  }

  private static Outcome<PrimalDual> solve(LinearProgram program) throws Exception {
    return Talweg.solve(program, RunOptions.within(Budget.time(Duration.ofMinutes(1))));
  }

  private static LinearProgram saddle(boolean... integer) {
    var none = LinearProgram.numbered("r", 0);
    return new LinearProgram(
        "saddle",
        Direction.MINIMIZE,
        0,
        new double[] {1, 0.3},
        java.util.Optional.of(
            Columns.of(
                2, 2, new int[] {0, 1}, new int[] {0, 1}, new double[] {2, integer[0] ? 2 : -2})),
        Columns.empty(0, 2),
        new double[0],
        new double[0],
        new double[] {-3, -4},
        new double[] {3, 5},
        integer,
        new boolean[2],
        none,
        LinearProgram.numbered("x", 2));
  }

  @Test
  void anObjectiveThatIsNotConvexIsSolvedLocally() throws Exception {
    var outcome = solve(saddle(false, false));
    assertThat(outcome.plan().brief()).startsWith("quadratic-as-formulas");
    assertThat(outcome.best().orElseThrow().assessment().proof()).isEqualTo(Proof.LOCALLY_OPTIMAL);
  }

  @Test
  void aConvexQuadraticObjectiveOverIntegersIsOptimalByClaim() throws Exception {
    var outcome = solve(saddle(true, true));
    assertThat(outcome.objective()).isCloseTo(0, within(1e-6)); // x (x + 1) is 0 at 0 and at -1
    assertThat(outcome.proof()).startsWith("optimal within gap").contains("not recomputed");
    assertThat(Arrays.stream(outcome.solution().x()).map(Math::rint).toArray())
        .containsExactly(outcome.solution().x());
  }
}
