package org.talweg.papers.nonsmoothpde;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.talweg.papers.Claim;
import org.talweg.papers.Context;
import org.talweg.papers.Criterion;
import org.talweg.papers.Figure;
import org.talweg.papers.Reproduction;
import org.talweg.papers.ReproductionException;
import org.talweg.program.simulation.Counting;
import org.talweg.program.simulation.GradientSampling;
import org.talweg.program.simulation.GradientSampling.Settings;
import org.talweg.program.simulation.MaxSwitchControl;
import org.talweg.program.simulation.MultiGradientDescent;
import org.talweg.program.simulation.ReferencePointWalk;
import org.talweg.program.simulation.ReferencePointWalk.Walk;

/**
 * Multiobjective Optimization of Non-Smooth PDE-Constrained Problems (arXiv 2308.01113): descent
 * through kinks with few subgradients, and evenly spread fronts of a control problem with a switch.
 */
public final class NonsmoothPde implements Reproduction {
  private static final int STARTS = 100;
  private static final int SIDE = 31;
  private static final double KAPPA = 100;
  private static final int WEIGHTS = 21;
  private static final double PARALLEL = 0.08;
  private static final double MARGIN = 1e-2;

  private static final String DGS = "deterministic gradient sampling";
  private static final String BLIND = "descent that ignores kinks";
  private static final String RANDOM = "random gradient sampling";
  private static final String SUMS = "weighted sums";
  private static final String NEAR = "reference points, h_perp 0.1";
  private static final String FAR = "reference points, h_perp 0.3";

  private static final String NOT_CRITICAL = "share of starts that end at no critical point";
  private static final String DOMINATED = "share of starts that end dominated";
  private static final String SUBGRADIENTS = "subgradients per start";
  private static final String VALUES = "values per start";
  private static final String STEPS = "steps per start";
  private static final String SPACING = "coefficient of variation of the distances";
  private static final String RELATIVE = "the same relative to weighted sums";
  private static final String EXTREMES = "greatest by least distance";
  private static final String POINTS = "points";
  private static final String SOLVES = "state solves per point";
  private static final String COST = "state solves per point relative to weighted sums";
  private static final String WORSE = "points that another dominates";
  private static final String NEWTON = "most Newton steps of a state";
  private static final String LINEAR = "deviation from the exact front without the switch";

  @Override
  public String paper() {
    return "nonsmooth-pde-mo";
  }

  @Override
  public int seeds() {
    return 5;
  }

  @Override
  public List<String> protocol() {
    return List.of(
        "Kinks: Crescent and Mifflin 2 over two variables; 100 starts a seed, uniform in [-0.5,"
            + " 1.5]^2; eps = delta = 0.001, c = 0.25, t0 = 1. A subgradient of one objective"
            + " counts as one, the values of both as one.",
        "Whether an end is critical is decided for all methods by the paper's own test; it is"
            + " dominated where a point of a 601 by 601 grid over the starts' square is better by"
            + " more than 0.01 in both.",
        "Control: -Laplace y + 100 max(0, y) = u on the unit square, 31 by 31 inner points, sigma ="
            + " 0.001, targets sin(pi x) sin(pi y) / 2 and -sin(2 pi x) sin(pi y) / 2; limited-memory"
            + " quasi-Newton in the inner product of functions until the gradient is below 1e-7, each point"
            + " from the last; below 1e-10 where the exact front is the measure. Where ten evaluations"
            + " bring no decrease of 1e-12 of the value, at a kink, a search ends.",
        "21 evenly spread weights from 1 to 0; reference points with h_par = 0.08 and h_perp = 0.1"
            + " or 0.3 in objectives normalised by the front's ends. Distances are those of"
            + " neighbours in normalised objectives, the last left out. All of a walk's state solves"
            + " count.");
  }

