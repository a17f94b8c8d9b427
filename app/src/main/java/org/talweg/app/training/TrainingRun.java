package org.talweg.app.training;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.talweg.app.report.Numbers;
import org.talweg.engine.Engine;
import org.talweg.engine.Outcome;
import org.talweg.engine.Outcome.Status;
import org.talweg.engine.Planner.NoPlanException;
import org.talweg.engine.journal.Journal;
import org.talweg.engine.journal.RunHeader;
import org.talweg.learn.model.Transformer;
import org.talweg.learn.tensor.Weights;
import org.talweg.learn.train.Checkpoint;
import org.talweg.learn.train.CheckpointFiles;
import org.talweg.learn.train.Training;
import org.talweg.model.Objective;
import org.talweg.model.Resource;

/**
 * Runs a training, or a search for a rule to train by, that Ctrl-C interrupts in good order, and
 * says in words what came of it.
 */
public final class TrainingRun {
  /** Seconds that a cancelled training has to write its last checkpoint. */
  private static final int GRACE = 20;

  /** How many characters a summary shows. */
  private static final int SAMPLE = 200;

  private TrainingRun() {}

  /** A run, begun or resumed. */
  public interface Work<S> {
    Outcome<S> run() throws NoPlanException, InterruptedException;
  }

  /** Runs; a signal ends the run with a checkpoint, from which it can be resumed. */
  public static <S> Outcome<S> run(
      Engine engine, Work<S> work, java.util.function.Consumer<Outcome<S>> told)
      throws NoPlanException, InterruptedException {
    var ended = new CountDownLatch(1);
    var hook =
        new Thread(
            () -> {
              engine.cancel();
              try {
                var unused = ended.await(GRACE, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              Runtime.getRuntime().halt(130);
            },
            "interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      Outcome<S> outcome = work.run();
      told.accept(outcome);
      System.out.flush();
      return outcome;
    } finally {
      ended.countDown();
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException shuttingDown) {
        // The hook is what interrupted the run; it ends the process.
      }
    }
  }

  /** The exit status. */
  public static int exit(Outcome<?> outcome, int failed) {
    return switch (outcome.status()) {
      case SOLVED, IMPROVED -> 0;
      case INFEASIBLE, UNBOUNDED -> 1;
      case FAILED -> failed;
      case INTERRUPTED -> 130;
    };
  }

  /**
   * Where the best weights of a run lie, of those that are kept.
   *
   * @throws IllegalArgumentException where there are none
   */
  public static Path bestFile(Journal journal, RunHeader header) {
    return new CheckpointFiles(journal.files(header.id())).file(bestKept(journal, header));
  }

  /** Those weights. */
  public static Weights best(Journal journal, RunHeader header) throws IOException {
    return new CheckpointFiles(journal.files(header.id())).parameters(bestKept(journal, header));
  }

  private static Checkpoint bestKept(Journal journal, RunHeader header) {
    List<Checkpoint> kept =
        new CheckpointFiles(journal.files(header.id()))
            .kept(Checkpoint.of(journal.read(header.id(), 0)));
    return Checkpoint.best(kept, header.objectives().getFirst())
        .orElseThrow(
            () -> new IllegalArgumentException("run " + header.id() + " has no weights yet"));
  }

  /** The newest weights of a run. */
  private static Optional<Path> newest(Journal journal, String run) {
    var files = new CheckpointFiles(journal.files(run));
    return files.kept(Checkpoint.of(journal.read(run, 0))).stream()
        .reduce((a, b) -> b)
        .map(files::file);
  }

  /** For people: the measures, who trained, where the weights are, and how to go on. */
  public static String summary(
      Training training,
      Outcome<Weights> outcome,
      Journal journal,
      String storeOption,
      @Nullable Path report) {
    var text = new StringBuilder(outcome.status().name().toLowerCase(Locale.ROOT));
    text.append(": ").append(outcome.reason()).append('\n');
    outcome
        .best()
        .ifPresent(
            best ->
                best.assessment()
                    .quantities()
                    .forEach(
                        (name, value) ->
                            text.append(
                                String.format(
                                    Locale.ROOT, "validation %s = %.5g%n", name, value))));
    training
        .settings()
        .target()
        .ifPresent(target -> text.append(target(training, outcome, journal, target)));
    outcome
        .best()
        .flatMap(best -> TextSample.of(training, best.solution()))
        .map(sample -> sample.after("", SAMPLE, TextSample.TEMPERATURE, outcome.seed()))
        .ifPresent(sample -> text.append("\nit writes:\n").append(indented(sample)));
    text.append(
        String.format(
            Locale.ROOT,
            "%n%s: %.0f steps of %d by %s, %d parameters, %.3g s%n",
            training.name(),
            outcome.spent().getOrDefault(Resource.EVALUATIONS, 0.0),
            training.settings().batch(),
            outcome.plan().brief(),
            training.model().layout().count(),
            outcome.spent().getOrDefault(Resource.SECONDS, 0.0)));
    newest(journal, outcome.run())
        .ifPresent(file -> text.append("weights: ").append(file).append('\n'));
    String run = outcome.run() + storeOption;
    text.append(
        report != null
            ? "report:  " + report + "\n"
            : "picture: talweg runs export " + run + " -o " + outcome.run() + ".html\n");
    if (training.model() instanceof Transformer) {
      text.append("sample:  talweg runs sample ").append(run).append(" --prompt TEXT\n");
    }
    String resume = "talweg runs resume " + run;
    text.append(
        outcome.status() == Status.INTERRUPTED
            ? "resume:  " + resume + "\n"
            : "go on:   " + resume + " --budget evaluations=N\n");
    return text.toString();
  }

  private static String target(
      Training training, Outcome<Weights> outcome, Journal journal, double target) {
    Objective objective = training.objectives().getFirst();
    return Checkpoint.of(journal.read(outcome.run(), 0)).stream()
        .flatMap(checkpoint -> checkpoint.curve().stream())
        .filter(training::reached)
        .findFirst()
        .map(
            point ->
                String.format(
                    Locale.ROOT,
                    "target %s = %s reached at step %d, after %.3g s of training%n",
                    objective.name(),
                    Numbers.brief(target),
                    point.step(),
                    point.seconds()))
        .orElse("target " + objective.name() + " = " + Numbers.brief(target) + " not reached\n");
  }

  private static String indented(String text) {
    return Numbers.printable(text).lines().map(line -> "  " + line + "\n").collect(joining());
  }

  /** The same as an object to be written as JSON. */
  public static Map<String, Object> json(
      Training training, Outcome<Weights> outcome, Journal journal, @Nullable Path report) {
    var json = new LinkedHashMap<String, Object>();
    json.put("run", outcome.run());
    json.put("problem", training.name());
    json.put("status", outcome.status().name().toLowerCase(Locale.ROOT));
    json.put("reason", outcome.reason());
    json.put("plan", outcome.plan().brief());
    json.put("seed", outcome.seed());
    json.put("steps", outcome.spent().getOrDefault(Resource.EVALUATIONS, 0.0));
    json.put("seconds", outcome.spent().getOrDefault(Resource.SECONDS, 0.0));
    json.put("parameters", training.model().layout().count());
    outcome.best().ifPresent(best -> json.put("validation", best.assessment().quantities()));
    newest(journal, outcome.run()).ifPresent(file -> json.put("weights", file.toString()));
    if (report != null) {
      json.put("report", report.toString());
    }
    return json;
  }
}
