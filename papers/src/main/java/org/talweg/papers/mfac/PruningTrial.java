package org.talweg.papers.mfac;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.talweg.learn.curvature.Pruning;
import org.talweg.learn.data.Order;
import org.talweg.learn.gradient.Descent;
import org.talweg.learn.gradient.Rate;
import org.talweg.learn.optimizer.AdamW;
import org.talweg.learn.schedule.Cosine;
import org.talweg.learn.tensor.Layout;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Torch;
import org.talweg.learn.tensor.Weights;
import org.talweg.learn.train.Training;
import org.talweg.papers.training.Fit;
import org.talweg.papers.training.Tasks;

/**
 * A classifier of digits, trained by Adam and then pruned at once to several sparsities by every
 * rule, without any training after it.
 *
 * @param dense the test accuracy before
 * @param pruned the test accuracies by rule and sparsity
 */
record PruningTrial(double dense, Map<Pruning.Rule, Map<Double, Double>> pruned) {
  static final List<Double> SPARSITIES = List.of(0.5, 0.7, 0.8, 0.9);
  private static final int BATCH = 64;
  private static final double RATE = 3e-3;

  static PruningTrial of(int steps, int gradients, int rounds, long seed) {
    Torch.threads(1);
    Training training = Tasks.WIDE_DIGITS.draw(seed);
    Weights trained = trained(training, steps, seed);
    Map<Pruning.Rule, Map<Double, Double>> pruned = new LinkedHashMap<>();
    for (Pruning.Rule rule : Pruning.Rule.values()) {
      var pruning = new Pruning(rule, gradients, 1, 1e-5, rounds, Layout.Entry::isMatrix);
      var bySparsity = new LinkedHashMap<Double, Double>();
      for (double sparsity : SPARSITIES) {
        Weights left = pruning.prune(training, trained, sparsity, seed);
        bySparsity.put(sparsity, accuracy(training, left));
      }
      pruned.put(rule, bySparsity);
    }
    return new PruningTrial(accuracy(training, trained), pruned);
  }

  private static Weights trained(Training training, int steps, long seed) {
    var rule = new AdamW(0.9, 0.999, 1e-8, 0).direction().then(new Rate(RATE, new Cosine(0)));
    var order = new Order(training.examples().size(), BATCH, seed);
    try (Params w = Fit.begin(training, seed);
        var descent = new Descent(w, rule, steps)) {
      for (int t = 1; t <= steps; t++) {
        long[] rows = order.batch(t);
        descent.step(() -> training.loss(w, training.examples().batch(rows)));
      }
      return w.weights();
    }
  }

  private static double accuracy(Training training, Weights weights) {
    return training.measure(weights, training.validation()).getOrDefault("accuracy", 0.0);
  }

  double accuracy(Pruning.Rule rule, double sparsity) {
    return pruned.getOrDefault(rule, Map.of()).getOrDefault(sparsity, 0.0);
  }
}
