package org.talweg.learn.optimizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import org.talweg.engine.Capability;
import org.talweg.learn.gradient.Chain;
import org.talweg.learn.gradient.Decay;
import org.talweg.learn.gradient.Memory;
import org.talweg.learn.gradient.Moments;
import org.talweg.learn.gradient.Partition;
import org.talweg.learn.gradient.Transformation;
import org.talweg.learn.gradient.Update;
import org.talweg.learn.tensor.Layout;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Precision;
import org.talweg.learn.tensor.Torch;

/**
 * Adam on a small part of every hidden matrix, the sign of the gradient on the rest; Adam
 * throughout for embeddings, offsets, gains and the last layer.
 *
 * <pre>
 *   every T steps:  a new projector P, and m = v = 0
 *   m &lt;- b1 m + (1 - b1) P(G)        v &lt;- b2 v + (1 - b2) P(G)^2
 *   u = (m / (1 - b1^s)) / (sqrt(v / (1 - b2^s)) + eps),   s counted from the last reset
 *   W &lt;- W - eta ( P^-1(u) + c free(G - P^-1 P(G)) + lambda W )
 * </pre>
 *
 * <p>Source: Zmushko et al. 2024, algorithm 1. The projector takes random columns, drawn from the
 * seed, or the leading left singular vectors of the gradient at the reset. State: 2 rho N for a
 * matrix of N numbers with columns; with singular vectors of a rows also their rho a^2.
 *
 * @param density rho, the share of each matrix with state; 0 for signs alone
 * @param period T; 200
 * @param projector which part has state
 * @param sign whether the free part moves by signs, or else by the gradient itself
 * @param freeRate c; 1 for signs
 * @param beta1 b1; 0.9
 * @param beta2 b2; 0.999
 * @param epsilon eps; 1e-8
 * @param decay lambda; 0
 * @param seed of the random columns
 */
