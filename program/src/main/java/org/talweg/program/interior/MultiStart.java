package org.talweg.program.interior;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.talweg.program.Nlp;
import org.talweg.program.PrimalDual;
import org.talweg.program.Sparsity;
import org.talweg.program.factor.SymmetricFactorization;

/**
 * Many local searches by {@link InteriorPoint}, for programs with several local optima and for
 * those that defeat a single run: from the program's own start with a high and with a low first
 * barrier, then in turn from points scattered about that start, near and far, and from the best
 * solution so far with all of its variables, or those of a random run of neighbours, perturbed
 * (monotonic basin hopping, Leary 2000).
 *
 * <p>It stops where the budget ends, or where by Boender and Rinnooy Kan's rule (Bayesian stopping
 * rules for multistart global optimization methods, Mathematical Programming 37, 1987) no further
 * optimum is to be expected: w different optima in N searches let one expect w (N - 1) / (N - w -
 * 2) of them. That is no proof: the result is a local optimum, the best of those found.
 */
public final class MultiStart {
  /** The rule supposes starts that are alike, which ours are not: this many are made first. */
  private static final int FEWEST_SEARCHES = 20;

  private static final double[] SCATTER = {1, 10, 0.1};
  private static final double[] PERTURB = {0.3, 1, 0.03};

  /** Fewest iterations that every search gets, and how many times those of the first. */
  private static final int FEWEST = 100;

  private static final int TIMES = 4;

  private final Parameters parameters;
  private final Function<Sparsity, SymmetricFactorization> factorizations;

  /**
   * What came of all searches.
   *
   * @param solution the best
   * @param first what a single search from the program's start came to
   * @param searches how many there were
   * @param optima how many different optima they found
   * @param iterations of all searches
   */
  public record Found(
      Solution solution, Solution first, int searches, int optima, int iterations) {}

  /** Searches with the sparse factorization. */
  public MultiStart(Parameters parameters) {
    this(parameters, InteriorPoint::sparse);
  }

  public MultiStart(
      Parameters parameters, Function<Sparsity, SymmetricFactorization> factorizations) {
    this.parameters = parameters;
    this.factorizations = factorizations;
  }

  /** When enough has been found. */
  public enum Goal {
    /** A local solution, whichever: further searches are for runs that fail. */
    ANY {
      @Override
      boolean reached(int solved, int optima) {
        return solved > 0;
      }
    },
    /** The best: until no further optimum is to be expected. */
    BEST {
      @Override
      boolean reached(int solved, int optima) {
        return solved >= FEWEST_SEARCHES
            && optima > 0
            && solved > optima + 2
            && optima * (solved - 1.0) / (solved - optima - 2.0) < optima + 0.5;
      }
    };

    abstract boolean reached(int solved, int optima);
  }

  /**
   * Searches until the budget ends or the goal is reached.
   *
   * @param most the most searches
   * @param over whether the budget is spent; the first search is stopped by it too
   * @param better hears each solution that is better than those before
   * @param progress hears a line per iteration and per search
   */
  public Found solve(
      Nlp nlp,
      PrimalDual start,
      Goal goal,
      int most,
      RandomGenerator random,
      BooleanSupplier over,
      Consumer<Solution> better,
      Consumer<String> progress) {
    Solution first =
        new InteriorPoint(parameters, factorizations).solve(nlp, start, over, progress);
    better.accept(first);
    Solution best = first;
    var optima = new ArrayList<Double>();
    note(optima, first);
    int iterations = first.iterations();
    int searches = 1;
    int solved = first.status().solved() ? 1 : 0;
    Parameters limited =
        parameters.withIterations(
            Math.min(parameters.iterations(), Math.max(FEWEST, TIMES * first.iterations())));
    while (searches < most && !over.getAsBoolean() && !goal.reached(solved, optima.size())) {
      boolean lowBarrier = searches == 1;
      Solution next =
          new InteriorPoint(lowBarrier ? limited.warm() : limited, factorizations)
              .solve(
                  nlp,
                  lowBarrier ? start : begin(nlp, start.x(), best, searches - 2, random),
                  over,
                  words -> {});
      searches++;
      iterations += next.iterations();
      solved += next.status().solved() ? 1 : 0;
      note(optima, next);
      if (improves(next, best)) {
        best = next;
        better.accept(best);
      }
      progress.accept("search " + searches + ": " + words(next, over) + " at " + next.objective());
    }
    return new Found(best, first, searches, optima.size(), iterations);
  }

  private static String words(Solution s, BooleanSupplier over) {
    return s.status() == Status.STOPPED && !over.getAsBoolean()
        ? "given up after " + s.iterations() + " iterations"
        : s.status().words();
  }

  private static void note(List<Double> optima, Solution s) {
    if (s.status().solved()
        && optima.stream().noneMatch(f -> Math.abs(f - s.objective()) <= close(f))) {
      optima.add(s.objective());
    }
  }

  private static double close(double objective) {
    return 1e-6 * Math.max(1, Math.abs(objective));
  }

  private static boolean improves(Solution next, Solution best) {
    if (feasible(next) != feasible(best)) {
      return feasible(next);
    }
    return feasible(next)
        ? next.objective() < best.objective()
        : next.violation() * leniency(next) < best.violation() * leniency(best);
  }

  /** A point that locally minimises the violation says more than one a little less violated. */
  private static double leniency(Solution s) {
    return s.status() == Status.INFEASIBLE ? 0.9 : 1;
  }

  private static boolean feasible(Solution s) {
    return s.violation() <= 1e-6;
  }

  /** The start of the search with number k, from 0. */
  private static PrimalDual begin(
      Nlp nlp, double[] start, Solution best, int k, RandomGenerator random) {
    int cycle = k / 2 % 3;
    double[] x;
    if (k % 2 == 0 || !feasible(best)) {
      x = start.clone();
      scatter(nlp, x, SCATTER[cycle], 0, x.length, random);
    } else {
      x = best.point().x().clone();
      int from = 0;
      int to = x.length;
      if (k % 4 == 3 && x.length > 10) { // a run of neighbours: models are often chains or grids
        int length = Math.max(2, random.nextInt(x.length / 5));
        from = random.nextInt(x.length - length);
        to = from + length;
      }
      scatter(nlp, x, PERTURB[cycle], from, to, random);
    }
    return PrimalDual.of(x);
  }

  /** Moves variables by sigma times their size, or their range where that is smaller. */
  private static void scatter(
      Nlp nlp, double[] x, double sigma, int from, int to, RandomGenerator random) {
    for (int i = from; i < to; i++) {
      double l = nlp.lower()[i];
      double u = nlp.upper()[i];
      double size = Math.max(1, Math.abs(x[i]));
      double range = u - l;
      x[i] =
          sigma >= 10 && range < 1e4
              ? l + range * random.nextDouble()
              : x[i] + sigma * Math.min(size, range) * random.nextGaussian();
      x[i] = Math.clamp(x[i], l, Math.max(l, u));
    }
  }
}
