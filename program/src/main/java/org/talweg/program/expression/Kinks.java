package org.talweg.program.expression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * The kinks of a program, which are its absolute values, maxima and minima, and programs without
 * them. Each kink
 *
 * <pre>
 *   t = max(p_1, .., p_k),   |p| = max(p, -p),   min(p_1, .., p_k)
 * </pre>
 *
 * becomes a variable t. Where it is pressed downward ({@link Polarity}) it suffices that t is at
 * least every piece (the <em>epigraph</em>); for a minimum, upward and at most. Elsewhere, where
 * the pieces' ranges are finite, binaries z choose the piece that t equals (<em>big-M</em>):
 *
 * <pre>
 *   p_i &lt;= t &lt;= p_i + M_i (1 - z_i),   z_1 + .. + z_k = 1,   M_i = max_j high(p_j) - low(p_i)
 * </pre>
 *
 * Kinks whose sign or order is known from the variables' bounds are none: |x| is x where x &gt;= 0.
 * Maxima within maxima are one. New variables come after the program's own, the t before the
 * binaries; new rows after its own, in the order of the kinks in the graph, a row a piece.
 */
public final class Kinks {
  private static final double INF = Double.POSITIVE_INFINITY;

  /** A kink: which node it is, its pieces, and whether bounds alone do not do. */
  record Kink(int node, int[] pieces, boolean switched) {
    /** How many pieces there are; the one of an absolute value counts twice. */
    int rows() {
      return pieces.length == 1 ? 2 : pieces.length;
    }
  }

  final Algebra algebra;
  final Range[] ranges;
  final int[] pressed;
  final List<Kink> kinks = new ArrayList<>();

  private Kinks(Algebra algebra) {
    this.algebra = algebra;
    Dag dag = algebra.dag();
    int end = algebra.objective().nonlinear() + 1;
    for (Row row : algebra.constraints()) {
      end = Math.max(end, row.nonlinear() + 1);
    }
    if (IntStream.range(0, end).noneMatch(node -> kink(dag.op(node)))) {
      ranges = new Range[0];
      pressed = new int[0];
      return;
    }
    ranges = Range.of(dag, end, algebra.lower(), algebra.upper());
    pressed = Polarity.of(algebra, ranges);
    boolean[] within = withinLike(dag, end);
    for (int node = 0; node < end; node++) {
      if (pressed[node] != 0 && kinked(node) && !within[node]) {
        int wanted = dag.op(node) == Op.MIN ? Polarity.UP : Polarity.DOWN;
        kinks.add(new Kink(node, pieces(node), pressed[node] != wanted));
      }
    }
  }

  /** Finds them; a pass over the graph. */
  public static Kinks of(Algebra algebra) {
    return new Kinks(algebra);
  }

  private static boolean kink(Op op) {
    return op == Op.ABS || op == Op.MAX || op == Op.MIN;
  }

  /** The node that a kink comes to by its arguments' ranges, or the kink itself. */
  private int settled(int node) {
    Dag dag = algebra.dag();
    int a = dag.argument(node, 0);
    switch (dag.op(node)) {
      case ABS -> {
        return ranges[a].nonnegative() ? a : node; // |a| of a <= 0 is made -a where it is copied
      }
      case MAX, MIN -> {
        int b = dag.argument(node, 1);
        boolean aAbove = a == b || ranges[a].low() >= ranges[b].high();
        boolean bAbove = ranges[b].low() >= ranges[a].high();
        boolean max = dag.op(node) == Op.MAX;
        return aAbove ? (max ? a : b) : bAbove ? (max ? b : a) : node;
      }
      default -> {
        return node;
      }
    }
  }

  private boolean kinked(int node) {
    return switch (algebra.dag().op(node)) {
      case ABS -> settled(node) == node && !ranges[algebra.dag().argument(node, 0)].nonpositive();
      case MAX, MIN -> settled(node) == node;
      default -> false;
    };
  }

  /** Whether each node is a maximum used in maxima alone, or a minimum in minima. */
  private boolean[] withinLike(Dag dag, int end) {
    boolean[] like = new boolean[end];
    boolean[] unlike = new boolean[end];
    unlike[algebra.objective().nonlinear()] = true;
    algebra.constraints().forEach(row -> unlike[row.nonlinear()] = true);
    for (int node = 0; node < end; node++) {
      for (int k = 0; pressed[node] != 0 && k < dag.arity(node); k++) {
        int argument = dag.argument(node, k);
        boolean same =
            dag.op(node) == dag.op(argument)
                && (dag.op(node) == Op.MAX || dag.op(node) == Op.MIN)
                && kinked(node);
        like[argument] |= same;
        unlike[argument] |= !same;
      }
    }
    for (int node = 0; node < end; node++) {
      like[node] &= !unlike[node];
    }
    return like;
  }

  /** The arguments, those of like kinks within in their stead; one that repeats counts once. */
  private int[] pieces(int node) {
    Dag dag = algebra.dag();
    if (dag.op(node) == Op.ABS) {
      return new int[] {dag.argument(node, 0)};
    }
    var pieces = new ArrayList<Integer>();
    for (int k = 0; k < 2; k++) {
      int argument = dag.argument(node, k);
      if (dag.op(argument) == dag.op(node) && kinked(argument)) {
        Arrays.stream(pieces(argument)).forEach(pieces::add);
      } else {
        pieces.add(argument);
      }
    }
    return pieces.stream().mapToInt(p -> p).distinct().toArray();
  }

