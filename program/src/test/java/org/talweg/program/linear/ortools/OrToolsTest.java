package org.talweg.program.linear.ortools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.engine.Outcome;
import org.talweg.engine.Outcome.Status;
import org.talweg.engine.RunOptions;
import org.talweg.engine.Talweg;
import org.talweg.model.Budget;
import org.talweg.model.Direction;
import org.talweg.model.Proof;
import org.talweg.program.PrimalDual;
import org.talweg.program.linear.Columns;
import org.talweg.program.linear.Instances;
import org.talweg.program.linear.LinearProgram;

class OrToolsTest {
  private static Outcome<PrimalDual> solve(String file, String solver) throws Exception {
    return Talweg.solve(
        Instances.read(file),
        RunOptions.within(Budget.time(Duration.ofMinutes(1))).withSolver(solver));
  }

  @ParameterizedTest
  @CsvSource({
    "afiro.mps, glop, -464.75314285714285",
    "afiro.mps, highs-lp, -464.75314285714285",
    "afiro.mps, pdlp, -464.75314285714285",
    "egout.mps, highs, 568.1007",
    "egout.mps, scip, 568.1007",
    "small_mip.mps, highs, 3.236842105263158",
    "lseu.mps, highs, 1120",
    "lseu.mps, scip, 1120",
    "lseu.mps, cp-sat, 1120",
    "semi-continuous.mps, highs, 8.223333333333333",
    "semi-integer.mps, highs, 8.133333333333333",
    "qptestnw.lp, interior-point-qp, -6.45",
    "qjh.mps, interior-point-qp, -5.25",
    "HS21.QPS, interior-point-qp, -99.96"
  })
  void everySolverReachesTheKnownOptimum(String file, String solver, double optimum)
      throws Exception {
    var outcome = solve(file, solver);
    assertThat(outcome.solution().x()).isNotEmpty();
    assertThat(outcome.best().orElseThrow().assessment().feasible()).isTrue();
    assertThat(outcome.objective()).isCloseTo(optimum, within(1e-6 * Math.abs(optimum)));
  }

  @Test
  void theMultipliersOfGlopProveItsAnswer() throws Exception {
    var outcome = solve("afiro.mps", "glop");
    assertThat(outcome.status()).isEqualTo(Status.SOLVED);
    assertThat(outcome.best().orElseThrow().assessment().proof()).isEqualTo(Proof.OPTIMAL);
    assertThat(outcome.best().orElseThrow().assessment().bound().orElseThrow())
        .isCloseTo(-464.75314285714285, within(1e-9));
  }

  @Test
  void theMultipliersOfTheInteriorPointProveItsAnswer() throws Exception {
    var outcome = solve("qptestnw.lp", "interior-point-qp");
    assertThat(outcome.best().orElseThrow().assessment().proof()).isEqualTo(Proof.OPTIMAL);
  }

  @Test
  void anIntegerProgramHasTheBoundOfItsRelaxation() throws Exception {
    var assessment = solve("egout.mps", "highs").best().orElseThrow().assessment();
    assertThat(assessment.bound().orElseThrow()).isCloseTo(149.5887662200957, within(1e-6));
  }

  @Test
  void infeasibilityIsProvenByTheProblem() throws Exception {
    var outcome = solve("woodinfe.mps", "glop");
    assertThat(outcome.status()).isEqualTo(Status.INFEASIBLE);
    assertThat(outcome.best().orElseThrow().assessment().proof()).isEqualTo(Proof.INFEASIBLE);
  }

  @Test
  void anInfeasibleIntegerProgramShowsItsLeastViolatedPoint() throws Exception {
    var outcome = solve("infeasible-mip1.mps", "highs");
    assertThat(outcome.status()).isEqualTo(Status.INFEASIBLE);
    assertThat(outcome.best().orElseThrow().assessment().violation()).isCloseTo(1, within(1e-6));
  }

  @Test
  void aProgramWithoutBoundIsFollowedFar() throws Exception {
    var inf = Double.POSITIVE_INFINITY;
    var program =
        LinearProgram.of(
            "cone",
            Direction.MINIMIZE,
            new double[] {-1, 1},
            Columns.of(1, 2, new int[] {0, 0}, new int[] {0, 1}, new double[] {1, -2}),
            new double[] {-inf},
            new double[] {4},
            new double[] {0, 0},
            new double[] {inf, inf});
    var outcome =
        Talweg.solve(
            program, RunOptions.within(Budget.time(Duration.ofMinutes(1))).withSolver("glop"));
    assertThat(outcome.best().orElseThrow().assessment().proof()).isEqualTo(Proof.UNBOUNDED);
  }
}