  @Override
  public List<String> baselines() {
    return List.of(
        "steepest descent along the least vector in the hull of the gradients (Fliege and Svaiter)",
        "the same with gradients at 4 random points within eps for each objective",
        "weighted sums");
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "few subgradients suffice at kinks",
            "At least 98 % of the starts end at a critical point, none dominated, with at most 50"
                + " subgradients on average; descent that ignores kinks ends at no critical point on"
                + " at least 20 % of them.",
            "a prototype had all critical, none dominated, 28 subgradients; 39 % without",
            List.of(
                Criterion.atMost(NOT_CRITICAL, DGS, 0.02),
                Criterion.atMost(DOMINATED, DGS, 0),
                Criterion.atMost(SUBGRADIENTS, DGS, 50),
                Criterion.atLeast(NOT_CRITICAL, BLIND, 0.2).asCondition())),
        new Claim(
            "reference points spread evenly",
            "With h_perp = 0.1 the distances have a coefficient of variation of at most 0.15, and at"
                + " most a quarter of that of weighted sums, for at most 1.5 times the state solves"
                + " per point; no point dominates another.",
            "a prototype had 0.022 against 0.56, for 1.1 times the solves",
            List.of(
                Criterion.atMost(SPACING, NEAR, 0.15),
                Criterion.atMost(RELATIVE, NEAR, 0.25),
                Criterion.atMost(COST, NEAR, 1.5),
                Criterion.atMost(WORSE, NEAR, 0).asCondition(),
                Criterion.atMost(WORSE, SUMS, 0).asCondition())),
        new Claim(
            "semismooth Newton steps are few",
            "No state takes more than 10 Newton steps from the last one; without the switch the front"
                + " is the exact one within 1e-8.",
            "2 to 8 by the survey",
            List.of(
                Criterion.atMost(NEWTON, NEAR, 10),
                Criterion.atMost(NEWTON, SUMS, 10),
                Criterion.atMost(LINEAR, SUMS, 1e-8).asCondition())));
  }

  @Override
  public List<String> limits() {
    return List.of(
        "Reduced-order models in a trust region, the survey's third part; regularisation paths, its"
            + " fourth; the obstacle problem.",
        "Whether subgradients are fewer than those of proximal bundle methods.",
        "Convergence as eps and delta go to 0: both are fixed here.");
  }

  /** Sums over the starts of one seed. */
  private record Tally(
      double notCritical, double dominated, double subgradients, double values, double steps) {}

  private interface Descent {
    /** Where it ends, and after how many steps. */
    GradientSampling.Descent run(Counting f, double[] x, RandomGenerator random);
  }

  private static Tally tally(KinkedPair.Grid grid, int starts, long seed, Descent method) {
    RandomGenerator places = Context.random(seed, "starts");
    RandomGenerator own = Context.random(seed, "method");
    var judge = new KinkedPair();
    double notCritical = 0;
    double dominated = 0;
    double subgradients = 0;
    double values = 0;
    double steps = 0;
    for (int k = 0; k < starts; k++) {
      double[] x = places.doubles(2, -0.5, 1.5).toArray();
      var counting = new Counting(new KinkedPair());
      GradientSampling.Descent end = method.run(counting, x, own);
      notCritical += GradientSampling.critical(judge, end.x(), Settings.defaults()) ? 0 : 1;
      dominated += grid.dominates(judge.values(end.x()), MARGIN) ? 1 : 0;
      subgradients += counting.subgradientCalls();
      values += counting.valueCalls();
      steps += end.steps();
    }
    return new Tally(
        notCritical / starts,
        dominated / starts,
        subgradients / starts,
        values / starts,
        steps / starts);
  }

  private static Descent method(String name) {
    Settings settings = Settings.defaults();
    return name.equals(DGS)
        ? (f, x, random) -> GradientSampling.descend(f, x, settings)
        : (f, x, random) ->
            new GradientSampling.Descent(
                MultiGradientDescent.descend(f, x, settings, name.equals(RANDOM) ? 4 : 0, random),
                false,
                0);
  }

  private static void kinks(Context context, List<Figure> figures)
      throws InterruptedException, ReproductionException {
    var grid = new KinkedPair.Grid();
    int starts = context.quick() ? 10 : STARTS;
    for (String name : List.of(DGS, BLIND, RANDOM)) {
      List<Tally> tallies =
          context.inParallel(
              name, context.seeds(), seed -> tally(grid, starts, seed, method(name)));
      figures.add(mean(NOT_CRITICAL, name, tallies, Tally::notCritical));
      figures.add(mean(DOMINATED, name, tallies, Tally::dominated));
      figures.add(mean(SUBGRADIENTS, name, tallies, Tally::subgradients));
      figures.add(mean(VALUES, name, tallies, Tally::values));
    }
    List<Tally> dgs =
        context.inParallel(STEPS, context.seeds(), seed -> tally(grid, starts, seed, method(DGS)));
    figures.add(mean(STEPS, DGS, dgs, Tally::steps));
  }

  private static Figure mean(
      String quantity, String method, List<Tally> of, ToDoubleFunction<Tally> value) {
    return Figure.mean(quantity, method, "", of.stream().mapToDouble(value).toArray());
  }

  /** A walk and how many Newton steps its states took. */
  private record Walked(String name, Walk walk, int newton, double meanNewton) {}

  private static Walked walk(String name, int side) {
    MaxSwitchControl control = MaxSwitchControl.ofSurvey(side, KAPPA);
    double[] start = new double[side * side];
    Walk walk =
        switch (name) {
          case SUMS -> ReferencePointWalk.weightedSums(control, start, WEIGHTS);
          case NEAR -> ReferencePointWalk.references(control, start, PARALLEL, 0.1);
          default -> ReferencePointWalk.references(control, start, PARALLEL, 0.3);
        };
    return new Walked(name, walk, control.mostNewtonSteps(), control.meanNewtonSteps());
  }

  private static void control(Context context, List<Figure> figures)
      throws InterruptedException, ReproductionException {
    int side = context.quick() ? 7 : SIDE;
    List<Walked> walks =
        context.inParallel("walks", List.of(SUMS, NEAR, FAR), name -> walk(name, side));
    Spacing sums = Spacing.of(walks.getFirst().walk().values());
    double sumSolves = solves(walks.getFirst());
    for (Walked walked : walks) {
      String name = walked.name();
      Spacing spacing = Spacing.of(walked.walk().values());
      figures.add(Figure.median(POINTS, name, "", walked.walk().points().size()));
      figures.add(Figure.median(SPACING, name, "", spacing.variation()));
      figures.add(Figure.median(EXTREMES, name, "", spacing.extremes()));
      figures.add(Figure.median(SOLVES, name, "", solves(walked)));
      figures.add(Figure.median(NEWTON, name, "", walked.newton()));
      figures.add(Figure.median("mean Newton steps of a state", name, "", walked.meanNewton()));
      figures.add(Figure.median(WORSE, name, "", dominated(walked.walk().values())));
      if (!name.equals(SUMS)) {
        figures.add(Figure.median(RELATIVE, name, "", spacing.variation() / sums.variation()));
        figures.add(Figure.median(COST, name, "", solves(walked) / sumSolves));
      }
    }
    figures.add(Figure.median(LINEAR, SUMS, "", linear(side)));
  }

  private static double solves(Walked walked) {
    return (double) walked.walk().simulations() / walked.walk().points().size();
  }

  /** Distances of neighbours in objectives normalised by the ends, the last left out. */
  private record Spacing(double variation, double extremes) {
    static Spacing of(List<double[]> values) {
      double[] first = values.getFirst();
      double[] last = values.getLast();
      double[] distances = new double[values.size() - 2];
      Arrays.setAll(
          distances,
          k -> {
            double[] a = values.get(k);
            double[] b = values.get(k + 1);
            return Math.hypot(
                (a[0] - b[0]) / (last[0] - first[0]), (a[1] - b[1]) / (last[1] - first[1]));
          });
      double mean = Arrays.stream(distances).average().orElseThrow();
      double variance =
          Arrays.stream(distances).map(d -> (d - mean) * (d - mean)).average().orElseThrow();
      return new Spacing(
          Math.sqrt(variance) / mean,
          Arrays.stream(distances).max().orElseThrow()
              / Arrays.stream(distances).min().orElseThrow());
    }
  }

  private static double dominated(List<double[]> values) {
    double margin = 1e-6;
    return values.stream()
        .filter(a -> values.stream().anyMatch(b -> b[0] < a[0] - margin && b[1] < a[1] - margin))
        .count();
  }

  /** How far the front without the switch is from the exact one, at most. */
  private static double linear(int side) {
    Walk walk =
        ReferencePointWalk.weightedSums(
            MaxSwitchControl.ofSurvey(side, 0), new double[side * side], WEIGHTS, 1e-10);
    double most = 0;
    for (int k = 0; k < WEIGHTS; k++) {
      double[] exact = exact(side, 1 - (double) k / (WEIGHTS - 1));
      for (int i = 0; i < 2; i++) {
        most = Math.max(most, Math.abs(walk.values().get(k)[i] - exact[i]));
      }
    }
    return most;
  }

  /**
   * The linear-quadratic optimum for weight a. Both targets are eigenvectors of the grid's
   * Laplacian, with norms of square 1/16, so each keeps the share w / (1 + sigma l^2) of itself.
   */
  private static double[] exact(int side, double a) {
    double h = 1.0 / (side + 1);
    double sigma = 1e-3;
    double one = 4 * Math.pow(Math.sin(Math.PI * h / 2), 2) / (h * h);
    double two = 4 * Math.pow(Math.sin(Math.PI * h), 2) / (h * h);
    double[] eigenvalue = {2 * one, one + two};
    double[] share = {
      a / (1 + sigma * eigenvalue[0] * eigenvalue[0]),
      (1 - a) / (1 + sigma * eigenvalue[1] * eigenvalue[1])
    };
    double effort = Math.pow(eigenvalue[0] * share[0], 2) + Math.pow(eigenvalue[1] * share[1], 2);
    double[] values = new double[2];
    Arrays.setAll(
        values, i -> (Math.pow(share[i] - 1, 2) + Math.pow(share[1 - i], 2) + sigma * effort) / 32);
    return values;
  }

  @Override
  public List<Figure> run(Context context) throws InterruptedException, ReproductionException {
    var figures = new ArrayList<Figure>();
    kinks(context, figures);
    control(context, figures);
    return figures;
  }
}
