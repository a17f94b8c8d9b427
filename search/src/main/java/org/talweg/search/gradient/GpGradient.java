package org.talweg.search.gradient;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.talweg.engine.BlackBoxSolver;
import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Proposal;
import org.talweg.engine.Setting;
import org.talweg.engine.Strategy;
import org.talweg.engine.Trial;
import org.talweg.model.Assessment;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.model.Domain;
import org.talweg.model.Features;
import org.talweg.model.Form;
import org.talweg.model.Parameter;
import org.talweg.search.Reach;
import org.talweg.search.acquisition.Acquisition;
import org.talweg.search.acquisition.ExpectedImprovement;
import org.talweg.search.acquisition.Marginal;
import org.talweg.search.acquisition.Maximizer;
import org.talweg.search.bayes.Boundaries;
import org.talweg.search.gp.Encoding;
import org.talweg.search.gp.GradientProcess;
import org.talweg.search.gp.GradientProcess.Observation;
import org.talweg.search.gp.GradientProcess.Scales;
import org.talweg.search.gp.Outputs;
import org.talweg.search.gp.Prediction;
import org.talweg.search.sobol.InitialDesign;

/**
 * Bayesian optimization with derivative observations: log expected improvement under a {@link
 * GradientProcess} conditioned on values and gradients (Frazier, "A Tutorial on Bayesian
 * Optimization", 2018, section 5).
 *
 * <p>Begins with max(2, ⌈(d+1)/2⌉) Sobol points: each tells d + 1 numbers. A derivative in the unit
 * cube is ∂f/∂u = ∂f/∂x · dx/du, with dx/du = high - low, or x ln(high/low) on a log scale. Points
 * whose gradient was not measured count with their value; failed ones are not proposed again;
 * pending ones count as if they had given the posterior mean (the kriging believer of Ginsbourger,
 * Le Riche and Carraro, 2010). {@link Boundaries} models measured constraints, by their values
 * alone, and failures.
 *
 * <p>Needs real parameters without conditions and one objective with its gradient. Cost per
 * suggestion: O(N³) with N = n (1 + d) at most {@value #MOST}: beyond, only the best points keep
 * their gradients, and at last their values.
 */
public final class GpGradient implements BlackBoxSolver {
  private static final int MOST = 300;

  /** L-BFGS iterations of a fit of the kernel's scales. */
  private static final int ITERATIONS = 30;

  private static final Capability CAPABILITY =
      Capability.solver(
          "gp-gradient",
          Form.BLACK_BOX,
          "Bayesian optimization from values and gradients: expected improvement.",
          "Frazier 2018, section 5",
          Trait.GLOBAL,
          Trait.CONSTRAINTS,
          Trait.NOISE,
          Trait.PARALLEL);

  @Override
  public Capability capability() {
    return CAPABILITY;
  }

  @Override
  public Estimate estimate(BlackBox problem, Budget budget) {
    Features features = problem.features();
    double d = features.get(Features.DIMENSION);
    if (features.get(Features.GRADIENTS) < d) {
      return new Estimate.Unfit("needs the gradient of the objective, in every parameter");
    }
    if (problem.objectives().size() > 1) {
      return new Estimate.Unfit("takes one objective");
    }
    if (features.has(Features.CONDITIONAL)) {
      return new Estimate.Unfit("takes no conditions");
    }
    if (d > MOST / 4) {
      return new Estimate.Unfit("its covariance grows with the square of the dimension");
    }
    double n = Math.min(budget.evaluations(), 1e6);
    double entries = Math.min(MOST, n * (1 + d));
    return new Estimate.Fits(
        Reach.ofLearning(problem, budget.evaluations() * (1 + d), 0.98, 0.02, 1),
        n * 4e-9 * Math.pow(entries, 3),
        "learns from gradients too");
  }

  @Override
  public Strategy begin(BlackBox problem, Setting setting) {
    return new Search(problem, setting);
  }

  /** What a trial told, and whether it was feasible. */
  private record Told(Observation observation, boolean feasible) {
    private static final Comparator<Told> BEST_FIRST =
        Comparator.comparing((Told told) -> !told.feasible)
            .thenComparingDouble(told -> told.observation.y());

    double[] x() {
      return observation.x();
    }
  }

  private static final class Search implements Strategy {
    private final BlackBox problem;
    private final Encoding encoding;
    private final InitialDesign design;
    private final RandomGenerator random;
    private final boolean noisy;
    private final int initial;
    private final Boundaries boundaries;

    /** Best first. */
    private final List<Told> told = new ArrayList<>();

    private final List<double[]> failed = new ArrayList<>();
    private final Map<Proposal, double[]> pending = new LinkedHashMap<>();
    private int nextFit = 1;
    private @Nullable Scales scales;

    Search(BlackBox problem, Setting setting) {
      this.problem = problem;
      encoding = Encoding.of(problem.space());
      design = new InitialDesign(problem, setting);
      random = setting.random();
      noisy = problem.noise().present();
      initial = Math.max(2, (encoding.width() + 2) / 2);
      boundaries = new Boundaries(problem, encoding, setting, 1_000_000);
      setting.history().forEach(this::learn);
    }

    @Override
    public Optional<Proposal> ask() {
      Optional<double[]> row =
          pending.size() + told.size() < initial || told.isEmpty()
              ? Optional.of(encoding.row(design.next()))
              : suggest();
      return row.map(
          r -> {
            var proposal = Proposal.of(encoding.point(r));
            pending.put(proposal, r);
            return proposal;
          });
    }

