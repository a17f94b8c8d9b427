package org.talweg.search.bayes;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.talweg.engine.BlackBoxSolver;
import org.talweg.engine.Catalog;
import org.talweg.engine.Proposal;
import org.talweg.engine.Result;
import org.talweg.engine.Setting;
import org.talweg.engine.Strategy;
import org.talweg.engine.Trial;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.search.function.TestFunction;
import org.talweg.search.function.TestFunctions;

/**
 * Measures the simple regret and the time per suggestion that docs/decisions.md reports. Not a
 * test: {@link #main} takes evaluations, the first and last seed, names of solvers joined by
 * commas, and names of test functions.
 */
final class Regret {
  private Regret() {}

  private record Run(double regret, double median, double late) {}

  public static void main(String[] arguments) throws Exception {
    int evaluations = Integer.parseInt(arguments[0]);
    int first = Integer.parseInt(arguments[1]);
    int last = Integer.parseInt(arguments[2]);
    System.out.println(
        "solver function: regret median [quartiles]; CPU ms per ask median, last tenth");
    for (String solver : arguments[3].split(",", -1)) {
      List<Double> logs = new ArrayList<>();
      for (String name : Arrays.asList(arguments).subList(4, arguments.length)) {
        var runs = new ArrayList<Run>();
        for (int seed = first; seed <= last; seed++) {
          runs.add(run(solver, TestFunctions.find(name), evaluations, seed));
        }
        double[] regrets = runs.stream().mapToDouble(Run::regret).sorted().toArray();
        logs.add(Math.log10(Math.max(1e-12, quantile(regrets, 0.5))));
        System.out.printf(
            Locale.ROOT,
            "%s %s: %.2e [%.2e %.2e]; %.1f %.1f%n",
            solver,
            name,
            quantile(regrets, 0.5),
            quantile(regrets, 0.25),
            quantile(regrets, 0.75),
            quantile(runs.stream().mapToDouble(Run::median).sorted().toArray(), 0.5),
            quantile(runs.stream().mapToDouble(Run::late).sorted().toArray(), 0.5));
      }
      System.out.printf(
          Locale.ROOT,
          "%s mean log10 of the medians: %.3f%n",
          solver,
          logs.stream().mapToDouble(v -> v).average().orElse(Double.NaN));
    }
  }

  private static Run run(String name, TestFunction function, int evaluations, long seed)
      throws Exception {
    BlackBox problem = function.problem();
    var solver = (BlackBoxSolver) Catalog.load().solver(name).orElseThrow();
    var setting = new Setting(Budget.evaluations(evaluations), seed, 1, List.of());
    double best = Double.POSITIVE_INFINITY;
    double[] times = new double[evaluations];
    try (Strategy strategy = solver.begin(problem, setting)) {
      for (int i = 0; i < evaluations; i++) {
        long before = cpu();
        Optional<Proposal> proposal = strategy.ask();
        times[i] = (cpu() - before) / 1e6;
        if (proposal.isEmpty()) {
          break;
        }
        var assessment = problem.assess(proposal.get().point());
        if (assessment.feasible()) {
          best = Math.min(best, assessment.objective());
        }
        strategy.tell(new Trial(i + 1, proposal.get(), new Result.Done(assessment)));
      }
    }
    double[] late = Arrays.copyOfRange(times, evaluations - evaluations / 10, evaluations);
    Arrays.sort(late);
    Arrays.sort(times);
    return new Run(best - function.best().orElse(0), quantile(times, 0.5), quantile(late, 0.5));
  }

  /** CPU time of this thread, which other processes on the machine inflate least. */
  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static double quantile(double[] sorted, double q) {
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
  }
}
