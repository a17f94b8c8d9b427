package org.talweg.program.bilevel;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.talweg.model.Assessment;
import org.talweg.model.AssessmentException;
import org.talweg.model.Features;
import org.talweg.model.Form;
import org.talweg.model.Objective;
import org.talweg.model.Problem;
import org.talweg.program.Nlp;
import org.talweg.program.interior.Solution;
import org.talweg.program.interior.Status;

/**
 * A leader decides x knowing how a follower will answer:
 *
 * <pre>
 *   min over x in X, y of F(x, y)   subject to   GL &lt;= G(x, y) &lt;= GU,
 *       y in S(x) = argmin over y' in Y of { f(x, y') : gL &lt;= g(x, y') &lt;= gU }
 * </pre>
 *
 * X and Y are boxes; g may couple both levels. Where S(x) has several points the leader chooses
 * among them (the optimistic case). Both levels are given as programs over z = (x, y), x first: the
 * upper one holds F, G and the bounds of x, the lower one f, g and the bounds of y.
 *
 * <p><b>The judge</b> solves the lower level at the given x itself, by the interior-point method,
 * and reports the suboptimality gap f(x, y) - min f. A solution is feasible when both levels'
 * constraints hold to {@value #FEASIBILITY}, relative to max(1, |bound|), and the gap is at most
 * {@value #GAP} max(1, |min f|). A gap that is tolerated leaves room in y of the order of its
 * square root, 1e-3 where f has curvature 1, and as much in F. Where the lower level is convex in y
 * its minimum is certain. Otherwise it is the best of {@value #STARTS} starts, y itself among them:
 * the judge may then miss a better answer, and reject nothing that it should accept.
 *
 * <p>An instance is used by one thread at a time.
 */
public final class BilevelProgram implements Problem<LeaderFollower> {
  public static final Form BILEVEL = new Form("bilevel-program");

  /** The number of x. */
  public static final String UPPER_VARIABLES = "upper variables";

  /** The number of y. */
  public static final String LOWER_VARIABLES = "lower variables";

  public static final String UPPER_CONSTRAINTS = "upper constraints";
  public static final String LOWER_CONSTRAINTS = "lower constraints";

  /** 1 where the lower level is convex in y for every x, else 0. */
  public static final String CONVEX = "convex lower level";

  /** 1 where both levels are given as formulas, else 0. */
  public static final String FORMULAS = "formulas";

  static final double FEASIBILITY = 1e-6;
  static final double GAP = 1e-6;
  static final int STARTS = 6;

  private final String name;
  private final int n;
  private final Nlp upper;
  private final Nlp lower;
  private final boolean convex;
  private final @Nullable Gradients samples;
  private final @Nullable BilevelModel model;
  private final Follower follower;
  private final Box x;
  private final Box y;

  BilevelProgram(
      String name,
      int n,
      Nlp upper,
      Nlp lower,
      boolean convex,
      @Nullable Gradients samples,
      @Nullable BilevelModel model) {
    int size = upper.variables();
    if (lower.variables() != size || n < 1 || n >= size) {
      throw new IllegalArgumentException(
          "both levels are over x and y: %d and %d variables, %d of them x"
              .formatted(size, lower.variables(), n));
    }
    for (int j = n; j < size; j++) {
      if (upper.lower()[j] > lower.lower()[j] || upper.upper()[j] < lower.upper()[j]) {
        throw new IllegalArgumentException(
            "bounds of y belong to the lower level; write those of the upper level as constraints");
      }
    }
    this.name = name;
    this.n = n;
    this.upper = upper;
    this.lower = lower;
    this.convex = convex;
    this.samples = samples;
    this.model = model;
    this.x = new Box(upper.lower(), upper.upper()).part(0, n);
    this.y = new Box(lower.lower(), lower.upper()).part(n, size);
    this.follower = new Follower(lower, n, y);
  }

