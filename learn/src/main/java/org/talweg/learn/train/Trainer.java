package org.talweg.learn.train;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.talweg.engine.Run;
import org.talweg.learn.data.Batch;
import org.talweg.learn.data.Order;
import org.talweg.learn.gradient.ClipByGlobalNorm;
import org.talweg.learn.gradient.Descent;
import org.talweg.learn.gradient.Rate;
import org.talweg.learn.gradient.Step;
import org.talweg.learn.gradient.Transformation;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Torch;
import org.talweg.learn.tensor.Weights;
import org.talweg.model.AssessmentException;
import org.talweg.model.EnvironmentException;
import org.talweg.model.Resource;

/**
 * The loop that all optimizers share. It trains from checkpoint to checkpoint; each is an answer in
 * the run's journal and a file among the run's files, and its weights are offered to the problem.
 * It ends with the budget, or with the target where there is one.
 *
 * <p>Resuming is replay: the answers that stand are heard again without training, and the first new
 * one goes on from the file of the last. A step depends on the parameters, the optimizer's memory,
 * the step's number and the seed alone, so that a run which was killed ends bit for bit where it
 * would have ended, on the same machine with the same number of threads.
 *
 * <p>Where the budget limits time but not steps, the first checkpoint comes early and estimates how
 * many steps there will be; schedules follow that estimate.
 */
public final class Trainer implements AutoCloseable {
  /** Steps before the first checkpoint where only time is limited. */
  private static final long SCOUTING = 30;

  /** Steps that are not timed, for code that is not compiled yet. */
  private static final long WARMING = 3;

  private static final long PROGRESS_NANOS = 2_000_000_000;

  private final Training training;
  private final Run<Weights> run;
  private final Rate rate;
  private final Transformation transformation;
  private final Order order;
  private final long seed;
  private final Params parameters;
  private final CheckpointFiles files;
  private final Map<String, String> facts;
  private Descent descent;
  private final boolean timed;
  private long horizon;
  private final List<Checkpoint> heard = new ArrayList<>();
  private Checkpoint last;
  private long spokenNanos = System.nanoTime();
  private long spokenStep = 0;

  private Trainer(Training training, Run<Weights> run, Method method, String name) {
    this.training = training;
    this.run = run;
    Settings settings = training.settings();
    Torch.threads(settings.threads());
    rate = new Rate(settings.rate().orElse(method.rate()), settings.schedule());
    Transformation update = method.transformation(rate.peak(), settings.schedule());
    transformation =
        Double.isInfinite(settings.clip())
            ? update
            : new ClipByGlobalNorm(settings.clip()).then(update);
    seed = run.random().nextLong();
    order = new Order(training.examples().size(), settings.batch(), seed);
    parameters = training.begin(seed);
    files = new CheckpointFiles(run.files());
    facts = training.facts(name);
    double steps = run.left(Resource.EVALUATIONS);
    timed = Double.isInfinite(steps);
    horizon = timed ? 0 : (long) steps;
    last = Checkpoint.start(horizon);
    descent = new Descent(parameters, transformation, horizon);
  }

  /** Trains until the budget is spent or the target is reached. */
  public static void train(Training training, Run<Weights> run, Method method, String name)
      throws InterruptedException {
    try (var trainer = new Trainer(training, run, method, name)) {
      trainer.train();
    }
  }

  private void train() throws InterruptedException {
    while (!run.over() && (timed || last.step() < horizon) && !training.reached(last.point())) {
      String line = run.answer("checkpoint after step " + last.step(), _ -> toTheNext().toString());
      Checkpoint next = Checkpoint.parse(line);
      run.charge(Resource.EVALUATIONS, next.step() - last.step());
      last = next;
      heard.add(next);
      horizon = timed ? next.horizon() : horizon;
      offer(next);
    }
  }

