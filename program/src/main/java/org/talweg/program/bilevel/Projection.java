package org.talweg.program.bilevel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.talweg.program.Nlp;
import org.talweg.program.PrimalDual;
import org.talweg.program.Sparsity;
import org.talweg.program.factor.MultifrontalLdl;
import org.talweg.program.interior.InteriorPoint;
import org.talweg.program.interior.Parameters;
import org.talweg.program.interior.Solution;

/**
 * The nearest point of C = {z in X x Y : both levels' constraints hold},
 *
 * <pre>
 *   min 1/2 ||z - t||^2   subject to   l &lt;= A z &lt;= u
 * </pre>
 *
 * with the bounds among the rows. Targets t come one near the other, and so mostly have the same
 * active rows: where the constraints are affine the active rows of the last projection are tried
 * first, by one solve with the factored matrix [I A'; A 0], and kept where the multipliers' signs
 * and the other rows allow it. Otherwise, and always where constraints are curved, the
 * interior-point method finds point and active rows. Constraints count as affine when their
 * Jacobian is the same at three points. C must be convex.
 */
final class Projection {
  private static final double EXACT = 1e-10;
  private static final InteriorPoint SOLVER =
      new InteriorPoint(
          Parameters.defaults(), s -> new MultifrontalLdl(s.rows(), s.row(), s.column()));

  private final Nlp upper;
  private final Nlp lower;
  private final Box box;
  private final int size;
  private final int m; // constraints of both levels
  private final boolean affine;
  private final Sparsity jacobian;
  private final double[] entries;
  private final double[] constants; // of affine constraints
  private final double[] from;
  private final double[] to;
  private final int[] starts; // of the Jacobian's rows
  private BitSet atLower = new BitSet();
  private BitSet atUpper = new BitSet();
  private @Nullable Active active;
  private double[] last;

  Projection(BilevelProgram problem) {
    this.upper = problem.upper();
    this.lower = problem.lower();
    this.size = upper.variables();
    this.m = upper.constraints() + lower.constraints();
    this.box =
        new Box(
            LeaderFollower.joint(problem.boundsOfX().lower(), problem.boundsOfY().lower()),
            LeaderFollower.joint(problem.boundsOfX().upper(), problem.boundsOfY().upper()));
    this.from =
        LeaderFollower.joint(
            LeaderFollower.joint(upper.constraintLower(), lower.constraintLower()), box.lower());
    this.to =
        LeaderFollower.joint(
            LeaderFollower.joint(upper.constraintUpper(), lower.constraintUpper()), box.upper());
    this.jacobian = stacked(upper.jacobianSparsity(), lower.jacobianSparsity());
    this.entries = new double[jacobian.size()];
    double[] origin = problem.start().joint();
    this.affine = sameJacobian(origin);
    fill(origin, entries);
    this.constants = new double[m];
    values(origin, constants);
    this.starts = new int[m + 1];
    for (int k = 0; k < entries.length; k++) {
      starts[jacobian.row()[k] + 1] = k + 1;
      constants[jacobian.row()[k]] -= entries[k] * origin[jacobian.column()[k]];
    }
    for (int i = 0; i < m; i++) {
      starts[i + 1] = Math.max(starts[i], starts[i + 1]);
    }
    for (int i = 0; i < m + size; i++) {
      if (from[i] == to[i]) {
        atLower.set(i);
        atUpper.set(i);
      }
    }
    this.last = origin;
  }

  private boolean sameJacobian(double[] origin) {
    double[] there = new double[entries.length];
    fill(origin, entries);
    var random = new Random(1);
    for (int k = 0; k < 2; k++) {
      double[] at = origin.clone();
      for (int j = 0; j < size; j++) {
        at[j] += random.nextGaussian() * Math.max(1, Math.abs(at[j]));
      }
      fill(at, there);
      if (!Arrays.equals(entries, there)) {
        return false;
      }
    }
    return true;
  }

  private static Sparsity stacked(Sparsity a, Sparsity b) {
    int[] row = Arrays.copyOf(a.row(), a.size() + b.size());
    int[] column = Arrays.copyOf(a.column(), row.length);
    for (int k = 0; k < b.size(); k++) {
      row[a.size() + k] = a.rows() + b.row()[k];
      column[a.size() + k] = b.column()[k];
    }
    return new Sparsity(a.rows() + b.rows(), a.columns(), row, column);
  }

