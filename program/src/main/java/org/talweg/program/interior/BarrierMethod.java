package org.talweg.program.interior;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.talweg.program.Sparsity;
import org.talweg.program.factor.SymmetricFactorization;

/**
 * The primal-dual barrier method with a filter line search: for a falling sequence of mu, Newton
 * steps on the optimality conditions of
 *
 * <pre>
 *   min phi_mu(x) = f(x) - mu sum ln(x - xL) - mu sum ln(xU - x)   subject to   c(x) = 0
 * </pre>
 *
 * each globalised by {@link LineSearch}; mu falls when the barrier problem's error E_mu is below 10
 * mu. Where no step is acceptable, a {@link RestorationProblem} is solved by the same method. After
 * ten shortened steps in a row a watchdog allows three full steps without a test.
 *
 * <p>A. Wächter, L. T. Biegler, On the implementation of an interior-point filter line-search
 * algorithm for large-scale nonlinear programming, Mathematical Programming 106, 2006. Ours
 * besides: the method goes on until the complementarity gap and the promise of the next step are
 * small compared with the objective, because an error of 1e-8 in scaled units says little of
 * either.
 */
final class BarrierMethod {
  private static final double KAPPA_EPSILON = 10;
  private static final double KAPPA_MU = 0.2;
  private static final double THETA_MU = 1.5;
  private static final double TAU_MIN = 0.99;
  private static final double FEASIBLE = 1e-7;
  private static final double SMALLEST_BARRIER = 1e-14;
  private static final int WATCHDOG_TRIGGER = 10;
  private static final int WATCHDOG_STEPS = 3;
  private static final int MOST_SOFT_STEPS = 10;

  /** From where on iterates count as running off, relative to the start. */
  private static final double DIVERGED = 1e15;

  private final BarrierProblem problem;
  private final Parameters parameters;
  private final Function<Sparsity, SymmetricFactorization> factorizations;
  private final Effort effort;
  private final @Nullable Predicate<Iterate> enough;
  private final KktSystem kkt;
  private final double[] hessian;
  private final double[] sigma;
  private final double[] barrierGradient;
  private final double[] work;
  private Iterate current;
  private Iterate trial;
  private Direction direction;
  private @Nullable LineSearch search;
  private double mu;
  private double tau;
  private double startSize;
  private boolean factored;
  private int shortened = 0;
  private int softSteps = 0;
  private int tinySteps = 0;
  private int rescues = 0;
  private boolean met = false;
  private int metIterations = 0;
  private int acceptableIterations = 0;
  private double lastObjective = Double.NaN;
  private @Nullable Watchdog watchdog;
  private @Nullable Iterate bestAcceptable;
  private boolean bestIsOptimal = false;

  /** A place to return to when three full steps have not led to a better one. */
  private record Watchdog(
      Iterate from, Direction direction, LineSearch.Reference reference, double alpha, int left) {}

  /**
   * The method on a problem.
   *
   * @param enough ends the run early with {@link Status#ACCEPTABLE}: a restoration phase's purpose;
   *     null for a run of its own
   */
  BarrierMethod(
      BarrierProblem problem,
      Parameters parameters,
      Function<Sparsity, SymmetricFactorization> factorizations,
      Effort effort,
      @Nullable Predicate<Iterate> enough) {
    this.problem = problem;
    this.parameters = parameters;
    this.factorizations = factorizations;
    this.effort = effort;
    this.enough = enough;
    int n = problem.variables();
    int m = problem.constraints();
    this.kkt = new KktSystem(problem.hessianSparsity(), problem.jacobianSparsity(), factorizations);
    this.hessian = new double[problem.hessianSparsity().size()];
    this.sigma = new double[n];
    this.barrierGradient = new double[n];
    this.work = new double[n];
    this.current = new Iterate(problem);
    this.trial = new Iterate(problem);
    this.direction = new Direction(n, m);
  }

  /** Where the method stands: to be filled in before {@link #run}, and read after it. */
  Iterate current() {
    return current;
  }

  double error() {
    return current.error(0, work);
  }

  /** Runs from the current iterate, whose x is strictly within the bounds and evaluated. */
  Status run(double firstBarrier) {
    begin(firstBarrier);
    while (true) {
      Status end = ended();
      if (end != null) {
        return end;
      }
      reduceBarrier();
      if (!computeDirection()) {
        Status failed = bestIsOptimal ? best(Status.STUCK) : restore();
        if (failed != null) {
          return failed;
        }
        continue;
      }
      if (met && closed() && promisesLittle()) {
        return Status.OPTIMAL;
      }
      lastObjective = current.f;
      double alpha = advance();
      effort.count(line(alpha));
      if (alpha == 0) {
        Status failed = bestIsOptimal ? best(Status.STUCK) : softStep() ? null : restore();
        if (failed != null) {
          return failed;
        }
      } else {
        softSteps = 0;
      }
    }
  }

