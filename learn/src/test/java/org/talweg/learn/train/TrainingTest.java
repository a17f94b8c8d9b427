package org.talweg.learn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.engine.Catalog;
import org.talweg.engine.Engine;
import org.talweg.engine.Outcome;
import org.talweg.engine.Outcome.Status;
import org.talweg.engine.Plan;
import org.talweg.engine.RunOptions;
import org.talweg.engine.Talweg;
import org.talweg.engine.journal.Event;
import org.talweg.engine.journal.SqliteJournal;
import org.talweg.learn.data.Batch;
import org.talweg.learn.data.DataSet;
import org.talweg.learn.data.Table;
import org.talweg.learn.model.Mlp;
import org.talweg.learn.model.Model;
import org.talweg.learn.tensor.Layout;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Torch;
import org.talweg.learn.tensor.Weights;
import org.talweg.model.Budget;

class TrainingTest {
  @TempDir Path folder = Path.of("");

  @ParameterizedTest
  @CsvSource({
    "sgd,0.05",
    "adamw,3e-3",
    "nadamw,3e-3",
    "lion,1e-3",
    "adabelief,3e-3",
    "exadam,1e-3",
    "muon,3e-3",
    "soap,3e-3",
    "cosmos,1e-2",
    "frugal,1e-3",
    "m-fac,3e-3"
  })
  void everyOptimizerLearnsDigits(String optimizer, double rate) throws Exception {
    var settings = Settings.defaults().withGoal(Settings.Goal.ACCURACY).withRate(rate);
    var training = Digits.training(settings, 64);
    Outcome<Weights> outcome =
        Talweg.solve(training, RunOptions.within(Budget.evaluations(400)).withSolver(optimizer));
    assertThat(outcome.status()).isEqualTo(Status.IMPROVED);
    assertThat(outcome.objective()).isGreaterThan(0.93);
    assertThat(training.assess(outcome.solution()).quantities()).containsKeys("loss", "accuracy");
  }

  @Test
  void thePlannerTakesAnOptimizerAndTimeIsABudget() throws Exception {
    Outcome<Weights> outcome =
        Talweg.solve(
            Digits.training(Settings.defaults(), 16),
            RunOptions.within(Budget.time(Duration.ofMillis(1500))));
    assertThat(outcome.plan()).isInstanceOf(Plan.Solve.class);
    assertThat(outcome.objective()).isLessThan(Math.log(10)); // better than a guess
  }

  /** The same examples; the run is cancelled at the n-th batch, as Ctrl-C would. */
  private record Cancelling(DataSet inner, int[] left, Runnable cancel) implements DataSet {
    @Override
    public long size() {
      return inner.size();
    }

    @Override
    public long[] inputShape() {
      return inner.inputShape();
    }

    @Override
    public int classes() {
      return inner.classes();
    }

    @Override
    public Batch batch(long[] examples) {
      if (--left[0] == 0) {
        cancel.run();
      }
      return inner.batch(examples);
    }
  }

  @Test
  void aRunThatWasInterruptedEndsBitForBitWhereItWouldHave() throws Exception {
    var settings = Settings.defaults().withCheckpointEvery(25);
    var budget = Budget.evaluations(120);
    Outcome<Weights> whole =
        Talweg.solve(Digits.training(settings, 32), RunOptions.within(budget).withSolver("adamw"));
    try (var journal = SqliteJournal.open(folder.resolve("runs.db"))) {
      var engine = new Engine(Catalog.load(), journal);
      var options = RunOptions.within(budget).withSolver("adamw");
      var plain = Digits.training(settings, 32);
      var cancelled =
          new Training(
              plain.name(),
              plain.model(),
              new Cancelling(plain.examples(), new int[] {61}, engine::cancel),
              plain.validation(),
              plain.loss(),
              settings);
      Outcome<Weights> part = engine.solve(cancelled, options);
      assertThat(part.status()).isEqualTo(Status.INTERRUPTED);
      var header = journal.header(part.run()).orElseThrow();
      Path file;
      try (Stream<Path> files = Files.list(journal.files(part.run()))) {
        file = files.findFirst().orElseThrow();
      }
      assertThat(file.getFileName().toString()).isEqualTo("step-61.safetensors");
      assertThat(last(journal, part.run()).step()).isEqualTo(61);

      var again = new Engine(Catalog.load(), journal);
      Outcome<Weights> resumed =
          again.resume(header, Digits.training(settings, 32), budget, options);
      assertThat(resumed.status()).isEqualTo(Status.IMPROVED);
      assertThat(last(journal, part.run()).step()).isEqualTo(120);
      assertThat(resumed.solution()).isEqualTo(whole.solution());
      assertThat(resumed.objective()).isEqualTo(whole.objective());
    }
  }

