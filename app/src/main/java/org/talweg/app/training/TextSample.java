package org.talweg.app.training;

import java.util.Optional;
import org.talweg.learn.data.TextWindows;
import org.talweg.learn.model.Transformer;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Weights;
import org.talweg.learn.train.Training;

/** Writes text with a model that has learned one, the same for the same seed. */
public record TextSample(Transformer model, TextWindows text, Weights weights) {
  /** How far the likeliest symbols are preferred where nobody says. */
  public static final double TEMPERATURE = 0.8;

  /** Where the training is of a text. */
  public static Optional<TextSample> of(Training training, Weights weights) {
    return training.model() instanceof Transformer model
            && training.examples() instanceof TextWindows text
        ? Optional.of(new TextSample(model, text, weights))
        : Optional.empty();
  }

  /**
   * The prompt and what follows it.
   *
   * @param prompt where it is empty, the text begins after the end of a line
   * @throws IllegalArgumentException where a character of the prompt is unknown to the model
   */
  public String after(String prompt, int length, double temperature, long seed) {
    String start = prompt.isEmpty() ? first() : prompt;
    try (Params parameters = weights.fixed()) {
      long[] symbols = model.sample(parameters, text.encode(start), length, temperature, seed);
      return text.decode(symbols).substring(prompt.isEmpty() ? start.length() : 0);
    }
  }

  private String first() {
    return text.alphabet().contains("\n")
        ? "\n"
        : Character.toString(text.alphabet().codePointAt(0));
  }
}
