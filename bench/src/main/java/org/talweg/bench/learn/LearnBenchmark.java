package org.talweg.bench.learn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.talweg.bench.engine.Figure;
import org.talweg.bench.peer.PyTorch;
import org.talweg.learn.data.Batch;
import org.talweg.learn.gradient.Descent;
import org.talweg.learn.optimizer.AdaBelief;
import org.talweg.learn.optimizer.AdamW;
import org.talweg.learn.optimizer.Cosmos;
import org.talweg.learn.optimizer.ExAdam;
import org.talweg.learn.optimizer.Frugal;
import org.talweg.learn.optimizer.Lion;
import org.talweg.learn.optimizer.MFac;
import org.talweg.learn.optimizer.Muon;
import org.talweg.learn.optimizer.NadamW;
import org.talweg.learn.optimizer.Optimizer;
import org.talweg.learn.optimizer.Sgd;
import org.talweg.learn.optimizer.Soap;
import org.talweg.learn.schedule.Schedule;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Precision;
import org.talweg.learn.tensor.Torch;
import org.talweg.learn.train.Loss;
import org.talweg.papers.Spread;

/**
 * Times the update of a parameter tree, and the whole step of which it is a part, for every
 * optimizer, for LibTorch's own AdamW and, where it is installed, for Python's PyTorch, on the same
 * models and sizes of batches, one after the other within every round. A ratio is the median over
 * rounds of the time over that of a peer in the same round.
 *
 * @param rounds how often everything is measured
 * @param steps of every optimizer in every round
 */
public record LearnBenchmark(int rounds, int steps) {
  private static final String PEER = "LibTorch's AdamW";
  private static final String PYTHON = "Python's AdamW";

  public LearnBenchmark {
    if (rounds < 1 || steps < 1) {
      throw new IllegalArgumentException("rounds and steps are at least 1");
    }
  }

  /** Something that takes steps. */
  private interface Stepper extends AutoCloseable {
    /** Microseconds of an update and of a whole step. */
    double[] micros(int steps);

    @Override
    void close();
  }

  private static double[] micros(int steps, Runnable differentiate, Runnable update) {
    long updating = 0;
    long start = System.nanoTime();
    for (int i = 0; i < steps; i++) {
      differentiate.run();
      long before = System.nanoTime();
      update.run();
      updating += System.nanoTime() - before;
    }
    long all = System.nanoTime() - start;
    return new double[] {updating / 1e3 / steps, all / 1e3 / steps};
  }

  /** Runs; says what it is at. */
  public List<Figure> run(Consumer<String> progress) {
    Optional<PyTorch> python = PyTorch.begin();
    progress.accept(
        python
            .map(torch -> "beside Python's PyTorch " + torch.version())
            .orElse("no Python with PyTorch is installed (Debian: apt install python3-torch)"));
    try {
      return run(python, progress);
    } finally {
      python.ifPresent(PyTorch::close);
    }
  }

  private List<Figure> run(Optional<PyTorch> python, Consumer<String> progress) {
    var figures = new ArrayList<Figure>();
    for (Workload workload : Workload.all()) {
      progress.accept(workload.name());
      Map<String, double[]> updates = new LinkedHashMap<>();
      Map<String, double[]> whole = new LinkedHashMap<>();
      Map<String, Stepper> steppers = steppers(workload, python);
      for (int round = -1; round < rounds; round++) {
        for (Map.Entry<String, Stepper> stepper : steppers.entrySet()) {
          double[] micros = stepper.getValue().micros(steps);
          if (round >= 0) { // the first one warms up
            updates.computeIfAbsent(stepper.getKey(), _ -> new double[rounds])[round] = micros[0];
            whole.computeIfAbsent(stepper.getKey(), _ -> new double[rounds])[round] = micros[1];
          }
        }
      }
      steppers.values().forEach(Stepper::close);
      figures.addAll(figures(workload.name() + ", update by ", updates));
      figures.addAll(figures(workload.name() + ", step by ", whole));
    }
    return figures;
  }