public record Frugal(
    double density,
    int period,
    Projector projector,
    boolean sign,
    double freeRate,
    double beta1,
    double beta2,
    double epsilon,
    double decay,
    long seed)
    implements Optimizer {
  /** Which part of a matrix has state. */
  public enum Projector {
    COLUMNS,
    SINGULAR_VECTORS
  }

  public Frugal {
    if (!(density >= 0 && density <= 1) || period < 1) {
      throw new IllegalArgumentException("density " + density + ", period " + period);
    }
  }

  public Frugal() {
    this(0.25, 200, Projector.COLUMNS, true, 1, 0.9, 0.999, 1e-8, 0, 1);
  }

  @Override
  public Capability capability() {
    return Optimizer.profile(
        "frugal", "Adam on a part of each matrix, signs on the rest; little memory.", "frugal");
  }

  @Override
  public double reach() {
    return 0.52;
  }

  @Override
  public double rate() {
    return 1e-3;
  }

  @Override
  public Transformation direction() {
    return Chain.of(
        new Partition(Matrices::hidden, new Split(this), new Moments(beta1, beta2, epsilon)),
        new Decay(decay));
  }

  /** The columns of a matrix that have state from a step on, rising. */
  public static long[] columns(Frugal frugal, Layout.Entry entry, long reset) {
    long count = Matrices.columns(entry);
    var random = new SplittableRandom(frugal.seed + 31L * entry.name().hashCode() + reset);
    long[] order = LongStream.range(0, count).toArray();
    int wanted = (int) Math.round(frugal.density * count);
    for (int i = 0; i < wanted; i++) {
      int j = i + random.nextInt(order.length - i);
      long taken = order[j];
      order[j] = order[i];
      order[i] = taken;
    }
    long[] chosen = Arrays.copyOf(order, wanted);
    Arrays.sort(chosen);
    return chosen;
  }

  /** The step of matrices. */
  private static final class Split implements Transformation {
    private final Frugal of;

    /** What was drawn last, by any of the trainings that share this: saves drawing it again. */
    private volatile @Nullable Drawn last;

    Split(Frugal of) {
      this.of = of;
    }

    private boolean byColumns() {
      return of.projector == Projector.COLUMNS;
    }

    private long size(Layout.Entry entry) {
      return Math.round(
          of.density * (byColumns() ? Matrices.columns(entry) : Matrices.rows(entry)));
    }

    @Override
    public Memory begin(Layout layout, Precision precision) {
      Layout.Builder inside = Layout.builder();
      Layout.Builder vectors = Layout.builder();
      for (Layout.Entry entry : layout.entries()) {
        if (byColumns()) {
          inside.add(entry.name(), Matrices.rows(entry), size(entry));
        } else {
          inside.add(entry.name(), size(entry), Matrices.columns(entry));
          vectors.add(entry.name(), Matrices.rows(entry), size(entry));
        }
      }
      var trees = new LinkedHashMap<String, Params>();
      trees.put("m", Params.zeros(inside.build(), precision));
      trees.put("v", Params.zeros(inside.build(), precision));
      if (!byColumns()) {
        trees.put("p", Params.zeros(vectors.build(), precision));
      }
      return new Memory(trees, List.of());
    }

    @Override
    public void apply(Update update, Memory memory) {
      Params tree = update.wholeTree();
      long since = (update.step().number() - 1) % of.period + 1;
      if (since == 1) {
        memory.tree("m").flat().zero_();
        memory.tree("v").flat().zero_();
      }
      if (memory.tree("m").layout().count() == 0) {
        free(tree);
      } else if (byColumns()) {
        columns(update, memory, since);
      } else {
        vectors(update, memory, since);
      }
    }

    /** All matrices at once. */
    private void columns(Update update, Memory memory, long since) {
      Params tree = update.tree();
      Drawn drawn = drawn(tree.layout(), update.step().number() - since);
      Tensor m = memory.tree("m").flat();
      Tensor inside = torch.empty_like(m);
      Tensor[] places = new Tensor[drawn.columns().size()];
      long from = 0;
      for (int i = 0; i < places.length; i++) {
        long rows = drawn.spread().get(i).size(0);
        long size = drawn.spread().get(i).size(1);
        places[i] = inside.narrow(0, from, rows * size).view(rows, size);
        torch.index_select_out(places[i], matrix(tree, i), 1, drawn.columns().get(i));
        from += rows * size;
      }
      free(tree);
      adam(inside, m, memory.tree("v").flat(), since);
      for (int i = 0; i < places.length; i++) {
        matrix(tree, i).scatter_(1, drawn.spread().get(i), places[i]);
      }
    }

    private static Tensor matrix(Params tree, int entry) {
      return Matrices.of(tree.get(tree.layout().entries().get(entry).name()));
    }

    private Drawn drawn(Layout layout, long reset) {
      Drawn known = last;
      if (known == null || known.reset() != reset || !known.layout().equals(layout)) {
        known = Drawn.of(of, layout, reset);
        last = known;
      }
      return known;
    }

    private void vectors(Update update, Memory memory, long since) {
      for (Layout.Entry entry : update.tree().layout().entries()) {
        Tensor g = Matrices.of(update.tree().get(entry.name()));
        Tensor p = memory.tree("p").get(entry.name());
        if (since == 1) {
          p.copy_(Matrices.leading(g.matmul(g.t()), size(entry)));
        }
        Tensor inside = p.t().matmul(g);
        g.addmm_(p, inside, Torch.scalar(1), Torch.scalar(-1));
        free(g);
        Tensor m = memory.tree("m").get(entry.name());
        adam(inside, m, memory.tree("v").get(entry.name()), since);
        g.addmm_(p, inside, Torch.scalar(1), Torch.scalar(1));
      }
    }

    private void free(Params tree) {
      tree.stretches().forEach(s -> free(s.numbers()));
    }

    private void free(Tensor g) {
      if (of.sign) {
        g.sign_();
      }
      if (of.freeRate != 1) {
        g.mul_(Torch.scalar(of.freeRate));
      }
    }

    /** Turns the inside of the gradient into that of the update. */
    private void adam(Tensor g, Tensor m, Tensor v, long since) {
      m.lerp_(g, Torch.scalar(1 - of.beta1));
      v.mul_(Torch.scalar(of.beta2)).addcmul_(g, g, Torch.scalar(1 - of.beta2));
      double root = Math.sqrt(1 - Math.pow(of.beta2, since));
      torch.sqrt_out(g, v);
      torch.div_out(g, m, g.add_(Torch.scalar(of.epsilon * root)));
      g.mul_(Torch.scalar(root / (1 - Math.pow(of.beta1, since))));
    }
  }

  /**
   * The columns of all matrices from a step on. The tensors are freed with this object.
   *
   * @param columns of each matrix
   * @param spread the same beside every one of its rows
   */
  private record Drawn(Layout layout, long reset, List<Tensor> columns, List<Tensor> spread) {
    static Drawn of(Frugal frugal, Layout layout, long reset) {
      var columns = new ArrayList<Tensor>();
      var spread = new ArrayList<Tensor>();
      try (var scope = new PointerScope()) {
        for (Layout.Entry entry : layout.entries()) {
          long[] chosen = Frugal.columns(frugal, entry, reset);
          Tensor index = Torch.tensor(chosen, chosen.length);
          columns.add(Torch.keep(index));
          spread.add(Torch.keep(index.view(1, -1).expand(Matrices.rows(entry), chosen.length)));
        }
      }
      return new Drawn(layout, reset, columns, spread);
    }
  }
}
