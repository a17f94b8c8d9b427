package org.talweg.program.interior;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.talweg.program.Nlp;
import org.talweg.program.PrimalDual;
import org.talweg.program.Sparsity;
import org.talweg.program.factor.MultifrontalLdl;
import org.talweg.program.factor.SymmetricFactorization;

/**
 * Solves a nonlinear program by {@link BarrierMethod}: brings it into {@link SlackForm}, pushes the
 * start into the bounds' interior (Wächter and Biegler 2006, section 3.6), scales, estimates the
 * first multipliers by least squares, runs, and translates the result back.
 *
 * <p>Needs first and second derivatives. Finds a local solution; each iteration factors one sparse
 * symmetric matrix, or a few where the program is not convex there.
 */
public final class InteriorPoint {
  private final Parameters parameters;
  private final Function<Sparsity, SymmetricFactorization> factorizations;

  /** The method with the sparse factorization. */
  public InteriorPoint(Parameters parameters) {
    this(parameters, InteriorPoint::sparse);
  }

  public InteriorPoint(
      Parameters parameters, Function<Sparsity, SymmetricFactorization> factorizations) {
    this.parameters = parameters;
    this.factorizations = factorizations;
  }

  static SymmetricFactorization sparse(Sparsity lower) {
    return new MultifrontalLdl(lower.rows(), lower.row(), lower.column());
  }

  /** Solves from the program's own start, without a limit but that on iterations. */
  public Solution solve(Nlp nlp) {
    return solve(nlp, PrimalDual.of(nlp.start()), () -> false, words -> {});
  }

  /**
   * Solves from a given start; multipliers that come with it are used.
   *
   * @param over whether to stop now; asked once per iteration
   * @param progress hears a line per iteration
   */
  public Solution solve(
      Nlp nlp, PrimalDual start, BooleanSupplier over, Consumer<String> progress) {
    var effort = new Effort(parameters.iterations(), over, progress);
    var form = new SlackForm(nlp, start.x(), parameters.relaxation());
    if (form.crossed()) {
      return unsolved(nlp, form, Status.INFEASIBLE);
    }
    if (form.own() == 0) {
      return fixed(nlp, form);
    }
    var method = new BarrierMethod(form, parameters, factorizations, effort, null);
    Iterate first = method.current();
    if (!evaluableStart(form, first)) {
      return unsolved(nlp, form, Status.EVALUATION_FAILED);
    }
    method.unitMultipliers();
    if (start.hasDuals()) {
      form.takeMultipliers(start, first);
      first.keepMultipliersNear(parameters.barrier());
    } else {
      method.leastSquaresMultipliers();
    }
    Status status = method.run(parameters.barrier());
    Iterate last = method.current();
    PrimalDual point = form.original(last);
    if (status == Status.UNBOUNDED) {
      point = farther(nlp, form, start.x(), point);
    }
    return new Solution(
        status,
        point,
        nlp.objective(point.x()),
        form.violation(point.x()),
        method.error(),
        effort.iterations());
  }

  /**
   * Goes on along the ray from the start through the last iterate, to a feasible point whose
   * objective is beyond all doubt; stays where the ray has none.
   */
  private static PrimalDual farther(Nlp nlp, SlackForm form, double[] start, PrimalDual last) {
    double[] x = new double[start.length];
    for (double t = 1; t <= 1e15; t *= 10) {
      for (int i = 0; i < x.length; i++) {
        double along = last.x()[i] + t * (last.x()[i] - start[i]);
        x[i] = Math.clamp(along, nlp.lower()[i], nlp.upper()[i]);
      }
      if (nlp.objective(x) < -1e21 && form.violation(x) <= 1e-6) {
        return PrimalDual.of(x);
      }
    }
    return last;
  }

  /**
   * Fills in a start strictly within the bounds at which everything can be evaluated: the given one
   * or, where that has no finite values, one farther from the bounds, then the given one's absolute
   * values (for logarithms and roots), then 1 (for quotients), then the middle of the bounds.
   */
  private boolean evaluableStart(SlackForm form, Iterate first) {
    for (double push : new double[] {parameters.push(), 0.1, 0.5}) {
      if (evaluable(form, first, push, (x, l, u) -> x)) {
        return true;
      }
    }
    double push = parameters.push();
    return evaluable(form, first, push, (x, l, u) -> Math.abs(x))
        || evaluable(form, first, push, (x, l, u) -> 1)
        || evaluable(form, first, push, (x, l, u) -> Double.isFinite(u - l) ? l / 2 + u / 2 : x);
  }

  private interface Change {
    double of(double x, double lower, double upper);
  }

  private boolean evaluable(SlackForm form, Iterate first, double push, Change change) {
    System.arraycopy(form.start(), 0, first.x, 0, first.x.length);
    for (int i = 0; i < form.own(); i++) {
      first.x[i] = change.of(first.x[i], first.lower[i], first.upper[i]);
    }
    pushInside(first, 0, form.own(), push);
    form.setSlacks(first.x);
    pushInside(first, form.own(), first.x.length, push);
    if (!first.evaluate() || !first.differentiate()) {
      return false;
    }
    form.scale(first.x, parameters.largestGradient());
    form.setSlacks(first.x);
    pushInside(first, form.own(), first.x.length, push);
    return first.evaluate() && first.differentiate();
  }

  /** Moves x into the interior: by kappa max(1, |bound|), and by a share of the width at most. */
  private static void pushInside(Iterate iterate, int from, int to, double kappa) {
    for (int i = from; i < to; i++) {
      double l = iterate.lower[i];
      double u = iterate.upper[i];
      double width = u - l;
      double atLeast = l + Math.min(kappa * Math.max(1, Math.abs(l)), kappa * width);
      double atMost = u - Math.min(kappa * Math.max(1, Math.abs(u)), kappa * width);
      if (l > Double.NEGATIVE_INFINITY && iterate.x[i] < atLeast) {
        iterate.x[i] = atLeast;
      }
      if (u < Double.POSITIVE_INFINITY && iterate.x[i] > atMost) {
        iterate.x[i] = atMost;
      }
    }
  }

  /** All variables are fixed: there is one point, feasible or not. */
  private static Solution fixed(Nlp nlp, SlackForm form) {
    double violation = form.violation(nlp.lower());
    return unsolved(
        nlp,
        form,
        Double.isNaN(violation)
            ? Status.EVALUATION_FAILED
            : violation <= 1e-6 ? Status.OPTIMAL : Status.INFEASIBLE);
  }

  private static Solution unsolved(Nlp nlp, SlackForm form, Status status) {
    double[] x = form.original();
    return new Solution(
        status, PrimalDual.of(x), nlp.objective(x), form.violation(x), Double.NaN, 0);
  }
}