  private static List<Figure> figures(String what, Map<String, double[]> all) {
    var figures = new ArrayList<Figure>();
    all.forEach(
        (name, micros) -> {
          var ratios = new ArrayList<Figure.Ratio>();
          for (String baseline : List.of(PEER, PYTHON)) {
            double[] theirs = all.get(baseline);
            if (theirs != null && !baseline.equals(name)) {
              ratios.add(Figure.ratio(micros, theirs, baseline));
            }
          }
          figures.add(new Figure(what + name, "us", Spread.of(micros), ratios));
        });
    return figures;
  }

  private static Map<String, Stepper> steppers(Workload workload, Optional<PyTorch> python) {
    var steppers = new LinkedHashMap<String, Stepper>();
    steppers.put(PEER, new Peer(workload));
    python.ifPresent(torch -> steppers.put(PYTHON, new FromPython(workload, torch)));
    for (Optimizer optimizer :
        List.of(
            new AdamW(),
            new NadamW(),
            new Sgd(),
            new Lion(),
            new AdaBelief(),
            new ExAdam(),
            new Muon(),
            new Soap(),
            new Cosmos(),
            new Frugal(),
            new MFac())) {
      steppers.put(optimizer.capability().name(), new Ours(workload, optimizer));
    }
    return steppers;
  }

  private static Params parameters(Workload workload) {
    Params parameters = Params.trainable(workload.model().layout(), Precision.SINGLE);
    workload.model().initialize(parameters, 1);
    return parameters;
  }

  private static Tensor loss(Workload workload, Params parameters, Batch batch) {
    return Loss.CROSS_ENTROPY.value(
        workload.model().forward(parameters, batch.inputs(), true), batch.targets());
  }

  private record FromPython(Workload workload, PyTorch torch) implements Stepper {
    @Override
    public double[] micros(int steps) {
      return torch.micros(workload.name(), steps);
    }

    @Override
    public void close() {}
  }

  private static final class Ours implements Stepper {
    private final Workload workload;
    private final Params parameters;
    private final Batch batch;
    private final Descent descent;

    Ours(Workload workload, Optimizer optimizer) {
      this.workload = workload;
      parameters = parameters(workload);
      batch = workload.data(2);
      descent = new Descent(parameters, optimizer.transformation(1e-4, Schedule.CONSTANT), 0);
    }

    @Override
    public double[] micros(int steps) {
      return LearnBenchmark.micros(steps, this::differentiate, descent::apply);
    }

    private void differentiate() {
      var unused = descent.gradient(() -> loss(workload, parameters, batch));
    }

    @Override
    public void close() {
      descent.close();
      parameters.close();
      Torch.free(batch.inputs());
      Torch.free(batch.targets());
    }
  }

  private static final class Peer implements Stepper {
    private final Workload workload;
    private final Params parameters;
    private final Batch batch;
    private final org.bytedeco.pytorch.AdamW adamW;

    Peer(Workload workload) {
      this.workload = workload;
      parameters = parameters(workload);
      batch = workload.data(2);
      try (var scope = new PointerScope()) {
        var tensors = new TensorVector();
        parameters.names().forEach(name -> tensors.push_back(parameters.get(name)));
        adamW = Torch.keep(new org.bytedeco.pytorch.AdamW(tensors, new AdamWOptions(1e-4)));
      }
    }

    @Override
    public double[] micros(int steps) {
      return LearnBenchmark.micros(steps, this::differentiate, this::update);
    }

    private void differentiate() {
      try (var scope = new PointerScope()) {
        parameters.gradient().flat().zero_();
        Tensor loss = loss(workload, parameters, batch);
        loss.backward();
        var unused = loss.item_double();
      }
    }

    private void update() {
      try (var scope = new PointerScope();
          var guard = new NoGradGuard()) {
        adamW.step();
      }
    }

    @Override
    public void close() {
      Torch.free(adamW);
      parameters.close();
      Torch.free(batch.inputs());
      Torch.free(batch.targets());
    }
  }
}
