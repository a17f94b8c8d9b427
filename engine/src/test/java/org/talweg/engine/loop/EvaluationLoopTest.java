package org.talweg.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.talweg.engine.Catalog;
import org.talweg.engine.Engine;
import org.talweg.engine.Ledger;
import org.talweg.engine.Outcome;
import org.talweg.engine.Proposal;
import org.talweg.engine.Result;
import org.talweg.engine.RunListener;
import org.talweg.engine.RunOptions;
import org.talweg.engine.Setting;
import org.talweg.engine.StopRule;
import org.talweg.engine.Toys;
import org.talweg.engine.Toys.Wanderer;
import org.talweg.engine.Trial;
import org.talweg.engine.journal.Event;
import org.talweg.engine.journal.Journal;
import org.talweg.engine.journal.MemoryJournal;
import org.talweg.engine.journal.Workers;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.model.Noise;
import org.talweg.model.Parameter;
import org.talweg.model.Point;
import org.talweg.model.Resource;
import org.talweg.model.Space;
import org.talweg.model.Value;

@Timeout(60)
class EvaluationLoopTest {
  private static final Catalog CATALOG = Toys.catalog(new Wanderer("wanderer", 0.5));

  private static List<String> asked(Journal journal) {
    var asked = new ArrayList<String>();
    for (Journal.Entry entry : journal.read(journal.runs().getFirst().id(), 0)) {
      if (entry.event() instanceof Event.Asked(long number, String point, double _, String _)) {
        asked.add(number + " " + point);
      }
    }
    return asked;
  }

  private static List<Long> finished(Journal journal) {
    var finished = new ArrayList<Long>();
    for (Journal.Entry entry : journal.read(journal.runs().getFirst().id(), 0)) {
      if (entry.event() instanceof Event.Finished f) {
        finished.add(f.trial());
      }
    }
    return finished;
  }

  @Test
  void theBudgetOfEvaluationsIsSpentExactly() throws Exception {
    for (int parallel : new int[] {1, 3, 8}) {
      var calls = new AtomicInteger();
      var problem =
          Toys.box(
              Toys.PLANE,
              (p, probe) -> {
                calls.incrementAndGet();
                return Map.of("f", p.real("x"));
              });
      var journal = new MemoryJournal();
      Outcome<Point> outcome =
          new Engine(CATALOG, journal)
              .solve(problem, RunOptions.within(Budget.evaluations(37)).withParallel(parallel));
      assertThat(calls).hasValue(37);
      assertThat(outcome.spent()).containsEntry(Resource.EVALUATIONS, 37.0);
      assertThat(finished(journal)).hasSize(37).doesNotHaveDuplicates();
    }
  }

  @Test
  void theSameSeedGivesTheSameRunAndAnotherSeedAnother() throws Exception {
    var runs = new ArrayList<List<String>>();
    for (long seed : new long[] {7, 7, 8}) {
      var journal = new MemoryJournal();
      new Engine(CATALOG, journal)
          .solve(Toys.sphere(), RunOptions.within(Budget.evaluations(30)).withSeed(seed));
      runs.add(asked(journal));
    }
    assertThat(runs.get(0)).isEqualTo(runs.get(1)).isNotEqualTo(runs.get(2));
  }

  /** Cancels after that many finished trials. */
  private static Outcome<Point> interruptedAfter(
      Journal journal, BlackBox problem, RunOptions options, int trials) throws Exception {
    var engine = new Engine(CATALOG, journal);
    var count = new AtomicInteger();
    return engine.solve(
        problem,
        options.withListener(
            new RunListener() {
              @Override
              public void trialFinished(Trial trial, boolean improved, Ledger ledger) {
                if (count.incrementAndGet() == trials) {
                  engine.cancel();
                }
              }
            }));
  }