  private void offer(Checkpoint checkpoint) throws InterruptedException {
    try {
      boolean replayed = descent.steps() != checkpoint.step();
      if (replayed && !Files.exists(files.file(checkpoint))) {
        return; // neither the best nor the last
      }
      var unused = run.offer(replayed ? files.parameters(checkpoint) : parameters.weights());
      if (!replayed) {
        var kept = new HashSet<>(List.of(checkpoint.step()));
        Checkpoint.best(heard, training.objectives().getFirst())
            .ifPresent(best -> kept.add(best.step()));
        files.keep(kept);
      }
    } catch (IOException | AssessmentException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /** Trains to the next checkpoint and writes it. */
  private Checkpoint toTheNext() throws EnvironmentException, InterruptedException {
    resume();
    boolean scouting = timed && last.step() == 0;
    long every =
        training.settings().every() > 0 ? training.settings().every() : Math.max(1, horizon / 20);
    long until = scouting ? SCOUTING : (last.step() / every + 1) * every;
    until = timed ? until : Math.min(until, horizon);
    long looks = training.settings().judge();
    var curve = new Curve(last, horizon);
    double warm = curve.seconds();
    boolean reached = false;
    while (descent.steps() < until && !run.over() && !reached) {
      double loss = step();
      long now = descent.steps();
      curve.add(now, loss, rateNow());
      if (looks > 0 && now % looks == 0 && now < until) {
        reached = training.reached(curve.judge(now, rateNow(), this::judged));
      }
      if (now - last.step() == WARMING) {
        warm = curve.seconds();
      }
    }
    long done = descent.steps() - last.step();
    if (done == 0) {
      throw new InterruptedException();
    }
    if (scouting && done == SCOUTING) {
      double seconds = (curve.seconds() - warm) / (done - WARMING);
      horizon = done + (long) (0.95 * run.left(Resource.SECONDS) / seconds);
    }
    // A cancelled run keeps what it has; files cannot be written by an interrupted thread.
    boolean interrupted = Thread.interrupted();
    try {
      return written(curve);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Checkpoint written(Curve curve) throws EnvironmentException {
    var unused = curve.judge(descent.steps(), rateNow(), this::judged);
    try {
      int fingerprint = parameters.weights().fingerprint();
      var checkpoint = new Checkpoint(horizon, fingerprint, curve.points());
      files.write(checkpoint, facts, descent.weights());
      return checkpoint;
    } catch (IOException e) {
      throw new EnvironmentException("the checkpoint cannot be written: " + e.getMessage(), e);
    }
  }

  private Map<String, Double> judged() throws EnvironmentException {
    try {
      return training.assess(parameters.weights()).quantities();
    } catch (AssessmentException e) {
      throw diverged("after step " + descent.steps() + " " + e.getMessage());
    }
  }

  /** Brings the descent to the last checkpoint, if it is not there. */
  private void resume() throws EnvironmentException {
    if (descent.steps() == last.step() && descent.horizon() == horizon) {
      return;
    }
    try {
      if (descent.steps() == last.step()) {
        descent = descent.withHorizon(horizon);
        return;
      }
      descent.close();
      descent = new Descent(parameters, transformation, horizon);
      files.restore(last, descent);
      spokenStep = last.step();
    } catch (IOException | IllegalArgumentException e) {
      throw new EnvironmentException(
          "the checkpoint of step %d cannot be used: %s".formatted(last.step(), e.getMessage()), e);
    }
  }

  private double step() throws EnvironmentException {
    long number = descent.steps() + 1;
    double loss;
    try {
      Torch.seed(seed + number);
      loss =
          descent.gradient(
              () -> {
                Batch batch = training.examples().batch(order.batch(number));
                return training.loss(parameters, batch);
              });
      if (!Double.isFinite(loss)) {
        throw diverged("at step " + number + " the loss is " + loss);
      }
      descent.apply();
    } catch (RuntimeException | OutOfMemoryError e) {
      throw failed(number, e);
    }
    speak(loss);
    return loss;
  }

  private EnvironmentException diverged(String what) {
    return new EnvironmentException(
        "%s; the rate was %.3g: lower it, or clip the gradient%s"
            .formatted(what, rateNow(), kept()),
        null);
  }

  private EnvironmentException failed(long step, Throwable e) {
    String why =
        Torch.isOutOfMemory(e)
            ? "not enough memory for batches of %d and %d parameters"
                .formatted(training.settings().batch(), parameters.layout().count())
            : Torch.message(e);
    return new EnvironmentException("at step " + step + ": " + why + kept(), e);
  }

  private String kept() {
    return last.step() == 0
        ? ""
        : "; the checkpoint of step " + last.step() + " is kept: " + files.file(last);
  }

  private double rateNow() {
    return rate.at(new Step(Math.max(1, descent.steps()), horizon));
  }

  private void speak(double loss) {
    long now = System.nanoTime();
    if (now - spokenNanos > PROGRESS_NANOS) {
      double seconds = (now - spokenNanos) / 1e9 / (descent.steps() - spokenStep);
      spokenNanos = now;
      spokenStep = descent.steps();
      var line = new StringBuilder("step ").append(descent.steps());
      if (horizon > 0) {
        line.append(" of ").append(horizon);
      }
      line.append(String.format(Locale.ROOT, ", loss %.4g, rate %.2g", loss, rateNow()));
      if (horizon > 0 && descent.steps() > 20) {
        double left = (horizon - descent.steps()) * seconds;
        line.append(String.format(Locale.ROOT, ", %.0f s left", left));
      }
      run.progress(line.toString());
    }
  }

  @Override
  public void close() {
    descent.close();
    parameters.close();
  }
}
