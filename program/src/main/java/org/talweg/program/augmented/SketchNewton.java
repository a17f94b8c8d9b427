package org.talweg.program.augmented;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Run;
import org.talweg.engine.Solver;
import org.talweg.model.AssessmentException;
import org.talweg.model.Budget;
import org.talweg.model.Features;
import org.talweg.program.Nlp;
import org.talweg.program.PrimalDual;
import org.talweg.program.Program;
import org.talweg.program.Sparsity;
import org.talweg.program.factor.MultifrontalLdl;
import org.talweg.program.factor.SymmetricFactorization.Inertia;

/**
 * AdaSketch-Newton for min f(x) subject to c(x) = 0. With L = f + l'c, g = grad_x L, G the Jacobian
 * and H the Hessian of L, each Newton system
 *
 * <pre>
 *   K z = -(g; c),    K = [ B  G'; G  0 ],    z = (dx; dl)
 * </pre>
 *
 * is solved by randomized row actions z := z - K's (s'r) / |K's|^2, r = K z + (g; c), with s a unit
 * vector (Kaczmarz) or a normal one, only until |K| Psi |r| &lt;= theta delta |(g; c)|. The exact
 * augmented Lagrangian
 *
 * <pre>
 *   M = L + eta1/2 |c|^2 + eta2/2 |g|^2,
 *   grad_x M = g + eta2 H g + eta1 G'c,    grad_l M = c + eta2 G g
 * </pre>
 *
 * decides whether that was good enough: unless grad M'z &lt;= -eta2/2 |(g; c)|^2, eta1 grows, eta2
 * and the accuracy delta fall, and the row actions go on. Then Armijo's rule on M.
 *
 * <p>Source: Hong, Na, Mahoney, Kolar, Constrained Optimization via Exact Augmented Lagrangian and
 * Randomized Iterative Sketching (ICML 2023, arXiv 2305.18379), algorithm 1. Needs equations only
 * with independent gradients, and no bounds. Converges to a KKT point almost surely. B = H, shifted
 * by xi_B + |H|_F where its projection on the null space of G is not safely positive (told by the
 * inertia of the shifted K). A Kaczmarz step costs 4(n+m) operations, another 2(n+m)^2; there are
 * many.
 */
public final class SketchNewton implements Solver<Program, PrimalDual> {
  /** Which rows are combined; EXACT solves the system directly. */
  public enum Sketch {
    KACZMARZ,
    GAUSSIAN,
    EXACT
  }

  /**
   * The hyper-parameters; the paper's values are {@link #published}.
   *
   * @param tolerance of the KKT residual |(g; c)|
   * @param forcing theta_k = forcing^k; 1 for linear convergence, less for superlinear
   * @param inner most row actions of one system
   * @param nullSpace the least eigenvalue of the reduced Hessian that needs no shift
   * @param singular the least eigenvalue of G G' that is gone on with
   */
  public record Settings(
      Sketch sketch,
      double tolerance,
      double forcing,
      int outer,
      long inner,
      double eta1,
      double eta2,
      double delta,
      double xiB,
      double beta,
      double nu,
      double nullSpace,
      double singular) {
    public static Settings published(Sketch sketch) {
      return new Settings(
          sketch, 1e-4, 1, 10_000, 1_000_000, 1, 0.1, 0.1, 0.1, 0.1, 1.5, 1e-6, 1e-2);
    }

    public Settings withForcing(double forcing) {
      return new Settings(
          sketch, tolerance, forcing, outer, inner, eta1, eta2, delta, xiB, beta, nu, nullSpace,
          singular);
    }

    public Settings withInner(long inner) {
      return new Settings(
          sketch, tolerance, forcing, outer, inner, eta1, eta2, delta, xiB, beta, nu, nullSpace,
          singular);
    }

    public Settings withTolerance(double tolerance) {
      return new Settings(
          sketch, tolerance, forcing, outer, inner, eta1, eta2, delta, xiB, beta, nu, nullSpace,
          singular);
    }
  }

