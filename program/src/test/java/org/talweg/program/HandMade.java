package org.talweg.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** A small program written by hand, with exact derivatives, all structures dense. */
public final class HandMade implements Nlp {
  private static final double INF = Double.POSITIVE_INFINITY;

  private record Row(Function<Jet[], Jet> function, double lower, double upper) {}

  private final double[] start;
  private final double[] lower;
  private final double[] upper;
  private final Function<Jet[], Jet> objective;
  private final List<Row> rows = new ArrayList<>();

  private HandMade(Function<Jet[], Jet> objective, double[] start) {
    this.objective = objective;
    this.start = start;
    this.lower = new double[start.length];
    this.upper = new double[start.length];
    Arrays.fill(lower, -INF);
    Arrays.fill(upper, INF);
  }

  public static HandMade minimise(Function<Jet[], Jet> objective, double... start) {
    return new HandMade(objective, start);
  }

  public HandMade equal(double value, Function<Jet[], Jet> function) {
    return range(value, value, function);
  }

  public HandMade atLeast(double value, Function<Jet[], Jet> function) {
    return range(value, INF, function);
  }

  public HandMade atMost(double value, Function<Jet[], Jet> function) {
    return range(-INF, value, function);
  }

  public HandMade range(double from, double to, Function<Jet[], Jet> function) {
    rows.add(new Row(function, from, to));
    return this;
  }

  /** Bounds for one variable. */
  public HandMade bound(int i, double from, double to) {
    lower[i] = from;
    upper[i] = to;
    return this;
  }

  /** Bounds for all variables. */
  public HandMade box(double from, double to) {
    Arrays.fill(lower, from);
    Arrays.fill(upper, to);
    return this;
  }

  private Jet[] jets(double[] x) {
    var jets = new Jet[x.length];
    for (int i = 0; i < x.length; i++) {
      jets[i] = Jet.variable(x[i], i, x.length);
    }
    return jets;
  }

  @Override
  public int variables() {
    return start.length;
  }

  @Override
  public int constraints() {
    return rows.size();
  }

  @Override
  public double[] lower() {
    return lower;
  }

  @Override
  public double[] upper() {
    return upper;
  }

  @Override
  public double[] constraintLower() {
    return rows.stream().mapToDouble(Row::lower).toArray();
  }

  @Override
  public double[] constraintUpper() {
    return rows.stream().mapToDouble(Row::upper).toArray();
  }

  @Override
  public double[] start() {
    return start;
  }

  @Override
  public double objective(double[] x) {
    return objective.apply(jets(x)).value();
  }

  @Override
  public void gradient(double[] x, double[] gradient) {
    System.arraycopy(objective.apply(jets(x)).gradient(), 0, gradient, 0, x.length);
  }

  @Override
  public void constraints(double[] x, double[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = rows.get(i).function.apply(jets(x)).value();
    }
  }

  @Override
  public Sparsity jacobianSparsity() {
    int n = start.length;
    int size = rows.size() * n;
    var row = new int[size];
    var column = new int[size];
    for (int k = 0; k < size; k++) {
      row[k] = k / n;
      column[k] = k % n;
    }
    return new Sparsity(rows.size(), n, row, column);
  }

  @Override
  public void jacobian(double[] x, double[] values) {
    for (int i = 0; i < rows.size(); i++) {
      double[] g = rows.get(i).function.apply(jets(x)).gradient();
      System.arraycopy(g, 0, values, i * x.length, x.length);
    }
  }

  @Override
  public Sparsity hessianSparsity() {
    int n = start.length;
    var row = new int[n * (n + 1) / 2];
    var column = new int[row.length];
    int k = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        row[k] = i;
        column[k++] = j;
      }
    }
    return new Sparsity(n, n, row, column);
  }

  @Override
  public void hessian(double[] x, double sigma, double[] y, double[] values) {
    Arrays.fill(values, 0);
    add(objective.apply(jets(x)).hessian(), sigma, values);
    for (int i = 0; i < rows.size(); i++) {
      add(rows.get(i).function.apply(jets(x)).hessian(), y[i], values);
    }
  }

  private static void add(double[][] h, double factor, double[] values) {
    int k = 0;
    for (int i = 0; i < h.length; i++) {
      for (int j = 0; j <= i; j++) {
        values[k++] += factor * h[i][j];
      }
    }
  }
}
