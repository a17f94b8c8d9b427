package org.talweg.search.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.talweg.engine.Estimate;
import org.talweg.engine.RunOptions;
import org.talweg.engine.Talweg;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.model.Fidelity;
import org.talweg.model.Formula;
import org.talweg.model.FormulaException;
import org.talweg.model.Objective;
import org.talweg.model.Parameter;
import org.talweg.model.Resource;
import org.talweg.model.Space;

class GpFidelityTest {
  private static final double BRANIN = 0.39788735772973816;

  /**
   * Branin with the fidelity s of Wu et al., "Practical multi-fidelity Bayesian optimization for
   * hyperparameter tuning" (2019): the quadratic coefficient is off by 0.1 (1 - s).
   */
  private static BlackBox branin(String cost) throws FormulaException {
    return BlackBox.of(
            "branin",
            Space.of(Parameter.real("x", -5, 10), Parameter.real("y", 0, 15)),
            List.of(Objective.minimize("f")),
            (p, probe) -> {
              double x = p.real("x");
              double b = 5.1 / (4 * Math.PI * Math.PI) - 0.1 * (1 - probe.fidelity());
              double a = p.real("y") - b * x * x + 5 / Math.PI * x - 6;
              return Map.of("f", a * a + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10);
            })
        .withFidelity(new Fidelity("s", 0.1, 1, Formula.parse(cost)));
  }

  private static double[] regrets(String cost, long evaluations) throws Exception {
    double[] regrets = new double[7];
    for (int seed = 0; seed < regrets.length; seed++) {
      var outcome =
          Talweg.solve(
              branin(cost),
              RunOptions.within(Budget.evaluations(evaluations))
                  .withSolver("gp-fidelity")
                  .withSeed(seed));
      assertThat(outcome.spent().get(Resource.EVALUATIONS)).isLessThanOrEqualTo(evaluations + 1e-9);
      regrets[seed] = outcome.objective() - BRANIN;
    }
    Arrays.sort(regrets);
    return regrets;
  }

  @Test
  void cheapEvaluationsTellOfTheFullOnes() throws Exception {
    // Twelve evaluations' worth: as many Sobol points leave a median regret of about 5.
    assertThat(regrets("s^2", 12)[3]).isLessThan(0.2);
  }

  @Test
  void whatCostsAsMuchIsEvaluatedFully() throws Exception {
    var outcome =
        Talweg.solve(
            branin("1"),
            RunOptions.within(Budget.evaluations(20)).withSolver("gp-fidelity").withSeed(1));
    assertThat(outcome.objective() - BRANIN).isLessThan(0.5);
  }

  @Test
  void itIsForProblemsWithAFidelityOnly() throws Exception {
    var solver = new GpFidelity();
    assertThat(solver.estimate(branin("s"), Budget.evaluations(20)))
        .isInstanceOf(Estimate.Fits.class);
    var plain =
        BlackBox.of("plain", branin("s").space(), branin("s").objectives(), branin("s").measure());
    assertThat(solver.estimate(plain, Budget.evaluations(20))).isInstanceOf(Estimate.Unfit.class);
  }
}
