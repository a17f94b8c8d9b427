package org.talweg.search;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.talweg.engine.Ledger;
import org.talweg.engine.Outcome;
import org.talweg.engine.RunListener;
import org.talweg.engine.RunOptions;
import org.talweg.engine.Talweg;
import org.talweg.engine.Trial;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.model.Point;
import org.talweg.search.function.TestFunction;
import org.talweg.search.function.TestFunctions;

/**
 * How far the answer of a noisy run is from the optimum in truth, chosen by the model of all trials
 * as runs do, and as the best single measurement: the mean over seeds of log10(gap / spread), where
 * the spread is the distance of the quartiles of 200 random values and the noise has the given
 * share of it as its deviation. Not a test: run {@link #main} with the share and names of solvers.
 */
final class NoisyAnswers {
  private static final List<String> FUNCTIONS =
      List.of(
          "branin",
          "hartmann-6",
          "rosenbrock-4[-2,2]",
          "bbob-f1-d5-i1",
          "bbob-f8-d5-i1",
          "bbob-f15-d5-i1");
  private static final int SEEDS = 10;
  private static final int EVALUATIONS = 60;

  private NoisyAnswers() {}

  public static void main(String[] arguments) throws Exception {
    double share = Double.parseDouble(arguments[0]);
    for (String solver : Arrays.asList(arguments).subList(1, arguments.length)) {
      for (String name : FUNCTIONS) {
        TestFunction function = TestFunctions.find(name);
        double spread = spread(function.problem());
        double[] gaps = new double[2];
        int better = 0;
        int worse = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
          double[] gap = gaps(function, share * spread, solver, seed);
          better += gap[0] < gap[1] ? 1 : 0;
          worse += gap[0] > gap[1] ? 1 : 0;
          for (int i = 0; i < 2; i++) {
            gaps[i] += Math.log10(Math.max(gap[i], 1e-9) / spread) / SEEDS;
          }
        }
        System.out.printf(
            Locale.ROOT,
            "%-10s %-20s model %6.3f, single %6.3f; better %d, worse %d of %d%n",
            solver,
            name,
            gaps[0],
            gaps[1],
            better,
            worse,
            SEEDS);
      }
    }
  }

  /** The true gap of the model's choice and of the best single measurement. */
  private static double[] gaps(TestFunction function, double deviation, String solver, long seed)
      throws Exception {
    var best = new Trial[1];
    RunListener listener =
        new RunListener() {
          @Override
          public void trialFinished(Trial trial, boolean improved, Ledger ledger) {
            best[0] =
                best[0] == null
                        || Trial.bestFirst(function.problem().objectives()).compare(trial, best[0])
                            < 0
                    ? trial
                    : best[0];
          }
        };
    Outcome<Point> outcome =
        Talweg.solve(
            function.withNoise(deviation).problem(),
            RunOptions.within(Budget.evaluations(EVALUATIONS))
                .withSolver(solver)
                .withSeed(seed)
                .withListener(listener));
    double least = function.best().orElseThrow();
    BlackBox clean = function.problem();
    return new double[] {
      clean.assess(outcome.solution()).objective() - least,
      clean.assess(best[0].point()).objective() - least
    };
  }

  private static double spread(BlackBox problem) throws Exception {
    var random = new SplittableRandom(99);
    double[] values = new double[200];
    for (int i = 0; i < values.length; i++) {
      double[] unit = random.doubles(problem.space().unitDimension()).toArray();
      values[i] = problem.assess(problem.space().fromUnit(unit)).objective();
    }
    Arrays.sort(values);
    return values[150] - values[50];
  }
}