  private void begin(double firstBarrier) {
    startSize = Math.max(1, Iterate.largest(current.x));
    setBarrier(firstBarrier);
    search =
        new LineSearch(kkt, problem.variables(), problem.constraints(), current.infeasibility());
  }

  private void setBarrier(double next) {
    mu = next;
    tau = Math.max(TAU_MIN, 1 - mu);
    problem.barrier(mu);
    if (enough != null) { // a restoration problem's objective depends on mu
      current.f = problem.objective(current.x);
      problem.gradient(current.x, current.gradient);
    }
    current.widenBounds(mu);
    factored = false;
  }

  private String line(double alpha) {
    return String.format(
        Locale.ROOT,
        "%siteration %d: objective %.8g, infeasibility %.2e, error %.2e, mu %.1e, step %.1e%s",
        enough == null ? "" : "restoration, ",
        effort.iterations(),
        current.f / problem.objectiveScale(),
        current.residual(),
        error(),
        mu,
        alpha,
        kkt.shift() == 0 ? "" : String.format(Locale.ROOT, ", shift %.1e", kkt.shift()));
  }

  // When to end

  private @Nullable Status ended() {
    double error = error();
    boolean feasible = problem.unscaledViolation(current.c) <= 1e-4;
    met = error <= parameters.tolerance() && feasible;
    if (met) {
      metIterations++;
      remember(true);
      if ((closed() && changedLittle()) || metIterations > parameters.bestEffort()) {
        return Status.OPTIMAL;
      }
    } else if (error <= parameters.acceptableTolerance() && feasible && !bestIsOptimal) {
      acceptableIterations = changedLittle() ? acceptableIterations + 1 : 0;
      remember(false);
      if (acceptableIterations >= Parameters.ACCEPTABLE_ITERATIONS) {
        return Status.ACCEPTABLE;
      }
    }
    if (enough != null && enough.test(current)) {
      return Status.ACCEPTABLE;
    }
    if (Iterate.largest(current.x) > DIVERGED * startSize) {
      return Status.UNBOUNDED;
    }
    return effort.spent() ? best(Status.STOPPED) : null;
  }

  private void remember(boolean optimal) {
    if (bestAcceptable == null) {
      bestAcceptable = new Iterate(problem);
    }
    bestAcceptable.copyFrom(current);
    bestIsOptimal = optimal;
  }

  /** The best status that can be claimed; where an earlier iterate was better, returns to it. */
  private Status best(Status otherwise) {
    if (bestAcceptable == null) {
      return otherwise;
    }
    current.copyFrom(bestAcceptable);
    return bestIsOptimal ? Status.OPTIMAL : Status.ACCEPTABLE;
  }

  /** How large a change of f counts as none, in scaled units. */
  private double smallChange() {
    return parameters.gapTolerance() * Math.max(problem.objectiveScale(), Math.abs(current.f));
  }

  /** Whether the gap is closed, and the equations hold in the program's own units too. */
  private boolean closed() {
    return enough != null
        || (current.gap() <= smallChange() && problem.unscaledViolation(current.c) <= FEASIBLE);
  }

  private boolean changedLittle() {
    return Math.abs(current.f - lastObjective) <= smallChange();
  }

  private boolean promisesLittle() {
    return Math.abs(direction.slope(current.gradient)) <= 0.1 * smallChange();
  }

  // The barrier parameter (section 2.1)

  private void reduceBarrier() {
    double floor = smallestBarrier();
    boolean changed = false;
    while (mu > floor && current.error(mu, work) <= KAPPA_EPSILON * mu) {
      setBarrier(Math.max(floor, Math.min(KAPPA_MU * mu, Math.pow(mu, THETA_MU))));
      changed = true;
    }
    if (changed) {
      forgetFilter();
    }
  }

  private void forgetFilter() {
    search().forget();
    watchdog = null;
    shortened = 0;
  }

  private double smallestBarrier() {
    double floor =
        Math.min(parameters.tolerance(), 1e-4 * problem.objectiveScale()) / (KAPPA_EPSILON + 1);
    if (enough == null) {
      floor = Math.min(floor, 0.5 * smallChange() / Math.max(1, current.bounds()));
    }
    return Math.max(SMALLEST_BARRIER, floor);
  }

  private LineSearch search() {
    if (search == null) {
      throw new IllegalStateException("not begun");
    }
    return search;
  }

  // The step

  private boolean computeDirection() {
    problem.hessian(current.x, 1, current.y, hessian);
    for (int k = 0; k < hessian.length; k++) {
      hessian[k] = Double.isFinite(hessian[k]) ? hessian[k] : 0; // the shift makes up for it
    }
    Direction.sigma(current, sigma);
    factored = kkt.factor(hessian, sigma, current.jacobian, mu);
    while (factored) {
      double residual = direction.solve(current, mu, current.c, kkt);
      if (residual <= 1e-5 && direction.finite()) {
        return true;
      }
      factored = kkt.moreCarefully() || kkt.shiftMore(mu);
    }
    return false;
  }

