package org.talweg.learn.curvature;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.PointerScope;
import org.talweg.learn.data.Order;
import org.talweg.learn.tensor.Layout;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Torch;
import org.talweg.learn.tensor.Weights;
import org.talweg.learn.train.Training;

/**
 * Removes the weights of a trained model that matter least, in rounds:
 *
 * <pre>
 *   s_k = w_k^2 / (2 (F^-1)_kk)              how much the loss rises without weight k
 *   Q = the weights of smallest s_k,   z_k = w_k / (F^-1)_kk in Q, 0 elsewhere
 *   w &lt;- w - F^-1 z,   w_k &lt;- 0 in Q     the others make up for those removed
 * </pre>
 *
 * <p>Source: Hassibi and Stork 1993 (optimal brain surgeon) with F by {@link InverseFisher} as in
 * Frantar et al. 2021 (M-FAC). Before every round the gradients are computed anew, without the
 * numbers of weights that are gone; the share of weights that stay falls by the same factor in
 * every round. Cost of a round: m gradients, and the factorization of {@link InverseFisher}.
 *
 * @param rule what s is
 * @param gradients m
 * @param batch examples per gradient; 1 for the Fisher matrix of examples
 * @param damping lambda
 * @param rounds in how many the sparsity is reached
 * @param chosen which tensors lose weights; the others only make up
 */
public record Pruning(
    Rule rule,
    int gradients,
    int batch,
    double damping,
    int rounds,
    Predicate<Layout.Entry> chosen) {
  /** How weights are judged. */
  public enum Rule {
    /** By their size. Nothing makes up. */
    MAGNITUDE,
    /** s_k = w_k^2 F_kk / 2, as if F were diagonal. Nothing makes up. */
    DIAGONAL,
    /** As above. */
    FULL
  }

  public Pruning {
    if (gradients < 1 || batch < 1 || !(damping > 0) || rounds < 1) {
      throw new IllegalArgumentException(
          "%d gradients of %d examples, damping %s, %d rounds"
              .formatted(gradients, batch, damping, rounds));
    }
  }

  /** By 512 gradients of one example each, damping 1e-5, ten rounds, of matrices alone. */
  public Pruning() {
    this(Rule.FULL, 512, 1, 1e-5, 10, Layout.Entry::isMatrix);
  }

  public Pruning with(Rule other) {
    return new Pruning(other, gradients, batch, damping, rounds, chosen);
  }

  public Pruning withDamping(double other) {
    return new Pruning(rule, gradients, batch, other, rounds, chosen);
  }

  /**
   * The weights with a share of the chosen ones zero.
   *
   * @param sparsity that share, from 0 to 1
   * @param seed of the examples that are differentiated
   */
  public Weights prune(Training training, Weights weights, double sparsity, long seed) {
    if (!(sparsity >= 0 && sparsity < 1)) {
      throw new IllegalArgumentException("a sparsity is from 0 to below 1, not " + sparsity);
    }
    var order = new Order(training.examples().size(), batch, seed);
    List<long[]> batches = LongStream.rangeClosed(1, gradients).mapToObj(order::batch).toList();
    try (Params w = weights.trainable()) {
      boolean[] open = open(weights.layout());
      boolean[] gone = new boolean[open.length];
      int total = count(open);
      for (int round = 1; round <= rounds; round++) {
        double kept = Math.pow(1 - sparsity, (double) round / rounds);
        int removed = total - (int) Math.round(kept * total);
        round(training, w, batches, open, gone, removed - count(gone));
      }
      return w.weights();
    }
  }

  private boolean[] open(Layout layout) {
    boolean[] open = new boolean[Math.toIntExact(layout.count())];
    for (Layout.Entry entry : layout.entries()) {
      if (chosen.test(entry)) {
        Arrays.fill(open, (int) entry.offset(), (int) (entry.offset() + entry.count()), true);
      }
    }
    return open;
  }

  private static int count(boolean[] flags) {
    int count = 0;
    for (boolean flag : flags) {
      count += flag ? 1 : 0;
    }
    return count;
  }

  private void round(
      Training training,
      Params parameters,
      List<long[]> batches,
      boolean[] open,
      boolean[] gone,
      int more) {
    double[] w = Torch.doubles(parameters.flat());
    try (var scope = new PointerScope()) {
      switch (rule) {
        case MAGNITUDE -> {
          double[] s = new double[w.length];
          Arrays.setAll(s, k -> Math.abs(w[k]));
          remove(w, s, open, gone, more);
        }
        case DIAGONAL -> {
          var rows = Gradients.at(training, parameters, batches);
          double[] s = Torch.doubles(rows.square().mean(0));
          Arrays.setAll(s, k -> w[k] * w[k] * (s[k] + damping) / 2);
          remove(w, s, open, gone, more);
        }
        case FULL -> surgery(training, parameters, batches, w, open, gone, more);
      }
      parameters.flat().copy_(Torch.tensor(w, w.length));
    }
  }

  private void surgery(
      Training training,
      Params parameters,
      List<long[]> batches,
      double[] w,
      boolean[] open,
      boolean[] gone,
      int more) {
    double[] stay = new double[w.length];
    Arrays.setAll(stay, k -> gone[k] ? 0 : 1);
    var rows = Gradients.at(training, parameters, batches).mul(Torch.tensor(stay, stay.length));
    try (var inverse = InverseFisher.of(rows, damping)) {
      double[] diagonal = inverse.diagonal();
      double[] s = new double[w.length];
      Arrays.setAll(s, k -> w[k] * w[k] / (2 * diagonal[k]));
      double[] z = new double[w.length];
      double[] before = w.clone();
      for (int k : remove(w, s, open, gone, more)) {
        z[k] = before[k] / diagonal[k];
      }
      double[] change = inverse.times(z);
      for (int k = 0; k < w.length; k++) {
        w[k] = gone[k] ? 0 : w[k] - change[k];
      }
    }
  }

  /** Sets so many weights of smallest s to 0, and says which. */
  private static int[] remove(double[] w, double[] s, boolean[] open, boolean[] gone, int more) {
    int[] order =
        java.util.stream.IntStream.range(0, w.length)
            .filter(k -> open[k] && !gone[k])
            .boxed()
            .sorted(java.util.Comparator.comparingDouble(k -> s[k]))
            .limit(more)
            .mapToInt(k -> k)
            .toArray();
    for (int k : order) {
      w[k] = 0;
      gone[k] = true;
    }
    return order;
  }
}
