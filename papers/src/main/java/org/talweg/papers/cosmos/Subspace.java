package org.talweg.papers.cosmos;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.talweg.learn.data.Order;
import org.talweg.learn.gradient.Descent;
import org.talweg.learn.gradient.Memory;
import org.talweg.learn.gradient.Rate;
import org.talweg.learn.optimizer.Cosmos;
import org.talweg.learn.schedule.Schedule;
import org.talweg.learn.tensor.Layout;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Precision;
import org.talweg.learn.tensor.Torch;
import org.talweg.learn.train.Training;
import org.talweg.papers.training.Fit;
import org.talweg.papers.training.Tasks;

/**
 * How well the columns of U, which COSMOS moves by one power step a step, span the leading
 * eigenvectors of what they approximate:
 *
 * <pre>
 *   C &lt;- b3 C + (1 - b3) G G'        cosine of eigenvector e: ||U'e||
 * </pre>
 */
final class Subspace {
  private static final int BATCH = 128;
  private static final double RATE = 1e-2;

  private Subspace() {}

  /** The mean cosine of the leading eigenvectors over both hidden matrices. */
  static double cosine(Cosmos cosmos, int leading, int steps, long seed) {
    Torch.threads(1);
    Training training = Tasks.WIDE_TEACHER.draw(seed);
    var order = new Order(training.examples().size(), BATCH, seed);
    var rule = cosmos.direction().then(new Rate(RATE, Schedule.CONSTANT));
    List<String> names = List.of("layers.0.weight", "layers.1.weight");
    Map<String, Params> averages = new HashMap<>();
    try (Params w = Fit.begin(training, seed);
        var descent = new Descent(w, rule, steps)) {
      for (String name : names) {
        long a = w.get(name).size(0);
        averages.put(name, Params.zeros(Layout.of("c", a, a), Precision.SINGLE));
      }
      for (int t = 1; t <= steps; t++) {
        long[] rows = order.batch(t);
        descent.gradient(() -> training.loss(w, training.examples().batch(rows)));
        averages.forEach((name, c) -> average(c.get("c"), w.gradient().get(name), cosmos.beta3()));
        descent.apply();
      }
      Params u = tree(descent.memory(), "u");
      double sum = 0;
      for (Map.Entry<String, Params> c : averages.entrySet()) {
        sum += cosine(c.getValue().get("c"), u.get(c.getKey()), leading);
      }
      return sum / averages.size();
    } finally {
      averages.values().forEach(Params::close);
    }
  }

  private static void average(Tensor c, Tensor g, double beta) {
    try (var scope = new PointerScope();
        var guard = new NoGradGuard()) {
      c.lerp_(g.matmul(g.t()), Torch.scalar(1 - beta));
    }
  }

  private static double cosine(Tensor c, Tensor u, int leading) {
    try (var scope = new PointerScope();
        var guard = new NoGradGuard()) {
      Tensor vectors = torch.linalg_eigh(c).get1();
      Tensor first = vectors.narrow(1, vectors.size(1) - leading, leading);
      return u.t().matmul(first).square().sum(0).sqrt().mean().item_double();
    }
  }

  /** The tree of that name, wherever it lies. */
  private static Params tree(Memory memory, String name) {
    if (memory.trees().containsKey(name)) {
      return memory.tree(name);
    }
    return memory.parts().stream()
        .filter(part -> holds(part, name))
        .map(part -> tree(part, name))
        .findFirst()
        .orElseThrow();
  }

  private static boolean holds(Memory memory, String name) {
    return memory.trees().containsKey(name)
        || memory.parts().stream().anyMatch(part -> holds(part, name));
  }
}
