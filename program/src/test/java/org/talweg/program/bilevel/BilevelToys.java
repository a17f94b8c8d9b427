package org.talweg.program.bilevel;

import org.talweg.program.expression.Dag;

/** Bilevel programs whose optimum is known in closed form. */
final class BilevelToys {
  static final double INF = Double.POSITIVE_INFINITY;

  private BilevelToys() {}

  /** (x - 3)^2 + (y - 2)^2 with y = x: 0.5 at (2.5, 2.5). */
  static BilevelProgram mirror() {
    var m = new BilevelModel("mirror");
    int x = m.leader("x", -10, 10, -4);
    int y = m.follower("y", -INF, INF, 7);
    Dag d = m.dag();
    m.upper(d.add(squareOff(d, x, 3), squareOff(d, y, 2)));
    m.lower(d.square(d.subtract(y, x)));
    return m.convex();
  }

  /**
   * The follower only minds y1 + y2 = x; the leader chooses among these: y = (2, 0) + (x - 2)/2 (1,
   * 1), so F = (x - 2)^2 / 2 + x^2, least at x = 2/3 with F = 4/3.
   */
  static BilevelProgram choice() {
    var m = new BilevelModel("choice");
    int x = m.leader("x", -10, 10, 5);
    int y1 = m.follower("y1", -INF, INF, 0);
    int y2 = m.follower("y2", -INF, INF, 0);
    Dag d = m.dag();
    m.upper(d.sum(squareOff(d, y1, 2), d.square(y2), d.square(x)));
    m.lower(d.square(d.subtract(d.add(y1, y2), x)));
    return m.convex();
  }

  /** y = max(0, min(1, x)); (x + 1)^2 + (y - 0.5)^2 is least at x = -1 with 0.25. */
  static BilevelProgram clipped() {
    var m = new BilevelModel("clipped");
    int x = m.leader("x", -10, 10, -0.5);
    int y = m.follower("y", 0, 1, 0.5);
    Dag d = m.dag();
    m.upper(d.add(squareOff(d, x, -1), squareOff(d, y, 0.5)));
    m.lower(d.square(d.subtract(y, x)));
    return m.convex();
  }

  /**
   * The coupled toy of the LV-HBA paper: x in R^n, y = (y1, y2) in R^2n, e the vector of ones,
   *
   * <pre>
   *   F = 1/2 ||x - y2||^2 + 1/2 ||y1 - e||^2,
   *   f = 1/2 ||y1||^2 - x'y1 + e'y2   subject to   (e'x + e'y1 + e'y2) / sqrt(3n) = 0
   * </pre>
   *
   * with solution x = -0.3 e, y1 = 0.7 e, y2 = -0.4 e: F = n (0.1^2 + 0.3^2) / 2 = 0.05 n.
   */
  static BilevelProgram coupled(int n, double start) {
    var m = new BilevelModel("coupled " + n);
    Dag d = m.dag();
    int[] x = new int[n];
    int[] y = new int[2 * n];
    for (int i = 0; i < n; i++) {
      x[i] = m.leader("x" + i, -INF, INF, start);
    }
    for (int i = 0; i < 2 * n; i++) {
      y[i] = m.follower("y" + i, -INF, INF, start);
    }
    int[] upper = new int[2 * n];
    int[] lower = new int[3 * n];
    int[] all = new int[3 * n];
    for (int i = 0; i < n; i++) {
      upper[2 * i] = d.multiply(d.constant(0.5), d.square(d.subtract(x[i], y[n + i])));
      upper[2 * i + 1] = d.multiply(d.constant(0.5), squareOff(d, y[i], 1));
      lower[3 * i] = d.multiply(d.constant(0.5), d.square(y[i]));
      lower[3 * i + 1] = d.negate(d.multiply(x[i], y[i]));
      lower[3 * i + 2] = y[n + i];
      all[3 * i] = x[i];
      all[3 * i + 1] = y[i];
      all[3 * i + 2] = y[n + i];
    }
    m.upper(d.sum(upper)).lower(d.sum(lower));
    m.lowerConstraint(d.multiply(d.constant(1 / Math.sqrt(3.0 * n)), d.sum(all)), 0, 0);
    return m.convex();
  }

  /** f = (y^2 - x^2)^2 has two minima for every x; the leader wants y near 1 and x near 2. */
  static BilevelProgram twoWells() {
    var m = new BilevelModel("two wells");
    int x = m.leader("x", 0.5, 3, 1);
    int y = m.follower("y", -4, 4, 1.5);
    Dag d = m.dag();
    m.upper(d.add(squareOff(d, x, 2), squareOff(d, y, 1)));
    m.lower(d.square(d.subtract(d.square(y), d.square(x))));
    return m.nonconvex();
  }

  static int squareOff(Dag d, int node, double from) {
    return d.square(d.subtract(node, d.constant(from)));
  }
}
