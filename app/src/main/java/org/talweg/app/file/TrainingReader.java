package org.talweg.app.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.talweg.learn.data.DataSet;
import org.talweg.learn.data.TextWindows;
import org.talweg.learn.model.ConvNet;
import org.talweg.learn.model.DepthMomentum;
import org.talweg.learn.model.Experts;
import org.talweg.learn.model.Mlp;
import org.talweg.learn.model.Model;
import org.talweg.learn.model.Transformer;
import org.talweg.learn.schedule.Cosine;
import org.talweg.learn.schedule.Linear;
import org.talweg.learn.schedule.Schedule;
import org.talweg.learn.schedule.Steps;
import org.talweg.learn.schedule.Uba;
import org.talweg.learn.schedule.Warmup;
import org.talweg.learn.schedule.WarmupStableDecay;
import org.talweg.learn.tensor.Safetensors;
import org.talweg.learn.train.CheckpointFiles;
import org.talweg.learn.train.Loss;
import org.talweg.learn.train.Settings;
import org.talweg.learn.train.Training;
import org.talweg.model.Budget;

/** Reads a file with the key {@code train}. */
final class TrainingReader {
  static final List<String> KEYS =
      List.of("name", "description", "train", "minimize", "maximize", "target", "budget", "seed");

  private final Fields fields;
  private final Mistakes mistakes;
  private final Scalars scalars;
  private final Entries entries;
  private final DataReader reader;

  TrainingReader(Yaml.Mapping root, Mistakes mistakes, Path directory) {
    this.fields = new Fields(root, "a training", KEYS, mistakes);
    this.mistakes = mistakes;
    this.scalars = new Scalars(mistakes);
    this.entries = new Entries(mistakes);
    this.reader = new DataReader(mistakes, directory);
  }

  TrainingFile read(String defaultName, Map<String, String> source)
      throws ProblemFileException, IOException {
    var settings = new SettingsReader(mistakes);
    Yaml name = fields.get("name");
    Yaml budget = fields.get("budget");
    Yaml seed = fields.get("seed");
    Yaml target = fields.get("target");
    String called = name == null ? null : scalars.text(name, "a name");
    Optional<Budget> limits = budget == null ? Optional.empty() : settings.budget(budget);
    OptionalLong given = seed == null ? OptionalLong.empty() : settings.seed(seed);
    Settings.Goal goal = goal();
    Double wanted = target == null ? null : scalars.real(target);
    Fields train =
        entries.mapping(
            fields.get("train"),
            "a training",
            List.of(
                "model",
                "data",
                "validation",
                "loss",
                "batch",
                "rate",
                "schedule",
                "warmup",
                "clip",
                "checkpoint",
                "threads",
                "precision",
                "start",
                "validate"));
    mistakes.throwIfAny();
    if (train == null) {
      throw ProblemFileException.of(mistakes.source(), fields.place(), "'train' is missing");
    }
    Settings how = settings(train, goal);
    how = wanted == null ? how : how.withTarget(wanted);
    Safetensors start = start(train);
    double share = entries.number(train, "validation", 0.2);
    if (!(share > 0 && share < 1)) {
      mistakes.add(train.placeOf("validation"), "validation is a share between 0 and 1");
    }
    DataReader.Data data =
        reader.data(train, mistakes.none() ? share : 0.5, given.orElse(1), start);
    mistakes.throwIfAny();
    if (data == null) {
      throw new IllegalStateException("nothing was wrong, and yet nothing was read");
    }
    Model model = model(train, data.examples());
    mistakes.throwIfAny();
    if (model == null) {
      throw new IllegalStateException("nothing was wrong, and yet nothing was read");
    }
    boolean classes = data.examples().classes() > 0;
    if (goal == Settings.Goal.ACCURACY && !classes) {
      mistakes.add(fields.placeOf("maximize"), "numbers have no accuracy: minimize loss");
    }
    mistakes.throwIfAny();
    var training =
        new Training(
            called == null ? defaultName : called,
            model,
            data.examples(),
            data.validation(),
            classes ? Loss.CROSS_ENTROPY : Loss.SQUARED_ERROR,
            how);
    return new TrainingFile(begun(training, start, train), limits, given, source);
  }

  /** The file of weights to start from, null where there is none. */
  private @Nullable Safetensors start(Fields train) throws ProblemFileException {
    if (!train.has("start")) {
      return null;
    }
    Path file = reader.path(train, "start");
    try {
      return Safetensors.open(file);
    } catch (IOException e) {
      throw ProblemFileException.of(
          mistakes.source(), train.placeOf("start"), DataReader.words(e, file));
    }
  }

  private Training begun(Training training, @Nullable Safetensors start, Fields train)
      throws ProblemFileException {
    try {
      return start == null ? training : training.from(CheckpointFiles.parameters(start));
    } catch (IOException | IllegalArgumentException e) {
      throw ProblemFileException.of(
          mistakes.source(), train.placeOf("start"), String.valueOf(e.getMessage()));
    }
  }

  private Settings.Goal goal() {
    Yaml minimize = fields.get("minimize");
    Yaml maximize = fields.get("maximize");
    if (minimize != null) {
      scalars.word(minimize, List.of("loss"));
    }
    if (maximize != null) {
      scalars.word(maximize, List.of("accuracy"));
    }
    return maximize == null ? Settings.Goal.LOSS : Settings.Goal.ACCURACY;
  }