  @Test
  void aResumedRunGoesOnAsTheUninterruptedOneWouldHave() throws Exception {
    // Known constraints make the loop answer proposals for free in between.
    BlackBox problem =
        Toys.box(
            Toys.PLANE.subjectTo("x + y >= 1"),
            (p, probe) -> Map.of("f", Math.abs(p.real("x")) + Math.abs(p.real("y"))));
    RunOptions options = RunOptions.within(Budget.evaluations(40)).withSeed(3);
    var whole = new MemoryJournal();
    new Engine(CATALOG, whole).solve(problem, options);
    for (int cut : new int[] {1, 2, 17, 39}) {
      var journal = new MemoryJournal();
      Outcome<Point> first = interruptedAfter(journal, problem, options, cut);
      assertThat(first.status()).isEqualTo(Outcome.Status.INTERRUPTED);
      var header = journal.runs().getFirst();
      Outcome<Point> second =
          new Engine(CATALOG, journal).resume(header, problem, header.budget(), options);
      assertThat(asked(journal)).isEqualTo(asked(whole));
      assertThat(finished(journal)).isEqualTo(finished(whole));
      assertThat(second.trials()).isEqualTo(40);
    }
  }

  @Test
  void aResumedParallelRunEvaluatesNothingFinishedAgain() throws Exception {
    var calls = new ConcurrentLinkedQueue<Long>();
    BlackBox problem =
        Toys.box(
            Toys.PLANE,
            (p, probe) -> {
              Thread.sleep(probe.seed() % 5 + 5);
              calls.add(probe.trial());
              return Map.of("f", p.real("x"));
            });
    RunOptions options = RunOptions.within(Budget.evaluations(60)).withParallel(4);
    var journal = new MemoryJournal();
    interruptedAfter(journal, problem, options, 25);
    List<Long> before = finished(journal);
    calls.clear();
    var header = journal.runs().getFirst();
    new Engine(CATALOG, journal).resume(header, problem, header.budget(), options);
    assertThat(calls).doesNotContainAnyElementsOf(before);
    assertThat(finished(journal)).hasSize(60).doesNotHaveDuplicates();
  }

  @Test
  void aFinishedRunResumedWithinItsBudgetEndsAtOnceAndWithMoreGoesOn() throws Exception {
    var journal = new MemoryJournal();
    RunOptions options = RunOptions.within(Budget.evaluations(10));
    Outcome<Point> outcome = new Engine(CATALOG, journal).solve(Toys.sphere(), options);
    var header = journal.runs().getFirst();
    Outcome<Point> again =
        new Engine(CATALOG, journal).resume(header, Toys.sphere(), header.budget(), options);
    assertThat(again.objective()).isEqualTo(outcome.objective());
    assertThat(again.trials()).isEqualTo(10);
    Outcome<Point> more =
        new Engine(CATALOG, journal).resume(header, Toys.sphere(), Budget.evaluations(25), options);
    assertThat(more.trials()).isEqualTo(25);
  }

  @Test
  void evaluationsRunInParallelAndFinishInAnyOrder() throws Exception {
    var together = new CountDownLatch(4);
    BlackBox problem =
        Toys.box(
            Toys.PLANE,
            (p, probe) -> {
              together.countDown();
              together.await(); // passes only when four run at a time
              Thread.sleep(probe.trial() % 4 == 1 ? 40 : 1);
              return Map.of("f", p.real("x"));
            });
    var order = new ArrayList<Long>();
    new Engine(CATALOG, new MemoryJournal())
        .solve(
            problem,
            RunOptions.within(Budget.evaluations(12))
                .withParallel(4)
                .withListener(
                    new RunListener() {
                      @Override
                      public void trialFinished(Trial trial, boolean improved, Ledger ledger) {
                        order.add(trial.number());
                      }
                    }));
    assertThat(order)
        .hasSize(12)
        .doesNotHaveDuplicates()
        .isNotEqualTo(order.stream().sorted().toList());
  }

  private static List<Trial> trialsOf(BlackBox problem, RunOptions options) throws Exception {
    var trials = new ArrayList<Trial>();
    new Engine(CATALOG, new MemoryJournal())
        .solve(
            problem,
            options.withListener(
                new RunListener() {
                  @Override
                  public void trialFinished(Trial trial, boolean improved, Ledger ledger) {
                    trials.add(trial);
                  }
                }));
    return trials;
  }

  @Test
  void failuresAreTrialsWithTheirReason() throws Exception {
    BlackBox problem =
        Toys.box(
            Toys.PLANE,
            (p, probe) ->
                switch ((int) probe.trial() % 4) {
                  case 0 -> throw new IllegalStateException("the pump is dry");
                  case 1 -> throw new StackOverflowError();
                  case 2 -> Map.of("f", Double.NaN);
                  default -> Map.of("f", 1.0);
                });
    List<Trial> trials = trialsOf(problem, RunOptions.within(Budget.evaluations(8)));
    assertThat(trials)
        .extracting(trial -> trial.result() instanceof Result.Failed(String why) ? why : "ok")
        .containsExactly(
            "StackOverflowError",
            "objective f: 'f' is NaN",
            "ok",
            "the pump is dry",
            "StackOverflowError",
            "objective f: 'f' is NaN",
            "ok",
            "the pump is dry");
  }