  /**
   * What happened.
   *
   * @param residuals |(g; c)| at the start and after each iteration
   * @param steps alpha of each iteration
   * @param inner row actions in all
   * @param flops counted: of row actions, or 2/3 (n+m)^3 for a direct solution
   * @param ending in words
   */
  public record Trace(
      PrimalDual point,
      List<Double> residuals,
      List<Double> steps,
      long inner,
      double flops,
      String ending) {
    public Trace {
      residuals = List.copyOf(residuals);
      steps = List.copyOf(steps);
    }

    public double residual() {
      return residuals.getLast();
    }
  }

  private static final double SMALLEST_DELTA = 1e-6;

  @Override
  public Capability capability() {
    return Capability.solver(
        "sketch-newton",
        Program.SMOOTH,
        "Newton steps for equations, solved roughly by random row actions.",
        "exact-al-sketching",
        Trait.LOCAL,
        Trait.CONSTRAINTS);
  }

  @Override
  public Estimate estimate(Program program, Budget budget) {
    double m = program.features().get(Features.CONSTRAINTS);
    boolean equations = m > 0 && program.features().get(Program.EQUALITIES) == m;
    if (!equations || program.features().get(Program.BOUNDED) > 0) {
      return new Estimate.Unfit("it takes equations only, without bounds");
    }
    double order = m + program.features().get(Features.DIMENSION);
    return order > 2000
        ? new Estimate.Unfit("its matrices are dense")
        : new Estimate.Fits(0.3, 1e-5 * order * order, "row actions, where factoring is too dear");
  }

  @Override
  public void solve(Program program, Run<PrimalDual> run) throws InterruptedException {
    Nlp nlp = program.nlp();
    double[] start = run.incumbent().map(PrimalDual::x).orElseGet(nlp::start);
    Trace trace =
        minimise(
            nlp,
            start,
            Settings.published(Sketch.KACZMARZ).withTolerance(1e-7),
            run.random(),
            run::over);
    try {
      var unused = run.offer(trace.point);
    } catch (AssessmentException e) {
      run.progress("not a point that can be judged: " + e.getMessage());
    }
    run.progress(trace.ending + ", residual " + trace.residual());
  }

  /** Runs the method from x with multipliers 0. */
  public static Trace minimise(
      Nlp nlp, double[] start, Settings s, RandomGenerator random, BooleanSupplier over) {
    var here = new Point(nlp, start, new double[nlp.constraints()]);
    int n = nlp.variables();
    int m = nlp.constraints();
    var residuals = new ArrayList<>(List.of(here.residual()));
    var steps = new ArrayList<Double>();
    double eta1 = s.eta1;
    double eta2 = s.eta2;
    double delta = s.delta;
    long[] inner = {0};
    double flops = 0;
    String ending = "the iterations are spent";
    for (int k = 0; k < s.outer; k++) {
      if (here.residual() <= s.tolerance) {
        ending = "converged";
        break;
      } else if (over.getAsBoolean()) {
        ending = "the budget is spent";
        break;
      }
      double[][] hessian = here.hessian();
      double[][] modified = shifted(hessian, here.jacobian, s);
      double xiG = smallestEigenvalue(here.jacobian, 1);
      if (xiG < s.singular) {
        ending = "the Jacobian is singular";
        break;
      }
      double[][] kkt = assemble(modified, here.jacobian);
      double[] b = here.rightHandSide();
      double size = norm(b);
      double sizeB = frobenius(modified);
      double psi = 20 * Math.max(sizeB * sizeB, 1) / (Math.min(xiG, 1) * Math.min(s.xiB, 1));
      double upsilon = Math.max(Math.max(frobenius(here.jacobian), frobenius(hessian)), 1);
      delta = Math.max(Math.min(delta, trial(s, eta1, eta2, upsilon, psi)), SMALLEST_DELTA);
      double[] z = new double[n + m];
      double factor = frobenius(kkt) * psi;
      double theta = Math.pow(s.forcing, k);
      double[] gradient;
      while (true) {
        double goal = theta * delta * size / factor;
        flops += solve(kkt, b, z, goal, s, random, inner);
        gradient = here.meritGradient(hessian, eta1, eta2);
        if (dot(gradient, z) <= -eta2 / 2 * size * size || eta1 > 1e8 || eta2 < 1e-8) {
          break;
        }
        eta1 *= s.nu * s.nu;
        eta2 /= s.nu;
        double smaller = delta / Math.pow(s.nu, 4);
        delta = Math.max(Math.min(smaller, trial(s, eta1, eta2, upsilon, psi)), SMALLEST_DELTA);
      }
      double slope = dot(gradient, z);
      double merit = here.merit(eta1, eta2);
      double alpha = 1;
      Point next = here.moved(z, alpha);
      while (!(next.merit(eta1, eta2)
              <= merit + alpha * s.beta * slope + 10 * Math.ulp(1.0) * Math.abs(merit))
          && alpha > 1e-12) {
        alpha /= 2;
        next = here.moved(z, alpha);
      }
      here = next;
      steps.add(alpha);
      residuals.add(here.residual());
    }
    return new Trace(here.solution(), residuals, steps, inner[0], flops, ending);
  }

