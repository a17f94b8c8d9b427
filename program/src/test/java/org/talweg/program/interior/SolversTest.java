package org.talweg.program.interior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.talweg.engine.Outcome;
import org.talweg.engine.RunOptions;
import org.talweg.engine.Talweg;
import org.talweg.model.Budget;
import org.talweg.model.Direction;
import org.talweg.model.Proof;
import org.talweg.program.PrimalDual;
import org.talweg.program.Program;
import org.talweg.program.expression.Algebra;
import org.talweg.program.expression.Dag;
import org.talweg.program.expression.Row;

class SolversTest {
  /** (x^2 - 1)^2 + x / 3 has minima near 1 and, lower, near -1. */
  private static Program doubleWell(double start) {
    var dag = new Dag();
    int x = dag.variable(0);
    int well = dag.square(dag.subtract(dag.square(x), dag.constant(1)));
    return Program.of(
        new Algebra(
            "double well",
            dag,
            List.of("x"),
            new double[] {-10},
            new double[] {10},
            new boolean[] {false},
            new double[] {start},
            Direction.MINIMIZE,
            Row.of(dag.add(well, dag.multiply(dag.constant(1.0 / 3), x))),
            List.of(),
            List.of(),
            new double[0],
            new double[0]));
  }

  private static Outcome<PrimalDual> solve(Program program, String solver) throws Exception {
    return Talweg.solve(program, RunOptions.within(Budget.evaluations(50)).withSolver(solver));
  }

  @Test
  void interiorPointEndsAtALocalOptimumThatItsMultipliersProve() throws Exception {
    var outcome = solve(doubleWell(2), "interior-point");
    var best = outcome.best().orElseThrow();
    assertThat(best.solution().x()[0]).isCloseTo(0.955, within(1e-2));
    assertThat(best.assessment().proof()).isEqualTo(Proof.LOCALLY_OPTIMAL);
  }

  @Test
  void multistartFindsTheLowerOfTwoOptima() throws Exception {
    var outcome = solve(doubleWell(2), "multistart");
    assertThat(outcome.best().orElseThrow().solution().x()[0]).isCloseTo(-1.04, within(1e-2));
  }

  @Test
  void searchesEndWhereNoFurtherOptimumIsExpected() {
    var found =
        new MultiStart(Parameters.defaults())
            .solve(
                doubleWell(2).nlp(),
                PrimalDual.of(2),
                MultiStart.Goal.BEST,
                1000,
                new SplittableRandom(3),
                () -> false,
                better -> {},
                words -> {});
    assertThat(found.optima()).isBetween(2, 3); // the hump between counts where a search ends there
    assertThat(found.searches()).isLessThan(60);
  }

  @Test
  void whatIsOfferedOnlyGetsBetter() {
    var offered = new ArrayList<Double>();
    new MultiStart(Parameters.defaults())
        .solve(
            doubleWell(2).nlp(),
            PrimalDual.of(2),
            MultiStart.Goal.BEST,
            20,
            new SplittableRandom(3),
            () -> false,
            better -> offered.add(better.objective()),
            words -> {});
    assertThat(offered).hasSizeGreaterThan(1).isSortedAccordingTo((a, b) -> Double.compare(b, a));
  }
}