  @Test
  void aRunInWhichNothingCouldBeAssessedHasFailed() throws Exception {
    BlackBox problem = Toys.box(Toys.PLANE, (p, probe) -> Map.of("g", 1.0));
    Outcome<Point> outcome =
        new Engine(CATALOG, new MemoryJournal())
            .solve(problem, RunOptions.within(Budget.evaluations(8)));
    assertThat(outcome.status()).isEqualTo(Outcome.Status.FAILED);
    assertThat(outcome.best()).isEmpty();
  }

  @Test
  void aFailedEvaluationIsTriedAgainAsOftenAsStated() throws Exception {
    var attempts = new AtomicInteger();
    BlackBox problem =
        Toys.box(
                Toys.PLANE,
                (p, probe) -> {
                  if (attempts.incrementAndGet() % 3 != 0) {
                    throw new IllegalStateException("flaky");
                  }
                  return Map.of("f", 1.0);
                })
            .withAttempts(Optional.empty(), 2);
    List<Trial> trials = trialsOf(problem, RunOptions.within(Budget.evaluations(5)));
    assertThat(trials).allMatch(trial -> trial.result() instanceof Result.Done);
    assertThat(attempts).hasValue(15);
  }

  @Test
  void aTrialPastItsTimeIsGivenUpAndTheRunGoesOn() throws Exception {
    BlackBox problem =
        Toys.box(
                Toys.PLANE,
                (p, probe) -> {
                  if (probe.trial() == 2) {
                    Thread.sleep(60_000);
                  }
                  long spinUntil = probe.trial() == 3 ? System.nanoTime() + 3_000_000_000L : 0;
                  while (System.nanoTime() < spinUntil) {
                    Thread.onSpinWait(); // ignores interruption
                  }
                  return Map.of("f", 1.0);
                })
            .withAttempts(Optional.of(Duration.ofMillis(300)), 0);
    List<Trial> trials = trialsOf(problem, RunOptions.within(Budget.evaluations(6)));
    assertThat(trials)
        .extracting(trial -> trial.result().word())
        .containsExactly("done", "timed-out", "timed-out", "done", "done", "done");
  }

