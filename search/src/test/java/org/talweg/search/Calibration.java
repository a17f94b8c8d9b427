package org.talweg.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.SimpleBounds;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.noderiv.CMAESOptimizer;
import org.hipparchus.random.MersenneTwister;
import org.hipparchus.util.MathUtils;
import org.talweg.engine.BlackBoxSolver;
import org.talweg.engine.Catalog;
import org.talweg.engine.Estimate;
import org.talweg.model.AssessmentException;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.search.function.Optimum;
import org.talweg.search.function.TestFunction;
import org.talweg.search.function.TestFunctions;

/**
 * Measures the reach of solvers, which the constants in their estimates are fitted to: the mean of
 * log10(median random gap / gap found) / 6, cut off at 0 and 1, over eleven BBOB functions and five
 * instances of each, by dimension and evaluations; estimates stand in brackets. Not a test: run
 * {@link #main} with names of solvers, {@code hipparchus-cma} among them.
 */
final class Calibration {
  private static final int[] FUNCTIONS = {1, 2, 3, 5, 7, 8, 10, 13, 15, 17, 21};
  private static final int[] DIMENSIONS = {2, 5, 10, 20};
  private static final int[] EVALUATIONS = {30, 100, 300, 1000, 3000, 10000};
  private static final int INSTANCES = 5;

  private Calibration() {}

  public static void main(String[] names) {
    for (String name : names) {
      System.out.printf(Locale.ROOT, "%-16s", name);
      for (int n : EVALUATIONS) {
        System.out.printf(Locale.ROOT, "%14d", n);
      }
      System.out.println();
      for (int dimension : DIMENSIONS) {
        System.out.printf(Locale.ROOT, "%16s", "d = " + dimension);
        for (int n : EVALUATIONS) {
          System.out.printf(
              Locale.ROOT,
              "  %5.3f (%5.3f)",
              reach(name, dimension, n),
              estimate(name, dimension, n));
        }
        System.out.println();
      }
    }
  }

  private static double estimate(String name, int dimension, int evaluations) {
    BlackBox problem = function(1, dimension, 1).problem();
    return Catalog.load()
        .solver(name)
        .map(BlackBoxSolver.class::cast)
        .map(solver -> solver.estimate(problem, Budget.evaluations(evaluations)))
        .map(estimate -> estimate instanceof Estimate.Fits(double r, _, _) ? r : Double.NaN)
        .orElse(Double.NaN);
  }

  private static double reach(String name, int dimension, int evaluations) {
    List<Double> reached = new ArrayList<>();
    for (int f : FUNCTIONS) {
      for (int instance = 1; instance <= INSTANCES; instance++) {
        TestFunction function = function(f, dimension, instance);
        double optimum = ((Optimum.Least) function.optimum()).value();
        double gap = found(name, function.problem(), evaluations, instance) - optimum;
        double random = random(function.problem()) - optimum;
        reached.add(Math.clamp(Math.log10(random / Math.max(gap, 1e-300)) / 6, 0.0, 1.0));
      }
    }
    return reached.stream().mapToDouble(r -> r).average().orElseThrow();
  }

  private static TestFunction function(int number, int dimension, int instance) {
    return TestFunctions.find("bbob-f" + number + "-d" + dimension + "-i" + instance);
  }

  /** The median value of 301 random points. */
  private static double random(BlackBox problem) {
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    double[] values =
        IntStream.range(0, 301)
            .mapToDouble(
                _ -> value(problem, random.doubles(problem.space().unitDimension()).toArray()))
            .sorted()
            .toArray();
    return values[150];
  }

  private static double value(BlackBox problem, double[] u) {
    try {
      return problem.assess(problem.space().fromUnit(u)).objective();
    } catch (AssessmentException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static double found(String name, BlackBox problem, int evaluations, int seed) {
    if (name.equals("hipparchus-cma")) {
      return hipparchus(problem, evaluations, seed);
    }
    var solver = (BlackBoxSolver) Catalog.load().solver(name).orElseThrow();
    return Driver.of(problem, evaluations).run(solver, seed).value();
  }

  /** Hipparchus' CMA-ES from the same start with the same step size and population. */
  private static double hipparchus(BlackBox problem, int evaluations, int seed) {
    int n = problem.space().unitDimension();
    double[] lower = new double[n];
    double[] upper = new double[n];
    double[] middle = new double[n];
    double[] sigma = new double[n];
    Arrays.fill(upper, 1);
    Arrays.fill(middle, 0.5);
    Arrays.fill(sigma, 0.3);
    double[] best = {Double.POSITIVE_INFINITY};
    try {
      var _ =
          new CMAESOptimizer(1_000_000, 0, true, 0, 0, new MersenneTwister(seed), false, null)
              .optimize(
                  new MaxEval(evaluations),
                  GoalType.MINIMIZE,
                  new SimpleBounds(lower, upper),
                  new InitialGuess(middle),
                  new CMAESOptimizer.Sigma(sigma),
                  new CMAESOptimizer.PopulationSize(4 + (int) (3 * Math.log(n))),
                  new ObjectiveFunction(
                      u -> {
                        double value = value(problem, u);
                        best[0] = Math.min(best[0], value);
                        return value;
                      }));
    } catch (RuntimeException e) {
      // It has no way of ending with its evaluations but this.
      MathUtils.checkNotNull(e);
    }
    return best[0];
  }
}
