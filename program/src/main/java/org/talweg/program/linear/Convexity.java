package org.talweg.program.linear;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.talweg.program.factor.MultifrontalLdl;

/**
 * Whether the quadratic terms of a program to be minimised are convex: Q has no negative
 * eigenvalue. Decided by the inertia of Q plus a shift of rounding's size, so that a singular Q, as
 * a sum of a few squares has it, passes.
 */
public final class Convexity {
  private static final double SHIFT = 1e-10;

  /** What was found of matrices that are still in use, by sign: planning asks several times. */
  private static final Map<Columns, Map<Double, Boolean>> KNOWN =
      Collections.synchronizedMap(new WeakHashMap<>());

  private Convexity() {}

  /** Whether minimising (maximising, for a maximisation) is a convex problem. */
  public static boolean holds(LinearProgram program) {
    if (program.quadratic().isEmpty()) {
      return true;
    }
    Columns q = program.quadratic().get();
    return KNOWN
        .computeIfAbsent(q, _ -> new ConcurrentHashMap<>())
        .computeIfAbsent(program.sign(), sign -> semidefinite(q, sign));
  }

  /** Whether sign times the symmetric matrix, given by its lower triangle, is semidefinite. */
  public static boolean semidefinite(Columns q, double sign) {
    int n = q.columns();
    double largest = 0;
    for (double value : q.value()) {
      largest = Math.max(largest, Math.abs(value));
    }
    int size = q.size();
    int[] row = Arrays.copyOf(q.row(), size + n);
    int[] column = new int[size + n];
    double[] value = new double[size + n];
    for (int j = 0; j < n; j++) {
      for (int k = q.start()[j]; k < q.start()[j + 1]; k++) {
        column[k] = j;
        value[k] = sign * q.value()[k];
      }
      row[size + j] = j;
      column[size + j] = j;
      value[size + j] = SHIFT * largest;
    }
    return new MultifrontalLdl(n, row, column).factor(value).negative() == 0;
  }
}
