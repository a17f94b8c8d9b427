package org.talweg.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.talweg.engine.Catalog;
import org.talweg.engine.Ledger;
import org.talweg.engine.Plan;
import org.talweg.engine.Planner;
import org.talweg.engine.Planner.NoPlanException;
import org.talweg.engine.Proposal;
import org.talweg.engine.Result;
import org.talweg.engine.Setting;
import org.talweg.engine.Strategy;
import org.talweg.engine.Trial;
import org.talweg.engine.loop.Study;
import org.talweg.engine.plan.PlanStrategies;
import org.talweg.model.Assessment;
import org.talweg.model.AssessmentException;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.model.Noise;
import org.talweg.model.Probe;
import org.talweg.model.Resource;

/**
 * Runs one solver on one problem with one seed, sequentially, and reads off the gap at the
 * checkpoints.
 *
 * <p>The engine's {@link Study} asks and tells, so that duplicates and known constraints cost here
 * what they cost in a run; a peer's repeats are charged. Milliseconds are the time inside the
 * strategy's own ask and tell between two evaluations; evaluating is not counted. Evaluations at a
 * lower fidelity count by their share.
 */
final class Contestant {
  /** The name of whatever the planner chooses. */
  static final String PLANNER = "planner";

  private final Catalog catalog;
  private final Peers peers;

  /**
   * Runs by problem, seed and plan: where the planner has chosen what is forced too, both would go
   * the very same way.
   */
  private final Map<List<String>, Finished> ran = new HashMap<>();

  Contestant(Catalog catalog, Peers peers) {
    this.catalog = catalog;
    this.peers = peers;
  }

  /** Runs to the end of the budget. */
  Finished run(
      Case problem, Case.Opened opened, double randomGap, Contest contest, String solver, int seed)
      throws InterruptedException {
    BlackBox box = opened.problem();
    Budget budget = Budget.evaluations(contest.evaluations());
    var setting = new Setting(budget, mixed(problem.id(), seed), 1, List.of());
    Begun begun;
    try {
      begun = begin(solver, box, setting);
    } catch (NoPlanException | Peers.UnfitException e) {
      return Finished.refused(problem, solver, seed, String.valueOf(e.getMessage()));
    }
    List<String> key = List.of(problem.id(), contest.evaluations() + " " + seed, begun.plan());
    Finished same = ran.get(key);
    if (same != null) {
      begun.strategy().close();
      return same.by(solver);
    }
    try {
      Finished finished = run(problem, opened, randomGap, contest, solver, seed, begun);
      ran.put(key, finished);
      return finished;
    } catch (Peers.FailedException e) {
      return Finished.refused(problem, solver, seed, String.valueOf(e.getMessage()));
    }
  }

  private Finished run(
      Case problem,
      Case.Opened opened,
      double randomGap,
      Contest contest,
      String solver,
      int seed,
      Begun begun)
      throws InterruptedException {
    BlackBox box = opened.problem();
    Budget budget = Budget.evaluations(contest.evaluations());
    var timed = new Timed(begun.strategy());
    var gaps = new ArrayList<Double>();
    var times = new ArrayList<Double>();
    Yardstick.Gauge gauge = opened.yardstick().gauge(box.objectives());
    int evaluations = 0;
    try (timed) {
      var ledger = new Ledger();
      var study = new Study(peers.knows(solver) ? chargingRepeats(box) : box, timed, ledger);
      List<Integer> checkpoints = contest.checkpoints();
      while (true) {
        Optional<Study.Numbered> next = study.ask(budget);
        if (next.isEmpty()) {
          break;
        }
        Trial trial = evaluate(box, next.get(), mixed(problem.id(), seed));
        // A costly evaluation may pass several checkpoints, which it did not yet contribute to.
        study.finish(trial);
        evaluations++;
        double spent = ledger.spent(Resource.EVALUATIONS);
        while (gaps.size() < checkpoints.size() && checkpoints.get(gaps.size()) < spent - 1e-9) {
          gaps.add(gauge.gap());
        }
        gauge.add(trial);
        times.add(timed.lap());
      }
      while (gaps.size() < checkpoints.size()) {
        gaps.add(gauge.gap());
      }
    }
    return new Finished(
        problem.suite(),
        problem.name(),
        box.space().unitDimension(),
        solver,
        seed,
        randomGap,
        gaps,
        median(times),
        median(times.subList(times.size() - (times.size() + 9) / 10, times.size())),
        evaluations,
        begun.plan(),
        "");
  }

