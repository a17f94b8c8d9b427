package org.talweg.program.interior;

/**
 * The filter line search (Wächter and Biegler 2006, algorithm A, steps A-5): along a direction it
 * backtracks until the trial point improves the infeasibility theta or the barrier function phi
 * enough, or, where the direction promises much, until phi satisfies Armijo's condition; and is
 * acceptable to the filter. Where the first trial makes theta worse, second-order corrections of
 * the direction are tried.
 */
final class LineSearch {
  private static final double GAMMA_THETA = 1e-5;
  private static final double GAMMA_PHI = 1e-8;
  private static final double DELTA = 1;
  private static final double S_THETA = 1.1;
  private static final double S_PHI = 2.3;
  private static final double ETA = 1e-8;
  private static final double GAMMA_ALPHA = 0.05;
  private static final int CORRECTIONS = 4;
  private static final double KAPPA_CORRECTION = 0.99;

  /** By how many orders of magnitude phi may grow at most. */
  private static final double MOST_GROWTH = 5;

  private static final int REJECTIONS_BEFORE_RESET = 5;
  private static final int MOST_RESETS = 5;

  /** What a trial is compared with: theta, phi and phi's slope along the direction. */
  record Reference(double theta, double phi, double slope) {}

  private final Filter filter;

  /** What phi may be wrong by, relative to its size: it is a sum of many terms. */
  private final double rounding;

  private final KktSystem kkt;
  private final Direction correction;
  private final double[] corrected; // constraint values to be corrected
  private final double thetaMax;
  private final double thetaMin;
  private boolean rejectedByFilter = false;

  /** Whether the last trial of this search that was rejected was so by the filter alone. */
  private boolean rejectedBefore = false;

  private int successiveRejections = 0;
  private int resets = 0;

  LineSearch(KktSystem kkt, int n, int m, double theta) {
    this.rounding = 10 * Math.ulp(1.0) * Math.sqrt(Math.max(1, n));
    this.filter = new Filter(rounding);
    this.kkt = kkt;
    this.correction = new Direction(n, m);
    this.corrected = new double[m];
    this.thetaMax = 1e4 * Math.max(1, theta);
    this.thetaMin = 1e-4 * Math.max(1, theta);
  }

  /** a at most b, but for a rounding error relative to the given size. */
  static boolean atMost(double a, double b, double size, double rounding) {
    return a - b <= rounding * Math.abs(size);
  }

  /** Forgets the filter: the barrier function is another one now. */
  void forget() {
    filter.clear();
  }

  /** Forbids what is no better than the reference. */
  void forbid(Reference reference) {
    filter.add((1 - GAMMA_THETA) * reference.theta, reference.phi - GAMMA_PHI * reference.theta);
  }

  /** Whether a point that the restoration phase has found may be gone on from. */
  boolean acceptableAfterRestoration(double theta, double phi, Reference reference) {
    return theta <= thetaMax && theta <= 0.9 * reference.theta && filter.accepts(theta, phi);
  }

  /** The shortest step worth a trial. */
  private static double shortest(Reference r, double thetaMin) {
    double alpha = GAMMA_THETA;
    if (r.slope < 0) {
      alpha = Math.min(alpha, GAMMA_PHI * r.theta / -r.slope);
      if (r.theta <= thetaMin) {
        alpha = Math.min(alpha, DELTA * Math.pow(r.theta, S_THETA) / Math.pow(-r.slope, S_PHI));
      }
    }
    return GAMMA_ALPHA * alpha;
  }

  private boolean promising(Reference r, double alpha) {
    return r.slope < 0
        && r.theta <= thetaMin
        && alpha * Math.pow(-r.slope, S_PHI) > DELTA * Math.pow(r.theta, S_THETA);
  }

  private boolean armijo(Reference r, double alpha, double phi) {
    return atMost(phi - r.phi, ETA * alpha * r.slope, r.phi, rounding);
  }