  /** Takes a step; 0 where none is acceptable. */
  private double advance() {
    current.barrierGradient(mu, barrierGradient);
    var reference =
        new LineSearch.Reference(
            current.infeasibility(), current.barrier(mu), direction.slope(barrierGradient));
    double first = direction.primalStep(current, tau);
    if (direction.relativeSize(current) < 10 * Math.ulp(1.0) && current.residual() < 1e-4) {
      return tinyStep(first);
    }
    tinySteps = 0;
    if (watchdog == null && shortened >= WATCHDOG_TRIGGER) {
      watchdog = watch(reference, first);
    }
    if (watchdog != null) {
      return watchedStep(watchdog, first);
    }
    double alpha = search().search(current, direction, reference, first, true, mu, tau, trial);
    if (alpha > 0) {
      shortened = alpha < first ? shortened + 1 : 0;
      take();
    }
    return alpha;
  }

  private void take() {
    Iterate previous = current;
    current = trial;
    trial = previous;
    current.widenBounds(mu);
    current.keepMultipliersNear(mu);
  }

  /** A step at rounding level is taken without a test; after two of them mu must fall. */
  private double tinyStep(double alpha) {
    tinySteps++;
    if (tinySteps > 2) {
      if (mu <= smallestBarrier() || tinySteps > 20) {
        return 0;
      }
      setBarrier(Math.max(smallestBarrier(), KAPPA_MU * mu));
      forgetFilter();
      return Double.MIN_VALUE;
    }
    if (!LineSearch.move(current, direction, alpha, trial) || !trial.differentiate()) {
      return 0;
    }
    direction.advance(current, alpha, tau, trial);
    take();
    return alpha;
  }

  private Watchdog watch(LineSearch.Reference reference, double first) {
    var from = new Iterate(problem);
    from.copyFrom(current);
    var along = new Direction(problem.variables(), problem.constraints());
    along.copyFrom(direction);
    return new Watchdog(from, along, reference, first, WATCHDOG_STEPS);
  }

  /** Takes the full step, accepted or not, until the watchdog's patience ends. */
  private double watchedStep(Watchdog w, double first) {
    boolean finite = LineSearch.move(current, direction, first, trial) && trial.differentiate();
    double phi = finite ? trial.barrier(mu) : Double.NaN;
    boolean good = finite && search().accepts(w.reference, w.alpha, trial.infeasibility(), phi);
    if (good || (finite && w.left > 1)) {
      direction.advance(current, first, tau, trial);
      take();
      if (good) {
        search().accepted(w.reference, w.alpha, phi);
        watchdog = null;
        shortened = 0;
      } else {
        watchdog = new Watchdog(w.from, w.direction, w.reference, w.alpha, w.left - 1);
      }
      return first;
    }
    watchdog = null;
    shortened = 0;
    current.copyFrom(w.from);
    direction.copyFrom(w.direction);
    double alpha =
        search().search(current, direction, w.reference, w.alpha / 2, false, mu, tau, trial);
    if (alpha > 0) {
      take();
    }
    return alpha;
  }

  // When no step is acceptable

  /** Takes the whole primal-dual step where it lessens the primal-dual error (section 3.3). */
  private boolean softStep() {
    if (softSteps >= MOST_SOFT_STEPS || !factored) {
      return false;
    }
    softSteps++;
    double alpha = Math.min(direction.primalStep(current, tau), direction.dualStep(current, tau));
    if (!LineSearch.move(current, direction, alpha, trial) || !trial.differentiate()) {
      return false;
    }
    direction.advance(current, alpha, tau, trial);
    if (trial.error(mu, work) > (1 - 1e-4) * current.error(mu, work)) {
      return false;
    }
    search().forbid(new LineSearch.Reference(current.infeasibility(), current.barrier(mu), 0));
    take();
    return true;
  }

