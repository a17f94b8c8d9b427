package org.talweg.app.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.talweg.engine.Engine;
import org.talweg.engine.Outcome;
import org.talweg.engine.Outcome.Status;
import org.talweg.engine.Planner.NoPlanException;
import org.talweg.engine.journal.Journal;
import org.talweg.learn.tensor.Weights;
import org.talweg.learn.train.Training;
import org.talweg.model.Resource;

/** Runs a training that Ctrl-C interrupts in good order, and says in words what came of it. */
public final class TrainingRun {
  /** Seconds that a cancelled training has to write its last checkpoint. */
  private static final int GRACE = 20;

  private TrainingRun() {}

  /** A run, begun or resumed. */
  public interface Work {
    Outcome<Weights> run() throws NoPlanException, InterruptedException;
  }

  /** Runs; a signal ends the run with a checkpoint, from which it can be resumed. */
  public static Outcome<Weights> run(
      Engine engine, Work work, java.util.function.Consumer<Outcome<Weights>> told)
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
      Outcome<Weights> outcome = work.run();
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

  /** The newest checkpoint of a run. */
  private static Optional<Path> newest(Journal journal, String run) {
    Path folder = journal.files(run);
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".safetensors"))
          .max(
              java.util.Comparator.comparingLong(
                  file -> Long.parseLong(file.getFileName().toString().replaceAll("\\D", ""))));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** For people: the measures, who trained, where the weights are, and how to go on. */
  public static String summary(
      Training training, Outcome<Weights> outcome, Journal journal, String storeOption) {
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
    String resume = "talweg runs resume " + outcome.run() + storeOption;
    text.append(
        outcome.status() == Status.INTERRUPTED
            ? "resume:  " + resume + "\n"
            : "go on:   " + resume + " --budget evaluations=N\n");
    return text.toString();
  }

  /** The same as an object to be written as JSON. */
  public static Map<String, Object> json(
      Training training, Outcome<Weights> outcome, Journal journal) {
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
    return json;
  }
}
