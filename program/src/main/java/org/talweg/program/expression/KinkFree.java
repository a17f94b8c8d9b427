package org.talweg.program.expression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.talweg.program.expression.Kinks.Kink;

/** Builds the program with variables in place of kinks that {@link Kinks} describes. */
final class KinkFree {
  private static final double INF = Double.POSITIVE_INFINITY;

  private final Kinks of;
  private final Algebra from;
  private final Dag into = new Dag();
  private final int[] made;
  private final List<Row> rows = new ArrayList<>();
  private final List<Double> low = new ArrayList<>();
  private final List<Double> high = new ArrayList<>();
  private final List<String> rowNames = new ArrayList<>();

  KinkFree(Kinks of) {
    this.of = of;
    this.from = of.algebra;
    this.made = new int[of.ranges.length];
  }

  Algebra build() {
    int n = from.variables();
    int next = 0;
    for (int node = 0; node < made.length; node++) {
      if (next < of.kinks.size() && of.kinks.get(next).node() == node) {
        made[node] = into.variable(n + next++);
      } else if (of.pressed[node] != 0) {
        made[node] = of.copy(node, made, into);
      }
    }
    double[] starts = of.values(from.start());
    int z = n + of.kinks.size();
    int all = z + of.kinks.stream().filter(Kink::switched).mapToInt(Kink::rows).sum();
    double[] lower = Arrays.copyOf(from.lower(), all);
    double[] upper = Arrays.copyOf(from.upper(), all);
    double[] start = Arrays.copyOf(from.start(), all);
    boolean[] whole = Arrays.copyOf(from.integer(), all);
    var names = new ArrayList<String>();
    for (int j = 0; j < n; j++) {
      names.add(from.variableName(j));
    }
    for (int k = 0; k < of.kinks.size(); k++) {
      Kink kink = of.kinks.get(k);
      lower[n + k] = kink.switched() ? of.ranges[kink.node()].low() : -INF;
      upper[n + k] = kink.switched() ? of.ranges[kink.node()].high() : INF;
      start[n + k] = Double.isFinite(starts[k]) ? starts[k] : 0;
      names.add(from.dag().op(kink.node()).name().toLowerCase(Locale.ROOT) + (k + 1));
    }
    for (int k = 0; k < of.kinks.size(); k++) {
      pieces(of.kinks.get(k), n + k, names.get(n + k));
    }
    for (int k = 0; k < of.kinks.size(); k++) {
      if (of.kinks.get(k).switched()) {
        int count = of.kinks.get(k).rows();
        choose(of.kinks.get(k), n + k, z, names.get(n + k));
        for (int p = 0; p < count; p++, z++) {
          upper[z] = 1;
          whole[z] = true;
          names.add(names.get(n + k) + "." + (p + 1));
        }
      }
    }
    Algebra same = of.with(into, row -> made[row.nonlinear()]);
    var constraintNames = new ArrayList<String>();
    for (int i = 0; i < same.constraints().size(); i++) {
      constraintNames.add(same.constraintName(i));
    }
    constraintNames.addAll(rowNames);
    var constraints = new ArrayList<>(same.constraints());
    constraints.addAll(rows);
    return new Algebra(
        same.name(),
        into,
        names,
        lower,
        upper,
        whole,
        start,
        same.direction(),
        same.objective(),
        constraintNames,
        constraints,
        joined(same.constraintLower(), low),
        joined(same.constraintUpper(), high));
  }

  private static double[] joined(double[] first, List<Double> more) {
    double[] all = Arrays.copyOf(first, first.length + more.size());
    Arrays.setAll(all, i -> i < first.length ? first[i] : more.get(i - first.length));
    return all;
  }

  private void add(Row row, double atLeast, double atMost, String name) {
    rows.add(row);
    low.add(atLeast);
    high.add(atMost);
    rowNames.add(name);
  }

  private boolean max(Kink kink) {
    return from.dag().op(kink.node()) != Op.MIN;
  }

  /** The pieces, in the new graph. */
  private int[] expressions(Kink kink) {
    int first = made[kink.pieces()[0]];
    return kink.pieces().length == 1
        ? new int[] {first, into.negate(first)}
        : Arrays.stream(kink.pieces()).map(p -> made[p]).toArray();
  }

  /** Every piece p of a maximum t: p - t at most 0; of a minimum, at least. */
  private void pieces(Kink kink, int t, String name) {
    for (int p : expressions(kink)) {
      Row row = new Row(new int[] {t}, new double[] {-1}, p);
      add(row, max(kink) ? -INF : 0, max(kink) ? 0 : INF, name + " piece");
    }
  }

  /** Big-M rows for the binaries from z on. */
  private void choose(Kink kink, int t, int z, String name) {
    int[] pieces = expressions(kink);
    Range[] range = new Range[pieces.length];
    Range whole = of.ranges[kink.pieces()[0]];
    for (int k = 0; k < pieces.length; k++) {
      range[k] =
          kink.pieces().length == 1
              ? (k == 0 ? whole : whole.negated())
              : of.ranges[kink.pieces()[k]];
    }
    double top = Arrays.stream(range).mapToDouble(Range::high).max().orElseThrow();
    double bottom = Arrays.stream(range).mapToDouble(Range::low).min().orElseThrow();
    int[] binaries = new int[pieces.length];
    double[] ones = new double[pieces.length];
    for (int k = 0; k < pieces.length; k++) {
      // max: p - t - M z >= -M;  min: p - t + M z <= M
      double m = max(kink) ? top - range[k].low() : range[k].high() - bottom;
      Row row = new Row(new int[] {t, z + k}, new double[] {-1, max(kink) ? -m : m}, pieces[k]);
      add(row, max(kink) ? -m : -INF, max(kink) ? INF : m, name + " if chosen");
      binaries[k] = z + k;
      ones[k] = 1;
    }
    add(new Row(binaries, ones, into.constant(0)), 1, 1, name + " is one piece");
  }
}