  @Test
  void theTimeBudgetEndsARunInTheMiddleOfATrial() throws Exception {
    BlackBox problem =
        Toys.box(
            Toys.PLANE,
            (p, probe) -> {
              Thread.sleep(10_000);
              return Map.of("f", 1.0);
            });
    long start = System.nanoTime();
    Outcome<Point> outcome =
        new Engine(CATALOG, new MemoryJournal())
            .solve(problem, RunOptions.within(Budget.time(Duration.ofMillis(300))));
    assertThat(outcome.reason()).isEqualTo("the time is spent");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void pointsThatViolateKnownConstraintsAreNeverEvaluated() throws Exception {
    BlackBox problem =
        Toys.box(
            Toys.PLANE.subjectTo("x >= 0", "x + y <= 3"),
            (p, probe) -> {
              assertThat(p.real("x")).isNotNegative();
              return Map.of("f", p.real("x"));
            });
    assertThat(trialsOf(problem, RunOptions.within(Budget.evaluations(30))))
        .hasSize(30)
        .allMatch(Trial::feasible);
  }

  @Test
  void aFiniteSpaceIsEvaluatedOnceAndThenTheRunIsSolved() throws Exception {
    var space = Space.of(Parameter.integer("x", 1, 4), Parameter.choice("c", "a", "b"));
    var calls = new AtomicInteger();
    BlackBox problem =
        Toys.box(
            space,
            (p, probe) -> {
              calls.incrementAndGet();
              return Map.of("f", p.real("x"));
            });
    Outcome<Point> outcome =
        new Engine(CATALOG, new MemoryJournal())
            .solve(problem, RunOptions.within(Budget.evaluations(1000)).withParallel(3));
    assertThat(calls.get()).isLessThanOrEqualTo(8);
    assertThat(outcome.objective()).isEqualTo(1.0);
    // A solver may also get stuck on what it knows before every point is seen.
    if (calls.get() == 8) {
      assertThat(outcome.status()).isEqualTo(Outcome.Status.SOLVED);
    }
  }

  @Test
  void withNoiseTheSamePointMayBeEvaluatedAgain() throws Exception {
    var space = Space.of(Parameter.integer("x", 1, 2));
    BlackBox problem =
        Toys.box(space, (p, probe) -> Map.of("f", (double) probe.trial()))
            .withNoise(Noise.unknown());
    assertThat(trialsOf(problem, RunOptions.within(Budget.evaluations(20)))).hasSize(20);
  }

  @Test
  void theStartPointIsEvaluatedFirst() throws Exception {
    var space = Space.of(Parameter.real("x", -5, 5).startingAt(new Value.Real(1.25)));
    BlackBox problem = Toys.box(space, (p, probe) -> Map.of("f", p.real("x")));
    List<Trial> trials = trialsOf(problem, RunOptions.within(Budget.evaluations(3)));
    assertThat(trials.getFirst().point().real("x")).isEqualTo(1.25);
  }

  @Test
  void theMedianRuleGivesUpTrialsThatLagBehind() throws Exception {
    BlackBox problem =
        Toys.box(
            Toys.PLANE,
            (p, probe) -> {
              boolean bad = probe.trial() > 6 && probe.trial() % 2 == 0;
              for (int step = 1; step <= 10; step++) {
                probe.report(step, bad ? 100 : 10.0 / step);
              }
              return Map.of("f", bad ? 100.0 : 1.0);
            });
    List<Trial> trials =
        trialsOf(
            problem,
            RunOptions.within(Budget.evaluations(12)).withStopRule(new StopRule.Median(5)));
    assertThat(trials)
        .extracting(trial -> trial.result().word())
        .containsExactly(
            "done", "done", "done", "done", "done", "done", "done", "stopped", "done", "stopped",
            "done", "stopped");
    assertThat(trials.get(7).result()).isEqualTo(new Result.Stopped(1, 100));
  }

  @Test
  void twoProcessesShareARunWithoutEvaluatingATrialTwice() throws Exception {
    var calls = new ConcurrentLinkedQueue<Long>();
    BlackBox problem =
        Toys.box(
            Toys.PLANE,
            (p, probe) -> {
              Thread.sleep(10);
              calls.add(probe.trial());
              return Map.of("f", p.real("x"));
            });
    var journal = new MemoryJournal();
    RunOptions options = RunOptions.within(Budget.evaluations(200)).withParallel(2);
    var leader = new Thread(() -> solveQuietly(journal, problem, options));
    leader.start();
    while (journal.runs().isEmpty() || journal.read(journal.runs().getFirst().id(), 0).size() < 6) {
      Thread.sleep(2);
    }
    var header = journal.runs().getFirst();
    // A loop of its own stands for another process: it has another worker's id.
    var follower =
        new EvaluationLoop(
            problem,
            () ->
                new Wanderer("wanderer", 0.5)
                    .begin(problem, new Setting(header.budget(), header.seed(), 2, List.of())),
            journal,
            header,
            new Journal.Worker(Workers.self(2).id() + "-b", 2),
            header.budget(),
            new StopRule.Never(),
            List.of());
    Outcome<Point> outcome = follower.run();
    leader.join();
    assertThat(outcome.trials()).isEqualTo(200);
    assertThat(calls).hasSize(200).doesNotHaveDuplicates();
    long others =
        journal.read(header.id(), 0).stream()
            .filter(e -> e.event() instanceof Event.Finished f && f.worker().endsWith("-b"))
            .count();
    assertThat(others).isPositive();
  }

  private static void solveQuietly(Journal journal, BlackBox problem, RunOptions options) {
    try {
      new Engine(CATALOG, journal).solve(problem, options);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void askingWithNothingLeftLeavesTheProposalForLater() {
    var study =
        new Study(
            Toys.sphere(),
            new Wanderer("wanderer", 0.5)
                .begin(Toys.sphere(), new Setting(Budget.UNLIMITED, 1, 1, List.of())),
            new Ledger());
    Proposal first = study.ask(Budget.evaluations(1)).orElseThrow().proposal();
    assertThat(study.ask(Budget.evaluations(1))).isEmpty();
    assertThat(study.pending()).containsValue(first);
  }
}