    private Optional<double[]> suggest() {
      Outputs outputs =
          Outputs.standardized(told.stream().mapToDouble(t -> t.observation.y()).toArray());
      List<Observation> standard = standardized(kept(), outputs);
      if (told.size() >= nextFit || scales == null) {
        scales = GradientProcess.fit(standard, noisy, scales, ITERATIONS);
        nextFit = told.size() + 1 + told.size() / 10;
      }
      var process = new GradientProcess(scales, standard);
      var prediction = new Prediction(encoding.width());
      var known = new ArrayList<>(standard);
      for (double[] row : pending.values()) {
        process.predict(row, prediction);
        known.add(new Observation(row, prediction.mean, null));
      }
      if (!pending.isEmpty()) {
        process = new GradientProcess(scales, known);
      }
      boolean anyFeasible = told.getFirst().feasible;
      double best = Double.POSITIVE_INFINITY;
      for (int i = 0; i < standard.size(); i++) {
        if (told.get(i).feasible || !anyFeasible) {
          process.predict(standard.get(i).x(), prediction);
          best = Math.min(best, noisy ? prediction.mean : standard.get(i).y());
        }
      }
      var improvement = new Improvement(process, new ExpectedImprovement(best));
      return Maximizer.standard()
          .maximize(
              Boundaries.weigh(() -> improvement, boundaries.feasibility(), anyFeasible),
              encoding,
              told.stream().limit(5).map(Told::x).toList(),
              this::excluded,
              random);
    }

    /** Where the model explains all, expected improvement would settle on a point it has. */
    private boolean excluded(double[] row) {
      return pending.values().stream().anyMatch(p -> Arrays.equals(p, row))
          || failed.stream().anyMatch(f -> Arrays.equals(f, row))
          || (!noisy && observed(row));
    }

    private boolean observed(double[] row) {
      return told.stream().anyMatch(t -> Arrays.equals(t.x(), row));
    }

    private static List<Observation> standardized(List<Observation> observations, Outputs outputs) {
      return observations.stream()
          .map(
              o -> {
                double[] g = o.gradient();
                return new Observation(
                    o.x(),
                    outputs.toModel(o.y()),
                    g == null ? null : Arrays.stream(g).map(v -> v / outputs.scale()).toArray());
              })
          .toList();
    }

    /** All observations while there is room, then gradients of the best only. */
    private List<Observation> kept() {
      int room = MOST - Math.min(MOST, told.size());
      var kept = new ArrayList<Observation>();
      for (Told t : told.subList(0, Math.min(MOST, told.size()))) {
        Observation o = t.observation;
        boolean fits = room >= encoding.width();
        kept.add(fits ? o : new Observation(o.x(), o.y(), null));
        room -= fits ? encoding.width() : 0;
      }
      return kept;
    }

    @Override
    public void tell(Trial trial) {
      pending.remove(trial.proposal());
      learn(trial);
    }

    @Override
    public void learn(Trial trial) {
      double[] row = encoding.row(trial.point());
      Assessment assessment = trial.assessment().orElse(null);
      if (assessment == null || !trial.proposal().full()) {
        failed.add(row);
        return;
      }
      if (!noisy && observed(row)) {
        return;
      }
      double sign = problem.objectives().getFirst().direction().cost(1);
      double[] gradient = problem.gradient(trial.point(), assessment);
      for (int p = 0; p < gradient.length; p++) {
        Parameter parameter = problem.space().parameters().get(p);
        gradient[p] *= sign * slope((Domain.Real) parameter.domain(), row[p]);
      }
      boolean whole = Arrays.stream(gradient).allMatch(Double::isFinite);
      double y = sign * assessment.objective();
      add(new Told(new Observation(row, y, whole ? gradient : null), assessment.feasible()));
      boundaries.observe(row, trial.point(), assessment.quantities(), assessment.feasible());
    }

    private void add(Told next) {
      int place = told.size();
      while (place > 0 && Told.BEST_FIRST.compare(told.get(place - 1), next) > 0) {
        place--;
      }
      told.add(place, next);
    }

    /** dx/du. */
    private static double slope(Domain.Real real, double u) {
      if (real.scale() == Domain.Scale.LINEAR) {
        return real.high() - real.low();
      }
      double width = Math.log(real.high()) - Math.log(real.low());
      return width * Math.exp(Math.log(real.low()) + u * width);
    }
  }

  /** A {@link Marginal} at the posterior of a process with gradients. */
  private record Improvement(GradientProcess process, Marginal marginal, Prediction prediction)
      implements Acquisition {
    private static final double LEAST_DEVIATION = 1e-9;

    Improvement(GradientProcess process, Marginal marginal) {
      this(process, marginal, new Prediction(process.dimension()));
    }

    @Override
    public double at(double[] row) {
      process.predictValue(row, prediction);
      return marginal.value(prediction.mean, deviation());
    }

    @Override
    public double at(double[] row, double[] gradient) {
      process.predict(row, prediction);
      Marginal.Worth worth = marginal.worth(prediction.mean, deviation());
      double onVariance = worth.onDeviation() / (2 * deviation());
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] =
            worth.onMean() * prediction.meanGradient[i]
                + onVariance * prediction.varianceGradient[i];
      }
      return worth.value();
    }

    private double deviation() {
      return Math.max(LEAST_DEVIATION, Math.sqrt(prediction.variance));
    }
  }
}