  /**
   * From both levels as functions; the start is that of the upper level.
   *
   * @param n the number of x
   * @param convex whether f, g and Y are convex in y for every x: then the judge is certain, and
   *     the methods that need it apply
   */
  public static BilevelProgram of(String name, int n, Nlp upper, Nlp lower, boolean convex) {
    return new BilevelProgram(name, n, upper, lower, convex, null, null);
  }

  /** This problem with gradients from samples; the judge goes on to use the functions. */
  public BilevelProgram withSamples(Gradients samples) {
    return new BilevelProgram(name, n, upper, lower, convex, samples, model);
  }

  /** n, the number of x. */
  public int upperVariables() {
    return n;
  }

  /** The number of y. */
  public int lowerVariables() {
    return lower.variables() - n;
  }

  /** F, G and the bounds of x, over (x, y). */
  public Nlp upper() {
    return upper;
  }

  /** f, g and the bounds of y, over (x, y). */
  public Nlp lower() {
    return lower;
  }

  /** X. */
  public Box boundsOfX() {
    return x;
  }

  /** Y. */
  public Box boundsOfY() {
    return y;
  }

  /** Whether the lower level is convex in y for every x. */
  public boolean convexLower() {
    return convex;
  }

  /** The formulas, where that is how the problem was given. */
  Optional<BilevelModel> model() {
    return Optional.ofNullable(model);
  }

  /** Gradients for first-order methods: from samples where there are any, else exact. */
  public Gradients gradients() {
    return samples != null
        ? samples
        : new Gradients() {
          @Override
          public void upper(double[] z, long sample, double[] gradient) {
            upper.gradient(z, gradient);
          }

          @Override
          public void lower(double[] z, long sample, double[] gradient) {
            lower.gradient(z, gradient);
          }

          @Override
          public boolean noisy() {
            return false;
          }
        };
  }