  /** How many there are. */
  public int count() {
    return kinks.size();
  }

  /** How many of them need binaries. */
  public int switches() {
    return (int) kinks.stream().filter(Kink::switched).count();
  }

  /** Whether those that need binaries have pieces of finite range. */
  public boolean bounded() {
    return kinks.stream()
        .allMatch(
            kink ->
                !kink.switched() || Arrays.stream(kink.pieces()).allMatch(p -> ranges[p].finite()));
  }

  /** How many rows the kinks become where none needs binaries. */
  public int rows() {
    return kinks.stream().mapToInt(Kink::rows).sum();
  }

  /** The kinks' values at a point. */
  public double[] values(double[] x) {
    return algebra.dag().evaluate(kinks.stream().mapToInt(Kink::node).toArray(), x);
  }

  /** A point with the kinks' values, and with the first of the pieces that they equal chosen. */
  public double[] extended(double[] x) {
    int n = algebra.variables();
    var all = new ArrayList<Double>();
    for (Kink kink : kinks) {
      if (kink.switched()) {
        double[] pieces = algebra.dag().evaluate(kink.pieces(), x);
        double sign = algebra.dag().op(kink.node()) == Op.MIN ? -1 : 1;
        double[] ordered =
            pieces.length == 1 ? new double[] {pieces[0], -pieces[0]} : pieces.clone();
        int best = 0;
        for (int p = 1; p < ordered.length; p++) {
          best = sign * ordered[p] > sign * ordered[best] ? p : best;
        }
        for (int p = 0; p < ordered.length; p++) {
          all.add(p == best ? 1.0 : 0.0);
        }
      }
    }
    double[] extended = Arrays.copyOf(x, n + kinks.size() + all.size());
    System.arraycopy(values(x), 0, extended, n, kinks.size());
    for (int k = 0; k < all.size(); k++) {
      extended[n + kinks.size() + k] = all.get(k);
    }
    return extended;
  }

  /** The program with variables and rows in place of kinks. */
  public Algebra replaced() {
    return ranges.length == 0 ? algebra : new KinkFree(this).build();
  }

  /**
   * The program with square roots in place of kinks:
   *
   * <pre>
   *   |p|  ~  sqrt(p^2 + e^2),   max(p, q)  ~  (p + q + sqrt((p - q)^2 + e^2)) / 2
   * </pre>
   *
   * too great by at most e, or e/2; where a kink is pressed upward e, or e/2, is taken off, so that
   * what holds of the smooth program holds of this one, but for equations of kinks.
   */
  public Algebra smoothed(double e) {
    if (ranges.length == 0) {
      return algebra;
    }
    Dag into = new Dag();
    int square = into.constant(e * e);
    int[] made = new int[ranges.length];
    for (int node = 0; node < made.length; node++) {
      made[node] = pressed[node] == 0 ? 0 : smooth(node, made, into, square, e);
    }
    return with(into, row -> made[row.nonlinear()]);
  }

  private int smooth(int node, int[] made, Dag into, int square, double e) {
    Dag dag = algebra.dag();
    if (!kinked(node)) {
      return copy(node, made, into);
    }
    boolean abs = dag.op(node) == Op.ABS;
    int a = made[dag.argument(node, 0)];
    int b = abs ? into.constant(0) : made[dag.argument(node, 1)];
    int root = into.apply(Op.SQRT, into.add(into.square(into.subtract(a, b)), square));
    boolean max = dag.op(node) != Op.MIN;
    boolean against = pressed[node] == (max ? Polarity.UP : Polarity.DOWN);
    int size = against ? into.subtract(root, into.constant(e)) : root;
    int sum = into.add(a, b);
    return abs
        ? size
        : into.multiply(into.constant(0.5), max ? into.add(sum, size) : into.subtract(sum, size));
  }

  /** A node other than a kink, with what its arguments became. */
  int copy(int node, int[] made, Dag into) {
    Dag dag = algebra.dag();
    return switch (dag.op(node)) {
      case CONSTANT -> into.constant(dag.value(node));
      case VARIABLE -> into.variable(dag.index(node));
      case PARAMETER -> into.parameter(dag.index(node));
      default -> {
        int settled = settled(node);
        if (settled != node) {
          yield made[settled];
        } else if (dag.op(node) == Op.ABS) {
          yield into.negate(made[dag.argument(node, 0)]);
        }
        int[] of = new int[dag.arity(node)];
        Arrays.setAll(of, k -> made[dag.argument(node, k)]);
        yield into.apply(dag.op(node), of);
      }
    };
  }

  Algebra with(Dag into, ToIntFunction<Row> made) {
    return new Algebra(
        algebra.name(),
        into,
        algebra.variableNames(),
        algebra.lower(),
        algebra.upper(),
        algebra.integer(),
        algebra.start(),
        algebra.direction(),
        row(algebra.objective(), made),
        algebra.constraintNames(),
        algebra.constraints().stream().map(row -> row(row, made)).toList(),
        algebra.constraintLower(),
        algebra.constraintUpper());
  }

  private static Row row(Row row, ToIntFunction<Row> made) {
    return new Row(row.variables(), row.coefficients(), made.applyAsInt(row));
  }
}
