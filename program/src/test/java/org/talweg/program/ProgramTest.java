package org.talweg.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.talweg.model.Assessment;
import org.talweg.model.AssessmentException;
import org.talweg.model.Direction;
import org.talweg.model.Features;
import org.talweg.model.Proof;
import org.talweg.program.expression.Algebra;
import org.talweg.program.expression.Dag;
import org.talweg.program.expression.Op;
import org.talweg.program.expression.Row;

class ProgramTest {
  private static final double NONE = Double.POSITIVE_INFINITY;
  private final Dag dag = new Dag();
  private final int x = dag.variable(0);
  private final int y = dag.variable(1);

  /** Over x, y >= 0 with one constraint from low to high. */
  private Program program(
      Direction direction, int objective, int constraint, double low, double high, boolean whole) {
    return Program.of(
        new Algebra(
            "test",
            dag,
            List.of("x", "y"),
            new double[] {0, 0},
            new double[] {NONE, NONE},
            new boolean[] {whole, false},
            new double[2],
            direction,
            Row.of(objective),
            List.of(),
            List.of(Row.of(constraint)),
            new double[] {low},
            new double[] {high}));
  }

  private int squaredDistance(double a, double b) {
    return dag.add(
        dag.square(dag.subtract(x, dag.constant(a))), dag.square(dag.subtract(y, dag.constant(b))));
  }

  private static PrimalDual at(double x, double y, double multiplier, double zx, double zy) {
    return new PrimalDual(new double[] {x, y}, new double[] {multiplier}, new double[] {zx, zy});
  }

  @Test
  void aPointOfAConvexQuadraticProgramIsOptimalWithItsMultipliers() throws AssessmentException {
    // The point of x + y <= 2 nearest to (3, 1) is (2, 0): gradient (-2, -2), multiplier -2.
    Program program =
        program(Direction.MINIMIZE, squaredDistance(3, 1), dag.add(x, y), -NONE, 2, false);
    Assessment right = program.assess(at(2, 0, -2, 0, 0));
    assertThat(right.proof()).isEqualTo(Proof.OPTIMAL);
    assertThat(right.bound()).hasValue(2);
    assertThat(right.objective()).isEqualTo(2);
    assertThat(right.quantities()).containsEntry("kkt-residual", 0.0);
    assertThat(program.assess(at(2, 0, 2, 0, 0)).proof()).as("sign").isEqualTo(Proof.FEASIBLE);
    assertThat(program.assess(at(1.5, 0.5, -2, 0, 0)).proof()).isEqualTo(Proof.FEASIBLE);
    assertThat(program.assess(at(1, 0, -2, 0, 0)).proof()).as("slack").isEqualTo(Proof.FEASIBLE);
    assertThat(program.assess(PrimalDual.of(2, 0)).proof()).isEqualTo(Proof.FEASIBLE);
  }

  @Test
  void multipliersOfAMaximisationAreThoseOfItsOpposite() throws AssessmentException {
    int concave = dag.negate(squaredDistance(3, 1));
    Program program = program(Direction.MAXIMIZE, concave, dag.add(x, y), -NONE, 2, false);
    Assessment right = program.assess(at(2, 0, -2, 0, 0));
    assertThat(right.proof()).isEqualTo(Proof.OPTIMAL);
    assertThat(right.objective()).isEqualTo(-2);
  }

  @Test
  void whatIsNotKnownToBeConvexIsOnlyLocallyOptimal() throws AssessmentException {
    int product = dag.multiply(x, y);
    Program program = program(Direction.MAXIMIZE, product, dag.add(x, y), -NONE, 2, false);
    assertThat(program.assess(at(1, 1, -1, 0, 0)).proof()).isEqualTo(Proof.LOCALLY_OPTIMAL);
  }

  @Test
  void multipliersOfTheLeastViolationShowLocalInfeasibility() throws AssessmentException {
    // x^2 + y^2 <= 1 is held, x + y >= 3 violated: at (1, 1)/sqrt(2) neither gives way.
    Program program =
        Program.of(
            new Algebra(
                "apart",
                dag,
                List.of("x", "y"),
                new double[] {0, 0},
                new double[] {NONE, NONE},
                new boolean[2],
                new double[2],
                Direction.MINIMIZE,
                Row.of(x),
                List.of(),
                List.of(Row.of(dag.add(dag.square(x), dag.square(y))), Row.of(dag.add(x, y))),
                new double[] {-NONE, 3},
                new double[] {1, NONE}));
    double r = Math.sqrt(0.5);
    double[] z = new double[2];
    assertThat(program.assess(PrimalDual.of(r, r)).proof()).isEqualTo(Proof.NONE);
    double[] right = {-r, 1};
    assertThat(program.assess(new PrimalDual(new double[] {r, r}, right, z)).proof())
        .isEqualTo(Proof.LOCALLY_INFEASIBLE);
    double[] wrong = {r, 1};
    assertThat(program.assess(new PrimalDual(new double[] {r, r}, wrong, z)).proof())
        .isEqualTo(Proof.NONE);
    assertThat(program.assess(new PrimalDual(new double[] {1, 0}, right, z)).proof())
        .isEqualTo(Proof.NONE);
  }

  @Test
  void farkasMultipliersShowThatLinearRowsAreInfeasible() throws AssessmentException {
    Program program = program(Direction.MINIMIZE, x, dag.add(x, y), -NONE, -1, false);
    double[] anywhere = {5, 7};
    double[] z = new double[2];
    assertThat(program.assess(new PrimalDual(anywhere, new double[] {-1}, z)).proof())
        .isEqualTo(Proof.INFEASIBLE);
    assertThat(program.assess(new PrimalDual(anywhere, new double[] {1}, z)).proof())
        .isEqualTo(Proof.NONE);
  }