  /** Where to begin, within the bounds. */
  public LeaderFollower start() {
    double[] z = upper.start();
    double[] first = Arrays.copyOf(z, n);
    double[] second = Arrays.copyOfRange(z, n, z.length);
    x.project(first);
    y.project(second);
    return new LeaderFollower(first, second);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Form form() {
    return BILEVEL;
  }

  @Override
  public Features features() {
    return Features.none()
        .with(UPPER_VARIABLES, n)
        .with(LOWER_VARIABLES, lowerVariables())
        .with(UPPER_CONSTRAINTS, upper.constraints())
        .with(LOWER_CONSTRAINTS, lower.constraints())
        .with(CONVEX, convex ? 1 : 0)
        .with(FORMULAS, model == null ? 0 : 1)
        .with(Features.OBJECTIVES, 1)
        .with(Features.NOISY, gradients().noisy() ? 1 : 0);
  }

  @Override
  public List<Objective> objectives() {
    return List.of(Objective.minimize("upper"));
  }

  /** F; the violation sums what exceeds its tolerance. */
  @Override
  public Assessment assess(LeaderFollower solution) throws AssessmentException {
    if (solution.x().length != n || solution.y().length != lowerVariables()) {
      throw new AssessmentException(
          "a solution has %d values of x and %d of y, not %d and %d"
              .formatted(n, lowerVariables(), solution.x().length, solution.y().length));
    }
    double[] z = solution.joint();
    double objective = upper.objective(z);
    double value = lower.objective(z);
    if (Double.isNaN(objective) || Double.isNaN(value)) {
      throw new AssessmentException("an objective is NaN");
    }
    double above = Math.max(violation(upper, z), violation(x, solution.x()));
    double below = Math.max(violation(lower, z), violation(y, solution.y()));
    if (Double.isNaN(above + below)) {
      throw new AssessmentException("a constraint is NaN");
    }
    double least = lowerOptimum(solution);
    double gap = Math.max(0, value - least);
    var quantities = new LinkedHashMap<String, Double>();
    quantities.put("upper violation", above);
    quantities.put("lower violation", below);
    quantities.put("lower objective", value);
    quantities.put("lower optimum", least);
    quantities.put("suboptimality gap", gap);
    return new Assessment(
        List.of(objective + 0.0),
        beyond(above, FEASIBILITY)
            + beyond(below, FEASIBILITY)
            + beyond(gap, GAP * Math.max(1, Math.abs(least))),
        OptionalDouble.empty(),
        quantities);
  }

  private static double beyond(double amount, double tolerance) {
    return amount <= tolerance ? 0 : amount;
  }

  /** min f at the solution's x, by solves of the problem's own. */
  private double lowerOptimum(LeaderFollower solution) throws AssessmentException {
    double least = Double.POSITIVE_INFINITY;
    Status last = Status.STUCK;
    // As many starts again where the first ones fail.
    for (int k = 0; k < 2 * STARTS && (k < (convex ? 1 : STARTS) || least == inf()); k++) {
      Solution answer = follower.answer(solution.x(), start(k, solution.y()));
      last = answer.status();
      if (last.solved() && answer.violation() <= FEASIBILITY) {
        least = Math.min(least, answer.objective());
      } else if (last == Status.UNBOUNDED) {
        throw new AssessmentException("the lower level is unbounded at this x");
      }
    }
    if (least == inf()) {
      throw new AssessmentException(
          "the lower level at this x could not be solved: " + last.words());
    }
    return least;
  }

  private static double inf() {
    return Double.POSITIVE_INFINITY;
  }

  /** The given y, then the lower level's own start, then random ones, the same in every run. */
  private double[] start(int k, double[] given) {
    if (k < 2) {
      return k == 0 ? given : Arrays.copyOfRange(lower.start(), n, lower.variables());
    }
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(k);
    double[] start = new double[given.length];
    for (int j = 0; j < start.length; j++) {
      double from = y.lower()[j];
      double to = y.upper()[j];
      boolean bounded = Double.isFinite(from) && Double.isFinite(to);
      start[j] =
          bounded
              ? from + (to - from) * random.nextDouble()
              : given[j] + Math.max(1, Math.abs(given[j])) * random.nextGaussian();
    }
    y.project(start);
    return start;
  }

  /** What the follower answers at x, with multipliers. */
  public Solution response(double[] x, double[] from) {
    return follower.answer(x, from);
  }

  /**
   * The nearest answers of the follower that can be had cheaply: minimises f(x, .) by the proximal
   * point method from y, which leads to a solution near y where there are several, until the judge
   * is content. Solvers make feasible by it what they are about to offer.
   */
  LeaderFollower settled(double[] x, double[] y) {
    double[] at = y.clone();
    Solution best = follower.answer(x, at);
    if (!best.status().solved()) {
      return new LeaderFollower(x, y);
    }
    double enough = best.objective() + GAP / 10 * Math.max(1, Math.abs(best.objective()));
    double[] z = LeaderFollower.joint(x, at);
    boolean feasible = Math.max(violation(lower, z), violation(this.y, at)) <= FEASIBILITY / 10;
    if (feasible && lower.objective(z) <= enough) {
      return new LeaderFollower(x, at);
    }
    for (double weight = 1; weight > 1e-7; weight /= 10) {
      Solution near = follower.near(x, at, weight);
      if (!near.status().solved()) {
        break;
      }
      at = follower.y(near);
      if (lower.objective(near.point().x()) <= enough) {
        return new LeaderFollower(x, at);
      }
    }
    return new LeaderFollower(x, follower.y(best));
  }

  /** The largest violation of a constraint, relative to max(1, |bound|). */
  static double violation(Nlp nlp, double[] z) {
    double[] values = new double[nlp.constraints()];
    nlp.constraints(z, values);
    return violation(new Box(nlp.constraintLower(), nlp.constraintUpper()), values);
  }

  private static double violation(Box box, double[] values) {
    double worst = 0;
    for (int i = 0; i < values.length; i++) {
      double from = box.lower()[i];
      double to = box.upper()[i];
      double v = values[i];
      double over =
          v < from
              ? (from - v) / Math.max(1, Math.abs(from))
              : v > to ? (v - to) / Math.max(1, Math.abs(to)) : Double.isNaN(v) ? v : 0;
      worst = Math.max(worst, over);
    }
    return worst;
  }
}