  private static Checkpoint last(SqliteJournal journal, String run) {
    return journal.read(run, 0).stream()
        .map(entry -> entry.event())
        .filter(Event.Answered.class::isInstance)
        .map(event -> Checkpoint.parse(((Event.Answered) event).answer()))
        .reduce((a, b) -> b)
        .orElseThrow();
  }

  @Test
  void aTrainingMayGoOnWithAnotherBudget() throws Exception {
    try (var journal = SqliteJournal.open(folder.resolve("runs.db"))) {
      var options = RunOptions.within(Budget.evaluations(60)).withSolver("sgd");
      var training = Digits.training(Settings.defaults(), 16);
      Outcome<Weights> first = new Engine(Catalog.load(), journal).solve(training, options);
      var header = journal.header(first.run()).orElseThrow();
      Outcome<Weights> more =
          new Engine(Catalog.load(), journal)
              .resume(header, training, Budget.evaluations(200), options);
      assertThat(last(journal, first.run()).step()).isEqualTo(200);
      assertThat(more.objective()).isLessThan(first.objective());
    }
  }

  @Test
  void theJournalHoldsTheCurveOfEveryStepAndEveryLook() throws Exception {
    try (var journal = SqliteJournal.open(folder.resolve("runs.db"))) {
      var settings = Settings.defaults().withCheckpointEvery(50).withJudgeEvery(20);
      Outcome<Weights> outcome =
          new Engine(Catalog.load(), journal)
              .solve(
                  Digits.training(settings, 16),
                  RunOptions.within(Budget.evaluations(500)).withSolver("adamw"));
      List<Checkpoint> checkpoints = Checkpoint.of(journal.read(outcome.run(), 0));
      assertThat(checkpoints).extracting(Checkpoint::step).contains(50L, 100L, 500L).hasSize(10);
      List<Checkpoint.Point> curve = checkpoints.stream().flatMap(c -> c.curve().stream()).toList();
      assertThat(curve).extracting(Checkpoint.Point::step).doesNotHaveDuplicates().isSorted();
      assertThat(curve).hasSizeBetween(250, 300);
      assertThat(curve)
          .filteredOn(p -> !p.validation().isEmpty())
          .extracting(Checkpoint.Point::step)
          .containsExactlyElementsOf(
              java.util.stream.LongStream.rangeClosed(1, 500)
                  .filter(n -> n % 20 == 0 || n % 50 == 0)
                  .boxed()
                  .toList());
      assertThat(curve).extracting(Checkpoint.Point::seconds).isSorted();
      assertThat(curve.getLast().loss()).isLessThan(curve.getFirst().loss());
      assertThat(curve.getLast().rate()).isLessThan(curve.get(curve.size() / 2).rate());
      assertThat(curve.getLast().validation()).containsOnlyKeys("loss", "accuracy");
    }
  }

  @Test
  void aTrainingEndsWithItsTargetAndStepsAreTheSameWithoutOne() throws Exception {
    var settings =
        Settings.defaults().withGoal(Settings.Goal.ACCURACY).withRate(3e-3).withJudgeEvery(10);
    var options = RunOptions.within(Budget.evaluations(400)).withSolver("adamw");
    try (var journal = SqliteJournal.open(folder.resolve("runs.db"))) {
      var engine = new Engine(Catalog.load(), journal);
      Outcome<Weights> whole = engine.solve(Digits.training(settings, 32), options);
      Outcome<Weights> part = engine.solve(Digits.training(settings.withTarget(0.9), 32), options);
      List<Checkpoint.Point> all = looks(journal, whole.run());
      List<Checkpoint.Point> some = looks(journal, part.run());
      Checkpoint.Point end = some.getLast();
      assertThat(end.validation("accuracy")).isGreaterThanOrEqualTo(0.9);
      assertThat(some.subList(0, some.size() - 1))
          .allMatch(point -> point.validation("accuracy") < 0.9);
      assertThat(end.step()).isLessThan(400);
      assertThat(all)
          .filteredOn(point -> point.step() == end.step())
          .extracting(point -> point.validation("accuracy"))
          .containsExactly(end.validation("accuracy"));
      assertThat(part.objective()).isEqualTo(end.validation("accuracy"));
    }
  }

  private static List<Checkpoint.Point> looks(SqliteJournal journal, String run) {
    return Checkpoint.of(journal.read(run, 0)).stream()
        .flatMap(c -> c.curve().stream())
        .filter(point -> !point.validation().isEmpty())
        .toList();
  }

  @Test
  void aTrainingGoesOnFromTheWeightsOfAnother() throws Exception {
    var options = RunOptions.within(Budget.evaluations(100)).withSolver("adamw");
    var training = Digits.training(Settings.defaults().withRate(3e-3), 16);
    Outcome<Weights> first = Talweg.solve(training, options);
    var small = Settings.defaults().withRate(1e-9).withCheckpointEvery(1);
    Outcome<Weights> second =
        Talweg.solve(
            training.with(small).from(first.solution()),
            RunOptions.within(Budget.evaluations(1)).withSolver("sgd"));
    assertThat(second.objective()).isCloseTo(first.objective(), within(1e-5));
    assertThatThrownBy(() -> Digits.training(small, 17).from(first.solution()))
        .hasMessageContaining("layers.0.weight is [16, 64], not [17, 64]");
  }