  /**
   * Where there is noise a study evaluates repeated points instead of answering them for free. A
   * peer pays for its repeats in its own loop too, and some repeat themselves without end.
   */
  private static BlackBox chargingRepeats(BlackBox problem) {
    return problem.withNoise(new Noise.Gaussian(OptionalDouble.empty()));
  }

  private record Begun(Strategy strategy, String plan) {}

  private Begun begin(String solver, BlackBox problem, Setting setting)
      throws NoPlanException, Peers.UnfitException {
    if (peers.knows(solver)) {
      return new Begun(peers.begin(solver, problem, setting), solver);
    }
    Optional<String> forced = solver.equals(PLANNER) ? Optional.empty() : Optional.of(solver);
    Plan plan = new Planner(catalog).choose(problem, setting.budget(), forced).chosen().plan();
    if (!PlanStrategies.applies(plan, catalog)) {
      throw new NoPlanException("the plan " + plan.brief() + " does not ask and tell");
    }
    return new Begun(PlanStrategies.begin(plan, problem, setting, catalog), plan.brief());
  }

  private static Trial evaluate(BlackBox problem, Study.Numbered asked, long seed)
      throws InterruptedException {
    Proposal proposal = asked.proposal();
    double fidelity = proposal.full() ? problem.fullFidelity() : proposal.fidelity();
    Result result;
    try {
      Assessment assessment =
          problem.assess(proposal.point(), probe(asked.number(), seed, fidelity));
      result = new Result.Done(assessment);
    } catch (AssessmentException e) {
      result = new Result.Failed(String.valueOf(e.getMessage()));
    }
    return new Trial(asked.number(), proposal, result);
  }

  private static Probe probe(long number, long seed, double fidelity) {
    Probe outside = Probe.outsideARun(fidelity);
    return new Probe() {
      @Override
      public long trial() {
        return number;
      }

      @Override
      public long seed() {
        return seed * 31 + number;
      }

      @Override
      public double fidelity() {
        return fidelity;
      }

      @Override
      public void report(long step, double value) throws StoppedEarly {
        outside.report(step, value);
      }
    };
  }

  /** A seed of the problem's own, so that designs differ between problems of one dimension. */
  static long mixed(String problem, int seed) {
    long hash = 0xcbf29ce484222325L; // FNV-1a
    for (byte b : problem.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    return hash + 0x9E3779B97F4A7C15L * seed;
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    if (sorted.length == 0) {
      return Double.NaN;
    }
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  /** A strategy whose asking and telling is timed. */
  private static final class Timed implements Strategy {
    private final Strategy strategy;
    private long nanos = 0;

    Timed(Strategy strategy) {
      this.strategy = strategy;
    }

    /** Milliseconds since the last lap. */
    double lap() {
      double milliseconds = nanos / 1e6;
      nanos = 0;
      return milliseconds;
    }

    @Override
    public Optional<Proposal> ask() {
      long before = System.nanoTime();
      Optional<Proposal> asked = strategy.ask();
      nanos += System.nanoTime() - before;
      return asked;
    }

    @Override
    public void tell(Trial trial) {
      long before = System.nanoTime();
      strategy.tell(trial);
      nanos += System.nanoTime() - before;
    }

    @Override
    public void learn(Trial trial) {
      long before = System.nanoTime();
      strategy.learn(trial);
      nanos += System.nanoTime() - before;
    }

    @Override
    public void close() {
      strategy.close();
    }
  }
}
