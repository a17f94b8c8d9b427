package org.talweg.search.fidelity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.talweg.engine.Catalog;
import org.talweg.engine.Estimate;
import org.talweg.engine.Planner;
import org.talweg.engine.Proposal;
import org.talweg.engine.Result;
import org.talweg.engine.RunOptions;
import org.talweg.engine.Setting;
import org.talweg.engine.Strategy;
import org.talweg.engine.Talweg;
import org.talweg.engine.Trial;
import org.talweg.model.Assessment;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.model.Fidelity;
import org.talweg.model.Fidelity.Structure;
import org.talweg.model.Formula;
import org.talweg.model.FormulaException;
import org.talweg.model.Measure;
import org.talweg.model.Objective;
import org.talweg.model.Parameter;
import org.talweg.model.Probe;
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

  /** f(x, w) = |x - c_w|², whose mean over the scenarios is least at the mean of the c_w. */
  private static BlackBox scenarios(boolean inParts) {
    double[][] centres = {{0.1, 0.9}, {0.4, 0.2}, {0.9, 0.6}, {0.2, 0.3}};
    var whole =
        BlackBox.of(
            "scenarios",
            Space.of(Parameter.real("x", 0, 1), Parameter.real("y", 0, 1)),
            List.of(Objective.minimize("f")),
            Measure.overScenarios(
                (p, probe) -> {
                  double[] c = centres[(int) probe.fidelity() - 1];
                  return Map.of(
                      "f", Math.pow(p.real("x") - c[0], 2) + Math.pow(p.real("y") - c[1], 2));
                },
                centres.length));
    return inParts ? whole.withFidelity(Fidelity.scenarios("w", centres.length)) : whole;
  }

  @Test
  void scenariosTellOfTheirMean() throws Exception {
    var outcome =
        Talweg.solve(
            scenarios(true),
            RunOptions.within(Budget.evaluations(10)).withSolver("gp-fidelity").withSeed(2));
    // The least mean is the mean squared distance of the centres to their mean (0.4, 0.5).
    assertThat(outcome.objective()).isCloseTo(0.17, within(1e-3));
  }

  @Test
  void theFullValueOfScenariosIsTheirMean() throws Exception {
    BlackBox problem = scenarios(true);
    var point = problem.space().fromUnit(new double[] {0.3, 0.7});
    double sum = 0;
    for (int w = 1; w <= 4; w++) {
      sum += problem.assess(point, Probe.outsideARun(w)).objective();
    }
    assertThat(problem.assess(point).objective()).isCloseTo(sum / 4, within(1e-12));
    assertThat(problem.fidelity().orElseThrow().evaluations(2)).isEqualTo(0.25);
  }

  @Test
  void aRelatedTaskTellsOfTheTask() throws Exception {
    var task =
        BlackBox.of(
                "task",
                branin("1").space(),
                branin("1").objectives(),
                (p, probe) ->
                    branin("1")
                        .measure()
                        .measure(p, Probe.outsideARun(probe.fidelity() == 2 ? 1 : 0.5)))
            .withFidelity(new Fidelity("task", 1, 2, Formula.parse("task^3"), Structure.SOURCES));
    var outcome =
        Talweg.solve(
            task, RunOptions.within(Budget.evaluations(15)).withSolver("gp-fidelity").withSeed(1));
    assertThat(outcome.objective() - BRANIN).isLessThan(0.5);
  }

  @Test
  void aStatedFidelityIsUsedUnlessAskedOtherwise() throws Exception {
    for (long evaluations : new long[] {12, 40, 100}) {
      var choice =
          new Planner(Catalog.load())
              .choose(branin("s"), Budget.evaluations(evaluations), Optional.empty());
      assertThat(choice.chosen().plan().solvers()).as(choice.reason()).contains("gp-fidelity");
    }
  }

  /** Every evaluation above 20 is stopped and reports 50: the search must go where it is better. */
  @Test
  void whereTrialsAreStoppedItLooksElsewhere() throws Exception {
    var setting = new Setting(Budget.evaluations(20), 3, 1, List.of());
    Strategy strategy = new GpFidelity().begin(branin("s"), setting);
    var asked = new HashSet<String>();
    double nearest = Double.POSITIVE_INFINITY;
    for (int k = 1; k <= 60; k++) {
      Proposal proposal = strategy.ask().orElseThrow();
      asked.add("%.1f %.1f".formatted(proposal.point().real("x"), proposal.point().real("y")));
      double value = branin("s").measure().measure(proposal.point(), Probe.outsideARun(1)).get("f");
      nearest = Math.min(nearest, value);
      strategy.tell(
          new Trial(
              k,
              proposal,
              value > 20 ? new Result.Stopped(1, 50) : new Result.Done(Assessment.of(value))));
    }
    assertThat(asked).hasSizeGreaterThan(30);
    assertThat(nearest).isLessThan(BRANIN + 1);
  }

  /** Branin where only a disc about its minimum (9.42, 2.475) is feasible, 4% of the space. */
  private static BlackBox inADisc(BlackBox branin) throws FormulaException {
    return BlackBox.of(
            "branin in a disc",
            branin.space(),
            branin.objectives(),
            (p, probe) ->
                Map.of(
                    "f",
                    branin.measure().measure(p, probe).get("f"),
                    "r",
                    Math.hypot(p.real("x") - 9.42478, p.real("y") - 2.475)
                        + 0.3 * (1 - probe.fidelity())))
        .withFidelity(branin.fidelity().orElseThrow())
        .subjectTo("r <= 2");
  }

  @Test
  void measuredConstraintsHoldAtFullFidelity() throws Exception {
    double[] regrets = new double[5];
    for (int seed = 0; seed < regrets.length; seed++) {
      var outcome =
          Talweg.solve(
              inADisc(branin("s^2")),
              RunOptions.within(Budget.evaluations(20)).withSolver("gp-fidelity").withSeed(seed));
      regrets[seed] =
          outcome.best().orElseThrow().assessment().feasible()
              ? outcome.objective() - BRANIN
              : Double.POSITIVE_INFINITY;
    }
    Arrays.sort(regrets);
    // Of 20 random points more than half the time none is feasible; in the disc the mean is about
    // 6.
    assertThat(regrets[2]).isBetween(-1e-9, 0.5);
  }

  @Test
  void measuredConstraintsHoldOnTheMeanOfScenarios() throws Exception {
    var whole = scenarios(true);
    var problem =
        BlackBox.of(
                "constrained scenarios",
                whole.space(),
                whole.objectives(),
                Measure.overScenarios(
                    (p, probe) ->
                        Map.of(
                            "f",
                            whole.measure().measure(p, probe).get("f"),
                            "g",
                            probe.fidelity() * p.real("x") / 2.5),
                    4))
            .withFidelity(Fidelity.scenarios("w", 4))
            .subjectTo("g >= 0.7");
    var outcome =
        Talweg.solve(problem, RunOptions.within(Budget.evaluations(14)).withSolver("gp-fidelity"));
    // The mean of g is x, so the least feasible mean lies at (0.7, 0.5): 0.17 + 0.3².
    assertThat(outcome.best().orElseThrow().assessment().feasible()).isTrue();
    assertThat(outcome.objective()).isCloseTo(0.26, within(0.01));
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
