package org.talweg.search.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.talweg.engine.Estimate;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.model.Formula;
import org.talweg.model.FormulaException;
import org.talweg.model.Noise;
import org.talweg.model.Objective;
import org.talweg.model.Parameter;
import org.talweg.model.Point;
import org.talweg.model.Space;
import org.talweg.search.Driver;

class GpGradientTest {
  private static final GpGradient SOLVER = new GpGradient();

  /** f(x) = Σ 100 (x_{i+1} - x_i²)² + (1 - x_i)² on [-2, 2]^d, with its gradient. */
  private static BlackBox rosenbrock(int d, double deviation, boolean gradients) {
    var parameters = new Parameter[d];
    var gradient = new LinkedHashMap<String, Formula>();
    for (int i = 0; i < d; i++) {
      parameters[i] = Parameter.real("x" + i, -2, 2);
      gradient.put("x" + i, new Formula.Name("g" + i));
    }
    var objective = Objective.minimize("f");
    return BlackBox.of(
        "rosenbrock",
        Space.of(parameters),
        List.of(gradients ? objective.withGradient(gradient) : objective),
        (point, probe) -> {
          var random = new java.util.Random(probe.seed() ^ point.hashCode());
          double[] x = new double[d];
          Arrays.setAll(x, i -> point.real("x" + i));
          double[] g = new double[d];
          double f = 0;
          for (int i = 0; i + 1 < d; i++) {
            double a = x[i + 1] - x[i] * x[i];
            f += 100 * a * a + (1 - x[i]) * (1 - x[i]);
            g[i] += -400 * x[i] * a - 2 * (1 - x[i]);
            g[i + 1] += 200 * a;
          }
          var quantities = new LinkedHashMap<String, Double>();
          quantities.put("f", f + deviation * random.nextGaussian());
          for (int i = 0; i < d; i++) {
            quantities.put("g" + i, g[i] + deviation * random.nextGaussian());
          }
          return quantities;
        });
  }

  private static double best(BlackBox problem, int evaluations, long seed) {
    return Driver.of(problem, evaluations).run(SOLVER, seed).trials().stream()
        .mapToDouble(t -> t.assessment().orElseThrow().objective())
        .min()
        .orElseThrow();
  }

  @Test
  void itDescendsTheRosenbrockValley() {
    // The median of random points is about 1000; 40 evaluations of value and gradient.
    double[] found = new double[5];
    Arrays.setAll(found, seed -> best(rosenbrock(4, 0, true), 40, seed));
    Arrays.sort(found);
    assertThat(found[2]).isLessThan(1);
  }

  @Test
  void itStaysWithinMeasuredConstraints() throws Exception {
    BlackBox free = rosenbrock(2, 0, true);
    BlackBox problem =
        BlackBox.of(
                "rosenbrock in a disc",
                free.space(),
                free.objectives(),
                (point, probe) -> {
                  var quantities = new LinkedHashMap<>(free.measure().measure(point, probe));
                  quantities.put("r", Math.hypot(point.real("x0"), point.real("x1")));
                  return quantities;
                })
            .subjectTo("r <= 1");
    double[] found = new double[5];
    Arrays.setAll(found, seed -> Driver.of(problem, 25).run(SOLVER, seed).value());
    Arrays.sort(found);
    // The least feasible value is 0.0457, at (0.786, 0.618); it is 0 at (1, 1).
    assertThat(found[2]).isBetween(0.0456, 0.1);
  }

  @Test
  void noiseDoesNotStopIt() {
    BlackBox noisy = rosenbrock(2, 1, true).withNoise(Noise.unknown());
    assertThat(best(noisy, 30, 3)).isLessThan(2);
  }

  @Test
  void aLogScaleBendsTheGradient() {
    var objective = Objective.minimize("f").withGradient(Map.of("x", new Formula.Name("slope")));
    var problem =
        BlackBox.of(
            "log",
            Space.of(Parameter.logReal("x", 1e-6, 1)),
            List.of(objective),
            (p, probe) -> {
              double u = Math.log10(p.real("x")) + 4.3;
              return Map.of("f", u * u, "slope", 2 * u / (p.real("x") * Math.log(10)));
            });
    assertThat(best(problem, 8, 1)).isLessThan(1e-6);
  }

  @Test
  void maximisingIsMinimisingTheNegative() throws FormulaException {
    var problem = rosenbrock(2, 0, true);
    var gradient = new LinkedHashMap<String, Formula>();
    gradient.put("x0", Formula.parse("-g0"));
    gradient.put("x1", Formula.parse("-g1"));
    var negative =
        BlackBox.of(
            "negative",
            problem.space(),
            List.of(
                new Objective(
                    "n", Formula.parse("-f"), org.talweg.model.Direction.MAXIMIZE, gradient)),
            problem.measure());
    List<Point> ones = Driver.of(problem, 12).run(SOLVER, 5).asked();
    List<Point> others = Driver.of(negative, 12).run(SOLVER, 5).asked();
    assertThat(others).isEqualTo(ones);
  }

  @Test
  void itIsForProblemsWithGradientsOnly() {
    assertThat(SOLVER.estimate(rosenbrock(2, 0, false), Budget.evaluations(20)))
        .isInstanceOf(Estimate.Unfit.class);
    assertThat(SOLVER.estimate(rosenbrock(2, 0, true), Budget.evaluations(20)))
        .isInstanceOf(Estimate.Fits.class);
  }
}