  private static double trial(Settings s, double eta1, double eta2, double upsilon, double psi) {
    return (0.5 - s.beta) * eta2 / ((1 + eta1 + eta2) * upsilon * upsilon * psi * psi);
  }

  /** Row actions from z until the residual is at most the goal; returns what they cost. */
  private static double solve(
      double[][] k,
      double[] b,
      double[] z,
      double goal,
      Settings s,
      RandomGenerator random,
      long[] count) {
    int order = b.length;
    if (s.sketch == Sketch.EXACT) {
      System.arraycopy(b, 0, z, 0, order);
      Factored.of(k).ldl.solve(z);
      return 2.0 / 3 * order * (double) order * order;
    }
    double[] r = new double[order];
    double[] direction = new double[order];
    double[] normal = new double[order];
    double cost = 0;
    for (long step = 0; step < s.inner; step++) {
      if (step % order == 0) { // the whole residual is formed once every n + m steps only
        for (int i = 0; i < order; i++) {
          r[i] = dot(k[i], z) - b[i];
        }
        if (norm(r) <= goal) {
          break;
        }
      }
      double along;
      if (s.sketch == Sketch.KACZMARZ) {
        int i = random.nextInt(order);
        along = (dot(k[i], z) - b[i]) / dot(k[i], k[i]);
        direction = k[i];
        cost += 4.0 * order;
      } else {
        Arrays.fill(direction, 0);
        double residual = 0;
        for (int i = 0; i < order; i++) {
          normal[i] = random.nextGaussian();
          residual -= normal[i] * b[i];
          for (int j = 0; j < order; j++) {
            direction[j] += normal[i] * k[i][j];
          }
        }
        along = (residual + dot(direction, z)) / dot(direction, direction);
        cost += 2.0 * order * order;
      }
      for (int j = 0; j < order; j++) {
        z[j] -= along * direction[j];
      }
      count[0]++;
    }
    return cost;
  }

  private static double[][] shifted(double[][] hessian, double[][] jacobian, Settings s) {
    int n = hessian.length;
    int m = jacobian.length;
    double[][] less = copy(hessian);
    for (int i = 0; i < n; i++) {
      less[i][i] -= s.nullSpace;
    }
    if (n <= m || inertia(assemble(less, jacobian)).equals(new Inertia(n, m, 0))) {
      return hessian;
    }
    double[][] more = copy(hessian);
    double shift = s.xiB + frobenius(hessian);
    for (int i = 0; i < n; i++) {
      more[i][i] += shift;
    }
    return more;
  }