  /** Finds a point to go on from; null on success, and how the run ends otherwise. */
  private @Nullable Status restore() {
    watchdog = null;
    shortened = 0;
    softSteps = 0;
    if (enough != null || current.residual() <= 0.01 * parameters.tolerance()) {
      return rescue();
    }
    var reference = new LineSearch.Reference(current.infeasibility(), current.barrier(mu), 0);
    search().forbid(reference);
    var restoration = new RestorationProblem(problem, current.x);
    int n = problem.variables();
    Predicate<Iterate> acceptable =
        iterate -> {
          System.arraycopy(iterate.x, 0, trial.x, 0, n);
          return trial.evaluate()
              && search()
                  .acceptableAfterRestoration(trial.infeasibility(), trial.barrier(mu), reference)
              && trial.differentiate();
        };
    var method = new BarrierMethod(restoration, parameters, factorizations, effort, acceptable);
    Iterate start = method.current();
    double firstBarrier = Math.max(mu, current.residual());
    System.arraycopy(current.x, 0, start.x, 0, n);
    restoration.barrier(firstBarrier);
    var unused = restoration.repair(start.x, firstBarrier);
    if (!start.evaluate() || !start.differentiate()) {
      return best(Status.STUCK);
    }
    for (int i = 0; i < start.x.length; i++) {
      if (i < n) {
        start.zLower[i] = Math.min(RestorationProblem.RHO, current.zLower[i]);
        start.zUpper[i] = Math.min(RestorationProblem.RHO, current.zUpper[i]);
      } else {
        start.zLower[i] = firstBarrier / start.x[i];
      }
    }
    Status status = method.run(firstBarrier);
    if (acceptable.test(method.current())) {
      returnTo(trial);
      return null;
    }
    return switch (status) {
      case OPTIMAL, ACCEPTABLE, STUCK -> afterRestoration(method.current(), status);
      default -> best(status);
    };
  }

  /** The restoration phase ended without an acceptable point: is there a feasible one at all? */
  private @Nullable Status afterRestoration(Iterate restored, Status status) {
    System.arraycopy(restored.x, 0, trial.x, 0, trial.x.length);
    boolean feasible =
        trial.evaluate()
            && trial.differentiate()
            && problem.unscaledViolation(trial.c) <= 1e-6
            && trial.residual() <= Math.max(100 * parameters.tolerance(), 1e-6);
    if (feasible && rescues < 3) {
      rescues++;
      forgetFilter();
      returnTo(trial);
      return null;
    }
    if (bestAcceptable != null) {
      return best(Status.STUCK);
    }
    System.arraycopy(restored.x, 0, current.x, 0, current.x.length);
    if (!current.evaluate() || !current.differentiate()) {
      return Status.STUCK;
    }
    if (feasible || status == Status.STUCK) {
      return Status.STUCK;
    }
    blame(restored);
    return Status.INFEASIBLE;
  }

  /** Takes over the restoration's multipliers, which show that no step lessens the violation. */
  private void blame(Iterate restored) {
    for (int i = 0; i < current.y.length; i++) {
      current.y[i] = restored.y[i] / RestorationProblem.RHO;
    }
    for (int j = 0; j < current.x.length; j++) {
      current.zLower[j] = restored.zLower[j] / RestorationProblem.RHO;
      current.zUpper[j] = restored.zUpper[j] / RestorationProblem.RHO;
    }
  }

  /** Goes on from a restored x, with multipliers that follow from it. */
  private void returnTo(Iterate restored) {
    for (int i = 0; i < direction.x.length; i++) {
      direction.x[i] = restored.x[i] - current.x[i];
    }
    direction.multipliers(current, mu);
    direction.advance(current, 0, tau, restored);
    boolean large = false;
    for (int i = 0; i < restored.x.length; i++) {
      large |= restored.zLower[i] > 1e3 || restored.zUpper[i] > 1e3;
    }
    take();
    if (large) {
      unitMultipliers();
    }
    leastSquaresMultipliers();
  }

  /** Sets the multipliers of all bounds to 1. */
  void unitMultipliers() {
    for (int i = 0; i < current.x.length; i++) {
      current.zLower[i] = current.hasLower(i) ? 1 : 0;
      current.zUpper[i] = current.hasUpper(i) ? 1 : 0;
    }
  }

  /** Sets y to minimise the norm of grad f + J' y - zL + zU, or to 0 where that y is large. */
  void leastSquaresMultipliers() {
    int n = current.x.length;
    int m = current.y.length;
    Arrays.fill(current.y, 0);
    if (m == 0 || !kkt.factorLeastSquares(current.jacobian)) {
      return;
    }
    double[] system = new double[n + m];
    for (int i = 0; i < n; i++) {
      system[i] = -(current.gradient[i] - current.zLower[i] + current.zUpper[i]);
    }
    kkt.solve(system);
    for (int i = 0; i < m; i++) {
      if (!(Math.abs(system[n + i]) <= 1e3)) {
        return;
      }
    }
    System.arraycopy(system, n, current.y, 0, m);
  }

  /** The last means, a few times: a point by the problem's own means, or a new filter. */
  private @Nullable Status rescue() {
    if (rescues++ >= 3) {
      return best(Status.STUCK);
    }
    forgetFilter();
    if (problem.repair(current.x, mu)) {
      return current.evaluate() && current.differentiate() ? null : best(Status.STUCK);
    }
    if (error() <= parameters.acceptableTolerance()) {
      return best(Status.ACCEPTABLE);
    }
    return null;
  }
}
