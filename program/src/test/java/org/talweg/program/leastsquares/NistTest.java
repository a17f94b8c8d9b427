package org.talweg.program.leastsquares;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.program.derivative.AlgebraicNlp;
import org.talweg.program.expression.Algebra;
import org.talweg.program.expression.Dag;
import org.talweg.program.expression.Row;

class NistTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bennett5", "BoxBOD", "Chwirut2", "DanWood", "ENSO", "Eckerle4", "Gauss1", "Gauss3",
        "Hahn1", "Kirby2", "Lanczos1", "Lanczos3", "MGH09", "MGH17", "Misra1a", "Misra1c",
        "Rat43", "Thurber"
      })
  void theCertifiedParametersAreFoundToSixDigitsFromBothStarts(String name) throws Exception {
    NistModel model = NistModel.read(name);
    for (int start = 0; start < 2; start++) {
      var residuals =
          new AlgebraicNlp(SumOfSquares.residuals(model.program(start).algebra()).orElseThrow());
      assertThat(residuals.constraints()).isEqualTo(model.data().size());
      var result = LevenbergMarquardt.minimise(residuals, model.starts()[start], 5000, () -> false);
      assertThat(model.digits(result.x())).as("from start " + (start + 1)).isGreaterThan(6);
    }
  }

  @Test
  void whatIsNoSumOfSquaresIsNotTakenForOne() throws Exception {
    Algebra fit = NistModel.read("Misra1a").program(0).algebra();
    Dag dag = fit.dag();
    int negative = dag.subtract(fit.objective().nonlinear(), dag.square(dag.variable(0)));
    assertThat(SumOfSquares.residuals(with(fit, Row.of(negative)))).isEmpty();
    assertThat(
            SumOfSquares.residuals(
                with(fit, new Row(new int[] {0}, new double[] {1}, fit.objective().nonlinear()))))
        .isEmpty();
    int weighted = dag.multiply(dag.constant(4), dag.square(dag.variable(1)));
    assertThat(SumOfSquares.residuals(with(fit, Row.of(weighted)))).isPresent();
  }

  private static Algebra with(Algebra a, Row objective) {
    return new Algebra(
        a.name(),
        a.dag(),
        a.variableNames(),
        a.lower(),
        a.upper(),
        a.integer(),
        a.start(),
        a.direction(),
        objective,
        a.constraintNames(),
        a.constraints(),
        a.constraintLower(),
        a.constraintUpper());
  }
}
