package org.talweg.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.talweg.engine.BlackBoxSolver;
import org.talweg.engine.Proposal;
import org.talweg.engine.Result;
import org.talweg.engine.Setting;
import org.talweg.engine.Strategy;
import org.talweg.engine.Trial;
import org.talweg.model.AssessmentException;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.model.Noise;
import org.talweg.model.Point;

/**
 * Drives a strategy as the engine does, in one thread: points that violate known constraints are
 * rejected, known points answered from memory, and with several pending they finish in random
 * order.
 */
public final class Driver {
  /** Answers in a row without an evaluation, after which the run ends; a rejection counts five. */
  private static final int FREE = 200;

  private final BlackBox problem;
  private final int evaluations;
  private final int parallel;
  private final Function<Proposal, Result> evaluate;
  private final List<Trial> trials = new ArrayList<>();
  private final List<Point> asked = new ArrayList<>();
  private final Random order = new Random(1);
  private int emptyAsks = 1;

  private Driver(
      BlackBox problem, int evaluations, int parallel, Function<Proposal, Result> evaluate) {
    this.problem = problem;
    this.evaluations = evaluations;
    this.parallel = parallel;
    this.evaluate = evaluate;
  }

  /** One at a time, judged by the problem. */
  public static Driver of(BlackBox problem, int evaluations) {
    return new Driver(problem, evaluations, 1, p -> judge(problem, p));
  }

  /** Several pending at a time. */
  public Driver parallel(int parallel) {
    return new Driver(problem, evaluations, parallel, evaluate);
  }

  /** With results from elsewhere. */
  public Driver answering(Function<Proposal, Result> evaluate) {
    return new Driver(problem, evaluations, parallel, evaluate);
  }

  /** Repeats every ask that comes back empty. */
  public Driver repeatingEmptyAsks(int times) {
    emptyAsks = times;
    return this;
  }

  /** Runs a strategy from nothing. */
  public Driver run(BlackBoxSolver solver, long seed) {
    return run(solver, seed, List.of());
  }

  /** Runs a strategy after a history. */
  public Driver run(BlackBoxSolver solver, long seed, List<Trial> history) {
    var setting = new Setting(Budget.evaluations(evaluations), seed, parallel, history);
    try (Strategy strategy = solver.begin(problem, setting)) {
      drive(strategy);
    }
    return this;
  }

  private void drive(Strategy strategy) {
    var pending = new ArrayList<Trial>();
    var memory = new HashMap<Point, Result>();
    long number = 0;
    int free = 0;
    while (free < FREE) {
      while (pending.size() < parallel && number < evaluations && free < FREE) {
        Optional<Proposal> next = strategy.ask();
        for (int i = 1; next.isEmpty() && i < emptyAsks; i++) {
          next = strategy.ask();
        }
        if (next.isEmpty()) {
          break;
        }
        Proposal proposal = next.get();
        asked.add(proposal.point());
        double violation = problem.space().violation(proposal.point());
        Result known =
            violation > 0 ? new Result.Rejected(violation) : memory.get(proposal.point());
        if (known != null && problem.noise().equals(Noise.none())) {
          free += violation > 0 ? 5 : 1;
          strategy.tell(new Trial(0, proposal, known));
        } else {
          free = 0;
          pending.add(new Trial(++number, proposal, evaluate.apply(proposal)));
        }
      }
      if (pending.isEmpty()) {
        return;
      }
      Trial trial = pending.remove(parallel == 1 ? 0 : order.nextInt(pending.size()));
      memory.put(trial.point(), trial.result());
      trials.add(trial);
      strategy.tell(trial);
    }
  }

  private static Result judge(BlackBox problem, Proposal proposal) {
    try {
      return new Result.Done(problem.assess(proposal.point()));
    } catch (AssessmentException e) {
      return new Result.Failed(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The evaluated trials in the order told. */
  public List<Trial> trials() {
    return trials;
  }

  /** Every point asked for, in order. */
  public List<Point> asked() {
    return asked;
  }

  /** The best trial. */
  public Trial best() {
    return trials.stream().min(Trial.bestFirst(problem.objectives())).orElseThrow();
  }

  /** The best feasible value of the first objective, infinite where there is none. */
  public double value() {
    return best().feasible() ? best().assessment().orElseThrow().objective() : 1.0 / 0;
  }

  /** The median over seeds 1 to {@code seeds} of the best value that a solver finds. */
  public static double median(BlackBox problem, BlackBoxSolver solver, int evaluations, int seeds) {
    double[] values = new double[seeds];
    for (int seed = 1; seed <= seeds; seed++) {
      values[seed - 1] = of(problem, evaluations).run(solver, seed).value();
    }
    java.util.Arrays.sort(values);
    return values[seeds / 2];
  }

  /** The quantities of a measure with one value. */
  public static Map<String, Double> value(double value) {
    return Map.of("value", value);
  }
}
