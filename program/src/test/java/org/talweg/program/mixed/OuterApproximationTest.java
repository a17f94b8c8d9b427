package org.talweg.program.mixed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.talweg.engine.Outcome;
import org.talweg.engine.RunOptions;
import org.talweg.engine.Talweg;
import org.talweg.model.Budget;
import org.talweg.model.Direction;
import org.talweg.program.Model;
import org.talweg.program.Model.Expression;
import org.talweg.program.Model.Variable;
import org.talweg.program.PrimalDual;
import org.talweg.program.Program;

class OuterApproximationTest {
  private static Outcome<PrimalDual> solve(Program program, String solver) throws Exception {
    return Talweg.solve(
        program, RunOptions.within(Budget.time(Duration.ofMinutes(1))).withSolver(solver));
  }

  /** min 5y1 + 6y2 + 8y3 + 10x1 - 7x3 - 18 log(x2+1) - 19.2 log(x1-x2+1) + 10 (synthes1). */
  @Test
  void theFirstExampleOfItsPaperIsSolved() throws Exception {
    var m = new Model("synthes1");
    var x1 = m.real("x1").between(0, 2);
    var x2 = m.real("x2").between(0, 2);
    var x3 = m.real("x3").between(0, 1);
    var y1 = m.integer("y1").between(0, 1);
    var y2 = m.integer("y2").between(0, 1);
    var y3 = m.integer("y3").between(0, 1);
    Expression first = x2.plus(1).log();
    Expression second = x1.minus(x2).plus(1).log();
    m.subjectTo(first.times(0.8).plus(second.times(0.96)).minus(x3.times(0.8)).atLeast(0));
    m.subjectTo(first.plus(second.times(1.2)).minus(x3).minus(y3.times(2)).atLeast(-2));
    m.subjectTo(x2.minus(x1).atMost(0));
    m.subjectTo(x2.minus(y1.times(2)).atMost(0));
    m.subjectTo(x1.minus(x2).minus(y2.times(2)).atMost(0));
    m.subjectTo(y1.plus(y2).atMost(1));
    Expression objective =
        y1.times(5)
            .plus(y2.times(6))
            .plus(y3.times(8))
            .plus(x1.times(10))
            .minus(x3.times(7))
            .minus(first.times(18))
            .minus(second.times(19.2))
            .plus(10);
    var outcome = solve(m.program(Direction.MINIMIZE, objective), "outer-approximation");
    assertThat(outcome.best().orElseThrow().assessment().feasible()).isTrue();
    assertThat(outcome.objective()).isCloseTo(6.00975891, within(1e-5));
  }

  /** min sum (x_j - a_j)^2 over integers with a linear coupling: compared with all points. */
  @Property(tries = 6)
  void aConvexProgramIsSolvedToItsGlobalOptimum(@ForAll long seed) throws Exception {
    var random = new Random(seed);
    int n = 3;
    double[] a = random.doubles(n, -2, 2).toArray();
    double[] w = random.doubles(n, 0.5, 2).toArray();
    var m = new Model("nearest integers");
    var x = new Variable[n];
    Expression distance = m.number(0);
    Expression sum = m.number(0);
    for (int j = 0; j < n; j++) {
      x[j] = m.integer("x" + j).between(-3, 3);
      distance = distance.plus(x[j].minus(a[j]).square().times(w[j]));
      sum = sum.plus(x[j]);
    }
    m.subjectTo(sum.atMost(1));
    var outcome = solve(m.program(Direction.MINIMIZE, distance), "outer-approximation");
    double best = Double.POSITIVE_INFINITY;
    for (int p = -3; p <= 3; p++) {
      for (int q = -3; q <= 3; q++) {
        for (int r = -3; r <= 3; r++) {
          if (p + q + r <= 1) {
            best =
                Math.min(
                    best,
                    w[0] * (p - a[0]) * (p - a[0])
                        + w[1] * (q - a[1]) * (q - a[1])
                        + w[2] * (r - a[2]) * (r - a[2]));
          }
        }
      }
    }
    assertThat(outcome.objective()).isCloseTo(best, within(1e-6));
  }

  @Test
  void linearFormulasWithIntegersBecomeAnIntegerProgram() throws Exception {
    var m = new Model("knapsack");
    var a = m.integer("a").between(0, 4);
    var b = m.integer("b").between(0, 4);
    m.subjectTo(a.times(3).plus(b.times(5)).atMost(13.5));
    var outcome = solve(m.program(Direction.MAXIMIZE, a.times(4).plus(b.times(7))), "highs");
    assertThat(outcome.objective()).isEqualTo(18); // a = 1, b = 2
    assertThat(outcome.plan().brief()).isEqualTo("linear-rows-whole -> highs");
  }
}