  /** Whether a trial point is good enough compared with the reference and the filter. */
  boolean accepts(Reference r, double alpha, double theta, double phi) {
    rejectedByFilter = false;
    if (!(theta <= thetaMax) || Double.isNaN(phi)) {
      return false;
    }
    if (phi > r.phi) {
      double growth = Math.log10(phi - r.phi);
      if (growth > MOST_GROWTH + Math.max(1, Math.log10(Math.abs(r.phi)))) {
        return false;
      }
    }
    boolean better =
        promising(r, alpha)
            ? armijo(r, alpha, phi)
            : atMost(theta, (1 - GAMMA_THETA) * r.theta, r.theta, 10 * Math.ulp(1.0))
                || atMost(phi, r.phi - GAMMA_PHI * r.theta, r.phi, rounding);
    if (!better) {
      return false;
    }
    rejectedByFilter = !filter.accepts(theta, phi);
    return !rejectedByFilter;
  }

  /** After an accepted step: the filter grows unless phi itself has fallen enough. */
  void accepted(Reference r, double alpha, double phi) {
    if (!(promising(r, alpha) && armijo(r, alpha, phi))) {
      forbid(r);
    }
    successiveRejections = rejectedBefore ? successiveRejections + 1 : 0;
    if (successiveRejections >= REJECTIONS_BEFORE_RESET && resets < MOST_RESETS) {
      filter.clear();
      resets++;
      successiveRejections = 0;
    }
  }

  /**
   * Searches from an iterate along a direction.
   *
   * @param first the longest step to try
   * @param corrections whether to try second-order corrections: the system's last factorization is
   *     the one that gave the direction
   * @param trial receives the accepted point, fully evaluated
   * @return the step accepted, or 0 for none
   */
  double search(
      Iterate from,
      Direction d,
      Reference r,
      double first,
      boolean corrections,
      double mu,
      double tau,
      Iterate trial) {
    double shortest = shortest(r, thetaMin);
    rejectedBefore = false;
    for (double alpha = first; alpha > shortest || alpha == first; alpha *= 0.5) {
      boolean finite = move(from, d, alpha, trial);
      double theta = finite ? trial.infeasibility() : Double.POSITIVE_INFINITY;
      if (finite && accepts(r, alpha, theta, trial.barrier(mu)) && trial.differentiate()) {
        d.advance(from, alpha, tau, trial);
        accepted(r, alpha, trial.barrier(mu));
        return alpha;
      }
      rejectedBefore = rejectedByFilter;
      if (corrections && alpha == first && finite && theta >= r.theta && r.theta > 0) {
        if (corrected(from, d, r, alpha, mu, tau, trial)) {
          return alpha;
        }
      }
      if (alpha < 1e-16) {
        return 0;
      }
    }
    return 0;
  }

  /** Tries second-order corrections (section 2.4). */
  private boolean corrected(
      Iterate from, Direction d, Reference r, double alpha, double mu, double tau, Iterate trial) {
    double step = alpha;
    System.arraycopy(from.c, 0, corrected, 0, corrected.length);
    double previous = Double.POSITIVE_INFINITY;
    for (int p = 0; p < CORRECTIONS; p++) {
      double theta = trial.infeasibility();
      if (theta > KAPPA_CORRECTION * previous) {
        return false;
      }
      previous = theta;
      for (int i = 0; i < corrected.length; i++) {
        corrected[i] = step * corrected[i] + trial.c[i];
      }
      correction.solve(from, mu, corrected, kkt);
      if (!correction.finite()) {
        return false;
      }
      step = correction.primalStep(from, tau);
      if (!move(from, correction, step, trial)) {
        return false;
      }
      double phi = trial.barrier(mu);
      if (accepts(r, alpha, trial.infeasibility(), phi) && trial.differentiate()) {
        d.copyFrom(correction);
        d.advance(from, step, tau, trial);
        accepted(r, alpha, phi);
        return true;
      }
    }
    return false;
  }

  /** Sets the trial's x and evaluates there; false where a function has no finite value. */
  static boolean move(Iterate from, Direction d, double alpha, Iterate trial) {
    for (int i = 0; i < d.x.length; i++) {
      trial.x[i] = from.x[i] + alpha * d.x[i];
    }
    return trial.evaluate();
  }
}