  /** The smallest eigenvalue of G G', or {@code most} where it is larger, by counting signs. */
  static double smallestEigenvalue(double[][] g, double most) {
    int m = g.length;
    double[][] product = new double[m][m];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < m; j++) {
        product[i][j] = dot(g[i], g[j]);
      }
    }
    double low = 0;
    double high = most;
    for (int step = 0; step < 40; step++) {
      double at = step == 0 ? most : (low + high) / 2;
      double[][] less = copy(product);
      for (int i = 0; i < m; i++) {
        less[i][i] -= at;
      }
      if (inertia(less).positive() == m) {
        low = at;
        if (step == 0) {
          return most;
        }
      } else {
        high = at;
      }
    }
    return low;
  }

  /** A dense matrix by way of the sparse factorization. */
  private record Factored(MultifrontalLdl ldl, Inertia inertia) {
    static Factored of(double[][] a) {
      int n = a.length;
      int[] row = new int[n * (n + 1) / 2];
      int[] column = new int[row.length];
      double[] values = new double[row.length];
      for (int i = 0, k = 0; i < n; i++) {
        for (int j = 0; j <= i; j++, k++) {
          row[k] = i;
          column[k] = j;
          values[k] = a[i][j];
        }
      }
      var ldl = new MultifrontalLdl(n, row, column);
      return new Factored(ldl, ldl.factor(values));
    }
  }

  private static Inertia inertia(double[][] a) {
    return Factored.of(a).inertia;
  }

  private static double[][] assemble(double[][] h, double[][] g) {
    int n = h.length;
    int m = g.length;
    double[][] k = new double[n + m][n + m];
    for (int i = 0; i < n; i++) {
      System.arraycopy(h[i], 0, k[i], 0, n);
    }
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        k[n + i][j] = g[i][j];
        k[j][n + i] = g[i][j];
      }
    }
    return k;
  }

  private static double[][] copy(double[][] a) {
    return Arrays.stream(a).map(double[]::clone).toArray(double[][]::new);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double norm(double[] v) {
    return Math.sqrt(dot(v, v));
  }

  private static double frobenius(double[][] a) {
    double sum = 0;
    for (double[] row : a) {
      sum += dot(row, row);
    }
    return Math.sqrt(sum);
  }

  /** x and l with the functions there. */
  private static final class Point {
    private final Nlp nlp;
    private final double[] x;
    private final double[] l;
    private final double[] c;
    private final double[][] jacobian;
    private final double[] g;

    Point(Nlp nlp, double[] x, double[] l) {
      this.nlp = nlp;
      this.x = x;
      this.l = l;
      this.c = new double[l.length];
      this.jacobian = new double[l.length][x.length];
      this.g = new double[x.length];
      nlp.constraints(x, c);
      for (int i = 0; i < c.length; i++) {
        c[i] -= nlp.constraintLower()[i];
      }
      double[] values = new double[nlp.jacobianSparsity().size()];
      nlp.jacobian(x, values);
      nlp.gradient(x, g);
      Sparsity places = nlp.jacobianSparsity();
      for (int k = 0; k < values.length; k++) {
        jacobian[places.row()[k]][places.column()[k]] = values[k];
        g[places.column()[k]] += values[k] * l[places.row()[k]];
      }
    }

    double[][] hessian() {
      double[] values = new double[nlp.hessianSparsity().size()];
      nlp.hessian(x, 1, l, values);
      double[][] h = new double[x.length][x.length];
      Sparsity places = nlp.hessianSparsity();
      for (int k = 0; k < values.length; k++) {
        h[places.row()[k]][places.column()[k]] = values[k];
        h[places.column()[k]][places.row()[k]] = values[k];
      }
      return h;
    }

    double residual() {
      return Math.sqrt(dot(g, g) + dot(c, c));
    }

    double[] rightHandSide() {
      double[] b = new double[x.length + c.length];
      for (int i = 0; i < b.length; i++) {
        b[i] = i < x.length ? -g[i] : -c[i - x.length];
      }
      return b;
    }

    double merit(double eta1, double eta2) {
      return nlp.objective(x) + dot(l, c) + eta1 / 2 * dot(c, c) + eta2 / 2 * dot(g, g);
    }

    double[] meritGradient(double[][] hessian, double eta1, double eta2) {
      int n = x.length;
      double[] gradient = new double[n + c.length];
      for (int j = 0; j < n; j++) {
        gradient[j] = g[j] + eta2 * dot(hessian[j], g);
        for (int i = 0; i < c.length; i++) {
          gradient[j] += eta1 * jacobian[i][j] * c[i];
        }
      }
      for (int i = 0; i < c.length; i++) {
        gradient[n + i] = c[i] + eta2 * dot(jacobian[i], g);
      }
      return gradient;
    }

    Point moved(double[] z, double alpha) {
      double[] nextX = x.clone();
      double[] nextL = l.clone();
      for (int j = 0; j < x.length; j++) {
        nextX[j] += alpha * z[j];
      }
      for (int i = 0; i < l.length; i++) {
        nextL[i] += alpha * z[x.length + i];
      }
      return new Point(nlp, nextX, nextL);
    }

    PrimalDual solution() {
      return new PrimalDual(x, Arrays.stream(l).map(v -> -v).toArray(), new double[x.length]);
    }
  }
}
