package org.talweg.program.composite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.talweg.engine.RunOptions;
import org.talweg.engine.Talweg;
import org.talweg.model.Budget;
import org.talweg.model.Resource;

class CompositeTest {
  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  private static CompositeLoss logistic(int n, int d, long seed) {
    var random = random(seed);
    double[][] x = new double[n][d];
    double[] labels = new double[n];
    for (int i = 0; i < n; i++) {
      Arrays.setAll(x[i], j -> random.nextGaussian() / (1 + j));
      labels[i] = x[i][0] + 0.5 * random.nextGaussian() > 0 ? 1 : -1;
    }
    return new CompositeLoss(
        "logistic", TargetModel.linear(x), TargetLoss.logistic(labels), new double[d], 0.25);
  }

  @Test
  void theSurrogateOfAllExamplesLiesAboveTheLossAndTouchesItThere() {
    CompositeLoss problem = logistic(40, 4, 1);
    var random = random(2);
    int n = 40;
    double[] here = random.doubles(4, -1, 1).toArray();
    double[][] z = new double[n][1];
    double[][] slope = new double[n][1];
    int[] all = new int[n];
    Arrays.setAll(all, i -> i);
    for (int i = 0; i < n; i++) {
      problem.model().predict(here, i, z[i]);
      problem.loss().evaluate(i, z[i], slope[i]);
    }
    var surrogate = new TargetSurrogate.Surrogate(problem.model(), z, slope, 4);
    double at = problem.value(here);
    assertThat(surrogate.value(here, all)).isZero();
    for (int k = 0; k < 1000; k++) {
      double[] theta = random.doubles(4, -3, 3).toArray();
      assertThat(at + surrogate.value(theta, all))
          .isGreaterThanOrEqualTo(problem.value(theta) - 1e-12);
    }
  }

  @Test
  void theSurrogatesGradientIsThatOfFiniteDifferences() {
    CompositeLoss problem = logistic(10, 3, 3);
    var random = random(4);
    double[][] z = new double[10][1];
    double[][] slope = new double[10][1];
    for (int i = 0; i < 10; i++) {
      z[i][0] = random.nextGaussian();
      slope[i][0] = random.nextGaussian();
    }
    int[] batch = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    var surrogate = new TargetSurrogate.Surrogate(problem.model(), z, slope, 2);
    double[] theta = random.doubles(3, -1, 1).toArray();
    double[] gradient = new double[3];
    surrogate.gradient(theta, batch, gradient);
    for (int j = 0; j < 3; j++) {
      double[] more = theta.clone();
      double[] less = theta.clone();
      more[j] += 1e-5;
      less[j] -= 1e-5;
      double difference = (surrogate.value(more, batch) - surrogate.value(less, batch)) / 2e-5;
      assertThat(gradient[j]).isCloseTo(difference, within(1e-7));
    }
  }

  @Test
  void withAllExamplesTheLossFallsAtEveryStep() throws Exception {
    CompositeLoss problem = logistic(60, 5, 5);
    var losses = new ArrayList<Double>();
    TargetSurrogate.iterate(
        new Batches(
            problem,
            60,
            random(1),
            (spent, theta) -> {
              losses.add(problem.value(theta));
              return spent < 40;
            }),
        20,
        4);
    for (int k = 1; k < losses.size(); k++) {
      assertThat(losses.get(k)).isLessThanOrEqualTo(losses.get(k - 1) + 1e-12);
    }
  }

  @Test
  void twentyStepsAGradientReachFurtherThanOneWithinTheSameBudget() throws Exception {
    CompositeLoss problem = logistic(200, 8, 7);
    RunOptions options = RunOptions.within(Budget.evaluations(30));
    var chosen = Talweg.solve(problem, options);
    var descent = Talweg.solve(problem, options.withSolver("composite-gradient-descent"));
    assertThat(chosen.plan().solvers()).containsExactly("target-surrogate");
    assertThat(chosen.best().orElseThrow().assessment().objective())
        .isLessThan(descent.best().orElseThrow().assessment().objective());
    assertThat(chosen.spent().get(Resource.EVALUATIONS)).isBetween(30.0, 31.0);
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatThrownBy(
            () ->
                new CompositeLoss(
                    "bad",
                    TargetModel.linear(new double[][] {{1, 2}}),
                    TargetLoss.logistic(new double[] {1}),
                    new double[3],
                    1))
        .hasMessageContaining("length 3 for a model of 2 parameters");
  }
}