  // ---------------------------------------------------------------- what goes wrong

  @Test
  void anExplodingLossIsAFailureThatKeepsTheLastGoodCheckpoint() throws Exception {
    var exploding =
        new Training(
            "exploding",
            new Failing(30, x -> x.mul(Torch.scalar(Double.NaN))),
            random(),
            random(),
            Loss.SQUARED_ERROR,
            Settings.defaults().withCheckpointEvery(10));
    Outcome<Weights> outcome =
        Talweg.solve(
            exploding,
            RunOptions.within(Budget.evaluations(100)).withSolver("sgd"),
            folder.resolve("runs.db"));
    assertThat(outcome.status()).isEqualTo(Status.FAILED);
    assertThat(outcome.reason())
        .contains("at step 30 the loss is NaN")
        .contains("the checkpoint of step 20 is kept")
        .contains("step-20.safetensors");
    assertThat(outcome.best()).isPresent();
    assertThat(Path.of(outcome.reason().replaceAll(".*is kept: ", ""))).exists();
  }

  @Test
  void wrongShapesAreNamed() throws Exception {
    var wrong =
        new Training(
            "wrong",
            new Mlp(7, List.of(), 1),
            random(),
            random(),
            Loss.SQUARED_ERROR,
            Settings.defaults());
    Outcome<Weights> outcome =
        Talweg.solve(wrong, RunOptions.within(Budget.evaluations(10)).withSolver("sgd"));
    assertThat(outcome.status()).isEqualTo(Status.FAILED);
    assertThat(outcome.reason())
        .contains("at step 1")
        .contains("64x5 and 7x1")
        .doesNotContain("\n");
  }

  @Test
  void memoryThatCannotBeHadIsSaid() throws Exception {
    var large =
        new Training(
            "large",
            new Failing(3, x -> x.select(0, 0).expand(1L << 40, 5).add(Torch.scalar(1)).sum()),
            random(),
            random(),
            Loss.SQUARED_ERROR,
            Settings.defaults().withCheckpointEvery(1));
    Outcome<Weights> outcome =
        Talweg.solve(large, RunOptions.within(Budget.evaluations(10)).withSolver("sgd"));
    assertThat(outcome.status()).isEqualTo(Status.FAILED);
    assertThat(outcome.reason()).contains("at step 3: not enough memory for batches of 64");
  }

  @Test
  void aCheckpointOfAnotherModelIsRefusedAndEmptyDataToo() throws Exception {
    try (var journal = SqliteJournal.open(folder.resolve("runs.db"))) {
      var options = RunOptions.within(Budget.evaluations(40)).withSolver("sgd");
      Outcome<Weights> small =
          new Engine(Catalog.load(), journal)
              .solve(Digits.training(Settings.defaults(), 8), options);
      var header = journal.header(small.run()).orElseThrow();
      var other = Digits.training(Settings.defaults(), 9);
      assertThatThrownBy(
              () ->
                  new Engine(Catalog.load(), journal)
                      .resume(header, other, Budget.evaluations(80), options))
          .hasMessageContaining("layers.0.weight is [8, 64], not [9, 64]");
      assertThatThrownBy(() -> other.assess(small.solution()))
          .hasMessageContaining("the weights are of another model");
    }
    DataSet empty = random().range(0, 0);
    assertThatThrownBy(
            () ->
                new Training(
                    "empty",
                    new Mlp(5, List.of(), 1),
                    empty,
                    random(),
                    Loss.SQUARED_ERROR,
                    Settings.defaults()))
        .hasMessageContaining("0 examples to learn from");
  }

  private static DataSet random() {
    float[] x = new float[500];
    float[] y = new float[100];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) Math.sin(i * 0.7);
      y[i / 5] += x[i];
    }
    return Table.numbers(x, y, 5);
  }

  /** A linear model whose outputs something happens to at the n-th training step. */
  private static final class Failing implements Model {
    private final Mlp inner = new Mlp(5, List.of(), 1);
    private final int at;
    private final java.util.function.UnaryOperator<Tensor> what;
    private int step = 0;

    Failing(int at, java.util.function.UnaryOperator<Tensor> what) {
      this.at = at;
      this.what = what;
    }

    @Override
    public Layout layout() {
      return inner.layout();
    }

    @Override
    public Tensor forward(Params parameters, Tensor inputs, boolean training) {
      Tensor output = inner.forward(parameters, inputs, training);
      return training && ++step == at
          ? inner.forward(parameters, inputs, true).add(what.apply(inputs).sum())
          : output;
    }
  }
}
