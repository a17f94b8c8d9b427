package org.talweg.learn.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.talweg.learn.data.Batch;
import org.talweg.learn.data.DataSet;
import org.talweg.learn.data.TextWindows;
import org.talweg.learn.model.Model;
import org.talweg.learn.tensor.MixedPrecision;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Precision;
import org.talweg.learn.tensor.Torch;
import org.talweg.learn.tensor.Weights;
import org.talweg.model.Assessment;
import org.talweg.model.AssessmentException;
import org.talweg.model.Features;
import org.talweg.model.Form;
import org.talweg.model.Objective;
import org.talweg.model.Problem;

/**
 * A model to be trained:
 *
 * <pre>
 *   minimise over w   (1/N) sum over examples i of loss( model(w, x_i), y_i )
 * </pre>
 *
 * <p>A solution is judged on examples of their own, the validation set, by their loss or accuracy.
 * One evaluation of the budget is one gradient of one batch.
 */
public final class Training implements Problem<Weights> {
  public static final Form TRAINING = new Form("training");

  /** How many examples there are to learn from. */
  public static final String EXAMPLES = "examples";

  /** Examples assessed at a time. */
  private static final int CHUNK = 500;

  private final String name;
  private final Model model;
  private final DataSet examples;
  private final DataSet validation;
  private final Loss loss;
  private final Settings settings;
  private final @Nullable Weights start;
  private @Nullable Weights lastWeights;
  private @Nullable Assessment lastAssessment;

  /**
   * States a training.
   *
   * @param examples to learn from
   * @param validation to judge by
   */
  public Training(
      String name,
      Model model,
      DataSet examples,
      DataSet validation,
      Loss loss,
      Settings settings) {
    this(name, model, examples, validation, loss, settings, null);
  }

  private Training(
      String name,
      Model model,
      DataSet examples,
      DataSet validation,
      Loss loss,
      Settings settings,
      @Nullable Weights start) {
    if (examples.size() < 1 || validation.size() < 1) {
      throw new IllegalArgumentException(
          "%d examples to learn from and %d to judge by: both are at least 1"
              .formatted(examples.size(), validation.size()));
    }
    this.name = name;
    this.model = model;
    this.examples = examples;
    this.validation = validation;
    this.loss = loss;
    this.settings = settings;
    this.start = start;
  }

  /** The same training with other settings. */
  public Training with(Settings other) {
    return new Training(name, model, examples, validation, loss, other, start);
  }

  /**
   * The same training from weights that another one has learned.
   *
   * @throws IllegalArgumentException where they are of another model
   */
  public Training from(Weights weights) {
    String difference = model.layout().difference(weights.layout());
    if (!difference.isEmpty()) {
      throw new IllegalArgumentException(
          "the weights to start from are of another model: " + difference);
    }
    return new Training(name, model, examples, validation, loss, settings, weights);
  }

  public Model model() {
    return model;
  }

  public DataSet examples() {
    return examples;
  }

  public DataSet validation() {
    return validation;
  }

  public Loss loss() {
    return loss;
  }

  public Settings settings() {
    return settings;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Form form() {
    return TRAINING;
  }

  @Override
  public Features features() {
    return Features.none()
        .with(Features.DIMENSION, model.layout().count())
        .with(EXAMPLES, examples.size())
        .with(Features.OBJECTIVES, 1)
        .with(Features.NOISY, 1);
  }

  @Override
  public List<Objective> objectives() {
    return List.of(
        settings.goal() == Settings.Goal.LOSS
            ? Objective.minimize("loss")
            : Objective.maximize("accuracy"));
  }

  /** The loss of a batch, to be differentiated. */
  public Tensor loss(Params parameters, Batch batch) {
    if (!settings.mixed()) {
      return loss.value(model.forward(parameters, batch.inputs(), true), batch.targets());
    }
    try (var mixed = new MixedPrecision()) {
      return loss.value(model.forward(parameters, batch.inputs(), true), batch.targets());
    }
  }

  @Override
  public Assessment assess(Weights weights) throws AssessmentException {
    if (lastAssessment != null && lastWeights != null && weights.equals(lastWeights)) {
      return lastAssessment;
    }
    String difference = model.layout().difference(weights.layout());
    if (!difference.isEmpty()) {
      throw new AssessmentException("the weights are of another model: " + difference);
    }
    Map<String, Double> measures = measure(weights, validation);
    double value = measures.getOrDefault("loss", Double.NaN);
    if (!Double.isFinite(value)) {
      throw new AssessmentException("the validation loss is " + value);
    }
    double objective =
        settings.goal() == Settings.Goal.LOSS
            ? value
            : measures.getOrDefault("accuracy", Double.NaN);
    if (Double.isNaN(objective)) {
      throw new AssessmentException(loss + " has no accuracy");
    }
    var assessment = new Assessment(List.of(objective), 0, OptionalDouble.empty(), measures);
    lastWeights = weights;
    lastAssessment = assessment;
    return assessment;
  }

  /** Loss and whatever else the loss measures, as means over a set of examples. */
  public Map<String, Double> measure(Weights weights, DataSet set) {
    var sums = new LinkedHashMap<String, Double>();
    try (Params parameters = weights.fixed()) {
      for (long from = 0; from < set.size(); from += CHUNK) {
        long until = Math.min(set.size(), from + CHUNK);
        try (var scope = new PointerScope();
            var guard = new NoGradGuard()) {
          Batch batch = set.batch(LongStream.range(from, until).toArray());
          Tensor outputs = model.forward(parameters, batch.inputs(), false);
          double share = (double) (until - from) / set.size();
          sums.merge(
              "loss", share * loss.value(outputs, batch.targets()).item_double(), Double::sum);
          loss.measures(outputs, batch.targets())
              .forEach((measure, value) -> sums.merge(measure, share * value, Double::sum));
        }
      }
    } catch (RuntimeException e) {
      throw new IllegalStateException("the model cannot be judged: " + Torch.message(e), e);
    }
    return sums;
  }

  /** Whether what was measured reaches the target. */
  public boolean reached(Checkpoint.Point point) {
    Objective objective = objectives().getFirst();
    return settings.target().isPresent()
        && objective.direction().cost(point.validation(objective.name()))
            <= objective.direction().cost(settings.target().getAsDouble());
  }

  /** What a file of weights tells of their making, and of what is needed to use them. */
  public Map<String, String> facts(String optimizer) {
    var facts = new LinkedHashMap<String, String>();
    facts.put("training", name + " by " + optimizer);
    facts.put("model", model.toString());
    if (examples instanceof TextWindows text) {
      facts.put(TextWindows.ALPHABET, text.alphabet());
    }
    return facts;
  }

  /** Trainable parameters, drawn by a seed or those to start from; to be closed. */
  public Params begin(long seed) {
    Params parameters = Params.trainable(model.layout(), Precision.SINGLE);
    if (start == null) {
      model.initialize(parameters, seed);
    } else {
      parameters.set(start);
    }
    return parameters;
  }
}