  @Test
  void aRayShowsThatALinearProgramIsUnbounded() throws AssessmentException {
    Program program = program(Direction.MAXIMIZE, dag.add(x, y), y, 0, 1, false);
    double[] none = {};
    double[] from = {0, 0.5};
    assertThat(program.assess(new PrimalDual(from, none, none, new double[] {3, 0})).proof())
        .isEqualTo(Proof.UNBOUNDED);
    for (double[] wrong : new double[][] {{1, 1}, {-1, 0}, {0, 0}, {1, -1e-6}}) {
      assertThat(program.assess(new PrimalDual(from, none, none, wrong)).proof())
          .isEqualTo(Proof.FEASIBLE);
    }
  }

  @Test
  void aLinearProgramIsProvenOptimal() throws AssessmentException {
    Program program =
        program(
            Direction.MINIMIZE,
            dag.add(x, dag.multiply(dag.constant(3), y)),
            dag.add(x, y),
            2,
            NONE,
            false);
    assertThat(program.linear()).isTrue();
    assertThat(program.assess(at(2, 0, 1, 0, 2)).proof()).isEqualTo(Proof.OPTIMAL);
    assertThat(program.assess(at(2.5, 0, 1, 0, 2)).proof()).isEqualTo(Proof.FEASIBLE);
  }

  @Test
  void whatMustBeWholeIsProvenOnlyWhereTheMultipliersBoundMeetsIt() throws AssessmentException {
    Program program = program(Direction.MINIMIZE, dag.add(x, y), dag.add(x, y), 2, NONE, true);
    assertThat(program.form()).isEqualTo(Program.MIXED_INTEGER);
    assertThat(program.assess(at(2, 0, 1, 0, 0)).proof()).isEqualTo(Proof.OPTIMAL);
    Program fraction = program(Direction.MINIMIZE, dag.add(x, y), dag.add(x, y), 1.5, NONE, true);
    Assessment above = fraction.assess(at(2, 0, 1, 0, 0));
    assertThat(above.proof()).isEqualTo(Proof.FEASIBLE);
    assertThat(above.bound()).hasValue(1.5);
    Assessment half = program.assess(at(1.5, 0.5, 1, 0, 0));
    assertThat(half.proof()).isEqualTo(Proof.NONE);
    assertThat(half.violation()).isEqualTo(0.5);
  }

  @Test
  void theLeastViolatedPointIsLocallyInfeasible() throws AssessmentException {
    Program program =
        program(Direction.MINIMIZE, x, dag.add(dag.square(x), dag.square(y)), -NONE, -1, false);
    Assessment least = program.assess(PrimalDual.of(0, 0));
    assertThat(least.proof()).isEqualTo(Proof.LOCALLY_INFEASIBLE);
    assertThat(least.violation()).isEqualTo(1);
    assertThat(program.assess(PrimalDual.of(0.1, 0)).proof()).isEqualTo(Proof.NONE);
  }

  @Test
  void linearRowsThatContradictTheBoundsAreInfeasible() throws AssessmentException {
    Program program = program(Direction.MINIMIZE, x, dag.add(x, y), -NONE, -1, false);
    assertThat(program.assess(PrimalDual.of(0, 0)).proof()).isEqualTo(Proof.INFEASIBLE);
    assertThat(program.assess(PrimalDual.of(1, 0)).proof()).isEqualTo(Proof.NONE);
  }

  @Test
  void anObjectiveWithoutEndIsUnbounded() throws AssessmentException {
    Program program = program(Direction.MAXIMIZE, dag.square(x), y, 0, 1, false);
    assertThat(program.assess(PrimalDual.of(1e11, 0)).proof()).isEqualTo(Proof.UNBOUNDED);
  }

  @Test
  void aViolationWithinTheToleranceIsNone() throws AssessmentException {
    Program program = program(Direction.MINIMIZE, x, dag.add(x, y), 1e6, 1e6, false);
    assertThat(program.assess(PrimalDual.of(1e6 + 0.5, 0)).violation()).isZero();
    assertThat(program.assess(PrimalDual.of(1e6 + 2, 0)).violation()).isCloseTo(2e-6, within());
  }

  private static Offset<Double> within() {
    return Offset.offset(1e-12);
  }

  @Test
  void whatHasNoValueCannotBeJudged() {
    Program program =
        program(Direction.MINIMIZE, dag.apply(Op.LOG, dag.subtract(x, y)), y, 0, 1, false);
    assertThatThrownBy(() -> program.assess(PrimalDual.of(0, 1)))
        .isInstanceOf(AssessmentException.class)
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> program.assess(PrimalDual.of(0)))
        .isInstanceOf(AssessmentException.class)
        .hasMessageContaining("1 values for 2 variables");
  }

  @Test
  void featuresCountWhatIsThere() {
    Program program =
        program(Direction.MINIMIZE, squaredDistance(1, 2), dag.add(x, y), 1, 1, false);
    Features features = program.features();
    assertThat(features.get(Program.VARIABLES)).isEqualTo(2);
    assertThat(features.get(Features.CONSTRAINTS)).isEqualTo(1);
    assertThat(features.get(Program.EQUALITIES)).isEqualTo(1);
    assertThat(features.get(Program.NONLINEAR)).isEqualTo(1);
    assertThat(features.get(Program.NONZEROS)).isEqualTo(2);
    assertThat(features.get(Program.HESSIAN_NONZEROS)).isEqualTo(2);
    assertThat(program.form()).isEqualTo(Program.SMOOTH);
  }
}