  private void fill(double[] at, double[] values) {
    double[] part = new double[lower.jacobianSparsity().size()];
    upper.jacobian(at, values);
    lower.jacobian(at, part);
    System.arraycopy(part, 0, values, upper.jacobianSparsity().size(), part.length);
  }

  private void values(double[] at, double[] values) {
    double[] part = new double[lower.constraints()];
    upper.constraints(at, values);
    lower.constraints(at, part);
    System.arraycopy(part, 0, values, upper.constraints(), part.length);
  }

  /** The nearest point. */
  double[] of(double[] target) {
    if (affine) {
      double[] guessed = guess(target);
      if (guessed != null) {
        last = guessed;
        return guessed.clone();
      }
    }
    double[] found = search(target);
    last = found;
    return found.clone();
  }

  /** Row i of affine constraints and bounds at z. */
  private double row(int i, double[] z) {
    if (i >= m) {
      return z[i - m];
    }
    double sum = constants[i];
    for (int k = starts[i]; k < starts[i + 1]; k++) {
      sum += entries[k] * z[jacobian.column()[k]];
    }
    return sum;
  }

  /** The rows that are taken to be active, with the matrix [I A'; A -0] factored. */
  @SuppressWarnings("ArrayRecordComponent") // ours alone; nobody compares them
  private record Active(int[] rows, MultifrontalLdl factored) {}

  private double @Nullable [] guess(double[] target) {
    Active set = active;
    if (set == null) {
      var both = (BitSet) atLower.clone();
      both.or(atUpper);
      set = factor(both.stream().toArray());
      active = set;
    }
    double[] right = Arrays.copyOf(target, size + set.rows.length);
    for (int k = 0; k < set.rows.length; k++) {
      int i = set.rows[k];
      double bound = atLower.get(i) ? from[i] : to[i];
      right[size + k] = i < m ? bound - constants[i] : bound;
    }
    set.factored.solve(right);
    double[] z = Arrays.copyOf(right, size);
    for (int k = 0; k < set.rows.length; k++) {
      int i = set.rows[k];
      // z = t - A'p: p is 0 or more where an upper bound holds z back.
      boolean fixed = atLower.get(i) && atUpper.get(i);
      if (!fixed && (atLower.get(i) ? -right[size + k] : right[size + k]) < -EXACT) {
        return null;
      }
    }
    for (int i = 0; i < m + size; i++) {
      double value = row(i, z);
      double tolerance = EXACT * Math.max(1, Math.abs(value));
      if (!(value >= from[i] - tolerance && value <= to[i] + tolerance)) {
        return null;
      }
    }
    return z;
  }

  private Active factor(int[] rows) {
    int order = size + rows.length;
    var row = new ArrayList<Integer>();
    var column = new ArrayList<Integer>();
    var value = new ArrayList<Double>();
    for (int j = 0; j < size; j++) {
      add(row, column, value, j, j, 1);
    }
    for (int k = 0; k < rows.length; k++) {
      if (rows[k] >= m) {
        add(row, column, value, size + k, rows[k] - m, 1);
      } else {
        for (int e = starts[rows[k]]; e < starts[rows[k] + 1]; e++) {
          add(row, column, value, size + k, jacobian.column()[e], entries[e]);
        }
      }
      // Rows that depend on others leave the matrix regular.
      add(row, column, value, size + k, size + k, -1e-12);
    }
    var factored =
        new MultifrontalLdl(
            order,
            row.stream().mapToInt(v -> v).toArray(),
            column.stream().mapToInt(v -> v).toArray());
    var _ = factored.factor(value.stream().mapToDouble(v -> v).toArray());
    return new Active(rows, factored);
  }

  private static void add(
      List<Integer> row, List<Integer> column, List<Double> value, int i, int j, double v) {
    row.add(i);
    column.add(j);
    value.add(v);
  }

