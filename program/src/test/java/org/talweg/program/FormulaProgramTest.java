package org.talweg.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.talweg.model.Assessment;
import org.talweg.model.BlackBox;
import org.talweg.model.Constraint;
import org.talweg.model.Direction;
import org.talweg.model.Formula;
import org.talweg.model.Objective;
import org.talweg.model.Parameter;
import org.talweg.model.Space;
import org.talweg.model.Value;

class FormulaProgramTest {
  @Test
  void constraintsHaveNamesOfTheirOwnAndARangeIsOne() {
    var space =
        new Space(
            List.of(Parameter.real("x", -2, 2), Parameter.real("y", -2, 2)),
            List.of(
                Constraint.of("0 <= x + y <= 1"),
                Constraint.of("x*y <= 1"),
                Constraint.of("x*y <= 1"),
                Constraint.of("3 >= x and y <= x")));
    var problem = BlackBox.of("test", space, List.of(Objective.minimize("x")), (_, _) -> Map.of());
    var algebra = FormulaProgram.of(problem).orElseThrow().algebra();
    assertThat(algebra.constraintNames())
        .containsExactly("0 <= x + y <= 1", "x*y <= 1", "x*y <= 1 (2)", "3 >= x", "y <= x");
    assertThat(algebra.constraintLower()[0]).isEqualTo(0);
    assertThat(algebra.constraintUpper()).containsExactly(1, 1, 1, 3, 0);
  }

  @Property(tries = 100)
  void aProgramHasTheValuesOfItsFormulas(
      @ForAll @DoubleRange(min = -2, max = 2) double x,
      @ForAll @DoubleRange(min = 0.1, max = 2) double y)
      throws Exception {
    var space =
        new Space(
            List.of(Parameter.real("x", -2, 2), Parameter.real("y", 0.1, 2)),
            List.of(Constraint.of("x^2 + y <= 3"), Constraint.of("-1 <= x*y <= 1")));
    var objective =
        new Objective(
            "f",
            Formula.parse(
                "exp(-x^2)*log2(y) - max(x, y, 1)/3 + abs(x)*sqrt(y) + atan(x) + 2^y - cosh(x)*y"),
            Direction.MAXIMIZE);
    var problem = BlackBox.of("test", space, List.of(objective), (_, _) -> Map.of());
    Program program = FormulaProgram.of(problem).orElseThrow();
    Assessment expected =
        problem.assess(space.point(Map.of("x", new Value.Real(x), "y", new Value.Real(y))));
    Assessment found = program.assess(PrimalDual.of(x, y));
    assertThat(found.objective() - expected.objective()).isBetween(-1e-12, 1e-12);
    if (expected.feasible()) {
      assertThat(found.feasible()).isTrue();
    } else if (expected.violation() > 1e-4) {
      assertThat(found.feasible()).isFalse();
    }
  }
}