  private Settings settings(Fields train, Settings.Goal goal) {
    Settings settings = Settings.defaults().withGoal(goal);
    settings = settings.withBatch((int) entries.whole(train, "batch", settings.batch(), 1));
    settings = settings.withThreads((int) entries.whole(train, "threads", 1, 1));
    settings =
        settings.withMixedPrecision(
            entries.word(train, "precision", "single", List.of("single", "mixed")).equals("mixed"));
    settings = settings.withCheckpointEvery(entries.whole(train, "checkpoint", 0, 1));
    settings = settings.withJudgeEvery(entries.whole(train, "validate", 0, 1));
    if (train.has("rate")) {
      settings = settings.withRate(entries.positive(train, "rate", 1));
    }
    settings = settings.withClip(entries.positive(train, "clip", settings.clip()));
    double warmup = entries.number(train, "warmup", 0.05);
    if (!(warmup >= 0 && warmup < 1)) {
      mistakes.add(train.placeOf("warmup"), "a warm-up is a share of the training, 0 to 1");
      return settings;
    }
    Schedule schedule = schedule(train);
    return settings.withSchedule(
        schedule instanceof WarmupStableDecay
            ? schedule
            : schedule.after(Warmup.Length.share(warmup)));
  }

  private Schedule schedule(Fields train) {
    Yaml node = train.get("schedule");
    if (node instanceof Yaml.Mapping mapping) {
      Fields uba = new Fields(mapping, "a schedule", List.of("uba"), mistakes);
      return new Uba(entries.positive(uba, "uba", 2), 0.01);
    }
    String word =
        node == null
            ? "cosine"
            : scalars.word(
                node, List.of("constant", "cosine", "linear", "steps", "warmup-stable-decay"));
    return switch (word == null ? "cosine" : word) {
      case "constant" -> Schedule.CONSTANT;
      case "linear" -> new Linear(0.01);
      case "steps" -> new Steps();
      case "warmup-stable-decay" -> new WarmupStableDecay();
      default -> new Cosine(0.01);
    };
  }

  // ---------------------------------------------------------------- the model

  private @Nullable Model model(Fields train, DataSet examples) {
    Yaml node = train.get("model");
    int outputs = Math.max(1, examples.classes());
    boolean text = examples instanceof TextWindows;
    if (node instanceof Yaml.Scalar(String word, _, _) && word.equals("linear") && !text) {
      return new Mlp(inputs(examples), List.of(), outputs);
    }
    Fields model =
        entries.mapping(node, "a model", text ? List.of("transformer") : List.of("mlp", "conv"));
    if (model == null || model.keys().size() != 1) {
      mistakes.add(
          train.placeOf("model"),
          text
              ? "a text needs a model such as {transformer: {width: 64, heads: 4, layers: 2}}"
              : "a model is linear, {mlp: [64]} or {conv: [16, 32]}");
      return null;
    }
    try {
      if (model.has("mlp")) {
        return new Mlp(inputs(examples), widths(model, "mlp"), outputs);
      }
      if (model.has("conv")) {
        long[] shape = examples.inputShape();
        if (shape.length == 1) {
          int side = (int) Math.round(Math.sqrt(shape[0]));
          throw new IllegalArgumentException(
              "a convolution takes images: of idx files; a row of %d numbers is none%s"
                  .formatted(shape[0], side * side == shape[0] ? ": use {mlp: [...]}" : ""));
        }
        return new ConvNet(
            (int) shape[0], (int) shape[1], (int) shape[2], widths(model, "conv"), outputs);
      }
      Fields shape =
          entries.mapping(
              model.get("transformer"),
              "a transformer",
              List.of("width", "heads", "layers", "experts", "top", "momentum", "balance"));
      return shape == null
          ? null
          : new Transformer(
              outputs,
              (int) examples.inputShape()[0],
              (int) entries.whole(shape, "width", 64, 1),
              (int) entries.whole(shape, "heads", 4, 1),
              (int) entries.whole(shape, "layers", 2, 1),
              experts(shape));
    } catch (IllegalArgumentException e) {
      mistakes.add(train.placeOf("model"), String.valueOf(e.getMessage()));
      return null;
    }
  }

  private Optional<Experts> experts(Fields shape) {
    if (!shape.has("experts")) {
      for (String key : List.of("top", "momentum", "balance")) {
        if (shape.has(key)) {
          mistakes.add(shape.placeOf(key), "'" + key + "' is for experts: how many are there?");
        }
      }
      return Optional.empty();
    }
    String momentum =
        entries.word(
            shape, "momentum", "none", List.of("none", "heavy-ball", "nesterov", "adam", "robust"));
    double balance = entries.number(shape, "balance", 1e-3);
    return Optional.of(
        new Experts(
            (int) entries.whole(shape, "experts", 4, 2),
            (int) entries.whole(shape, "top", 2, 1),
            switch (momentum) {
              case "heavy-ball" -> new DepthMomentum.HeavyBall();
              case "nesterov" -> new DepthMomentum.Nesterov();
              case "adam" -> new DepthMomentum.Adam();
              case "robust" -> new DepthMomentum.Robust();
              default -> new DepthMomentum.Plain();
            },
            balance));
  }

  private static int inputs(DataSet examples) {
    int count = 1;
    for (long size : examples.inputShape()) {
      count = Math.multiplyExact(count, (int) size);
    }
    return count;
  }

  private List<Integer> widths(Fields of, String key) {
    var widths = new ArrayList<Integer>();
    Yaml node = of.get(key);
    if (node instanceof Yaml.Listing(List<Yaml> items, _)) {
      for (Yaml item : items) {
        Long width = scalars.whole(item);
        if (width != null && (width < 1 || width > 1_000_000)) {
          mistakes.add(item.place(), "a width is 1 to a million, not " + width);
        }
        widths.add(width == null ? 1 : width.intValue());
      }
    } else if (node != null) {
      mistakes.add(node.place(), "expected a list of widths such as [64], found " + node.words());
    }
    return widths;
  }
}