  private double[] search(double[] target) {
    Solution solution =
        SOLVER.solve(new Nearest(target), PrimalDual.of(last), () -> false, words -> {});
    PrimalDual point = solution.point();
    if (affine && solution.status().solved()) {
      BitSet low = new BitSet();
      BitSet high = new BitSet();
      double[] multipliers = LeaderFollower.joint(point.y(), point.z());
      double largest = Arrays.stream(multipliers).map(Math::abs).max().orElse(0);
      for (int i = 0; i < m + size; i++) {
        if (from[i] == to[i]) {
          low.set(i);
          high.set(i);
        } else if (multipliers[i] > 1e-6 * Math.max(1, largest)) {
          low.set(i);
        } else if (multipliers[i] < -1e-6 * Math.max(1, largest)) {
          high.set(i);
        }
      }
      if (!low.equals(atLower) || !high.equals(atUpper)) {
        atLower = low;
        atUpper = high;
        active = null;
        double[] polished = guess(target);
        if (polished != null) {
          return polished;
        }
      }
    }
    return point.x();
  }

  /** The projection as a program. */
  private final class Nearest implements Nlp {
    private final double[] target;
    private final Sparsity hessian;
    private final int[] ofUpper;
    private final int[] ofLower;

    Nearest(double[] target) {
      this.target = target;
      if (affine) {
        int[] all = new int[size];
        Arrays.setAll(all, j -> j);
        this.hessian = new Sparsity(size, size, all, all);
        this.ofUpper = new int[0];
        this.ofLower = new int[0];
      } else {
        var places = new TreeMap<Long, Integer>();
        note(places, upper.hessianSparsity());
        note(places, lower.hessianSparsity());
        for (int j = 0; j < size; j++) {
          places.put((long) j * size + j, 0);
        }
        int[] row = new int[places.size()];
        int[] column = new int[row.length];
        int at = 0;
        for (var place : places.entrySet()) {
          row[at] = (int) (place.getKey() / size);
          column[at] = (int) (place.getKey() % size);
          place.setValue(at++);
        }
        this.hessian = new Sparsity(size, size, row, column);
        this.ofUpper = find(places, upper.hessianSparsity());
        this.ofLower = find(places, lower.hessianSparsity());
      }
    }

    private void note(Map<Long, Integer> places, Sparsity sparsity) {
      for (int k = 0; k < sparsity.size(); k++) {
        places.put((long) sparsity.row()[k] * size + sparsity.column()[k], 0);
      }
    }

    private int[] find(Map<Long, Integer> places, Sparsity sparsity) {
      int[] found = new int[sparsity.size()];
      for (int k = 0; k < found.length; k++) {
        found[k] = places.getOrDefault((long) sparsity.row()[k] * size + sparsity.column()[k], -1);
      }
      return found;
    }

    @Override
    public int variables() {
      return size;
    }

    @Override
    public int constraints() {
      return m;
    }

    @Override
    public double[] lower() {
      return box.lower();
    }

    @Override
    public double[] upper() {
      return box.upper();
    }

    @Override
    public double[] constraintLower() {
      return Arrays.copyOf(from, m);
    }

    @Override
    public double[] constraintUpper() {
      return Arrays.copyOf(to, m);
    }

    @Override
    public double[] start() {
      return last;
    }

    @Override
    public double objective(double[] z) {
      double sum = 0;
      for (int j = 0; j < size; j++) {
        sum += (z[j] - target[j]) * (z[j] - target[j]);
      }
      return sum / 2;
    }

    @Override
    public void gradient(double[] z, double[] gradient) {
      for (int j = 0; j < size; j++) {
        gradient[j] = z[j] - target[j];
      }
    }

    @Override
    public void constraints(double[] z, double[] values) {
      Projection.this.values(z, values);
    }

    @Override
    public Sparsity jacobianSparsity() {
      return jacobian;
    }

    @Override
    public void jacobian(double[] z, double[] values) {
      fill(z, values);
    }

    @Override
    public Sparsity hessianSparsity() {
      return hessian;
    }

    @Override
    public void hessian(double[] z, double sigma, double[] y, double[] values) {
      Arrays.fill(values, 0, hessian.size(), 0);
      for (int k = 0; k < hessian.size(); k++) {
        values[k] = hessian.row()[k] == hessian.column()[k] ? sigma : 0;
      }
      if (!affine) {
        int split = upper.constraints();
        add(upper, Arrays.copyOf(y, split), ofUpper, z, values);
        add(lower, Arrays.copyOfRange(y, split, m), ofLower, z, values);
      }
    }

    private void add(Nlp level, double[] y, int[] place, double[] z, double[] values) {
      double[] part = new double[place.length];
      level.hessian(z, 0, y, part);
      for (int k = 0; k < place.length; k++) {
        values[place[k]] += part[k];
      }
    }
  }
}
