package org.talweg.search.fidelity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.talweg.engine.BlackBoxSolver;
import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Proposal;
import org.talweg.engine.Result;
import org.talweg.engine.Setting;
import org.talweg.engine.Strategy;
import org.talweg.engine.Trial;
import org.talweg.model.Assessment;
import org.talweg.model.AssessmentException;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.model.Features;
import org.talweg.model.Fidelity;
import org.talweg.model.Fidelity.Structure;
import org.talweg.model.Form;
import org.talweg.model.Measure;
import org.talweg.model.Parameter;
import org.talweg.model.Point;
import org.talweg.model.Space;
import org.talweg.search.Reach;
import org.talweg.search.acquisition.Acquisition;
import org.talweg.search.acquisition.ConfidenceBound;
import org.talweg.search.acquisition.Lines;
import org.talweg.search.acquisition.Maximizer;
import org.talweg.search.acquisition.OfPosterior;
import org.talweg.search.bayes.Boundaries;
import org.talweg.search.gp.Encoding;
import org.talweg.search.gp.Fantasies;
import org.talweg.search.gp.GaussianProcess;
import org.talweg.search.gp.Observations;
import org.talweg.search.gp.Surrogate;
import org.talweg.search.sobol.InitialDesign;

/**
 * Bayesian optimization where the same point can be evaluated for less: at a lower fidelity, by
 * another source of information or for a related task, or in one scenario of many. One Gaussian
 * process over (x, s), and the knowledge gradient about the full value per unit of cost.
 *
 * <pre>
 *   (x, s) = argmax KG(x, s)/c(s),
 *   KG(x, s) = min_A μ(·, full) - E[min_A μ'(·, full) | y(x, s)]
 * </pre>
 *
 * <p>where A holds the points observed and x itself. An evaluation at s is worth what it tells
 * about the full value, never for itself (Frazier, "A Tutorial on Bayesian Optimization", 2018,
 * section 5: multi-fidelity, multi-task and random environments; Poloczek, Wang and Frazier,
 * "Multi-information source optimization", 2017). Levels enter the kernel as a number, {@value
 * #LEVELS} of them evenly spaced in the logarithm; sources and scenarios as a category, any two
 * equally alike. The full value over scenarios is the mean, f(x, full) = Σ_s f(x, s)/W, itself
 * Gaussian; a full evaluation tells each scenario's value. The gain is exact by the line formula.
 * Candidates x are the minimisers of μ(·, full) and of lower confidence bounds.
 *
 * <p>{@link Boundaries} models measured constraints and failures over (x, s), full being one more
 * category. ln P(feasible at full) is added to ln KG and to the bounds, A holds what is more likely
 * feasible than not, and while nothing feasible is known that probability is maximised, by full
 * evaluations.
 *
 * <p>Only full evaluations count for the incumbent, so after each two evaluations' worth of cheap
 * ones, and at the end of the budget, the minimiser of the mean is evaluated fully. Needs one
 * objective and a fidelity. Cost per suggestion: as {@code gp}, times two.
 */
public final class GpFidelity implements BlackBoxSolver {
  private static final int LEVELS = 5;

  /** Points of A at most, the best by their means. */
  private static final int MOST = 40;

  /** Evaluations' worth of low fidelity between two full ones. */
  private static final double CHEAP = 2;

  private static final Capability CAPABILITY =
      Capability.solver(
          "gp-fidelity",
          Form.BLACK_BOX,
          "Bayesian optimization that learns from cheap, rough evaluations too.",
          "Frazier 2018, section 5; Poloczek et al. 2017",
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
    if (problem.fidelity().isEmpty()) {
      return new Estimate.Unfit("needs a fidelity");
    }
    if (problem.objectives().size() > 1) {
      return new Estimate.Unfit("takes one objective");
    }
    if (features.has(Features.PERMUTATIONS)) {
      return new Estimate.Unfit("takes no permutations");
    }
    // What gp would reach with more evaluations: up to twice as many, the cheaper the cheapest is.
    Fidelity fidelity = problem.fidelity().get();
    double gain = Math.min(2, 0.5 + 0.5 / fidelity.evaluations(fidelity.low()));
    double n = Math.min(budget.evaluations(), 1e6);
    return new Estimate.Fits(
        Reach.ofLearning(problem, gain * budget.evaluations(), 0.72, 0.095, 0.85),
        0.03 * gain * n,
        "learns from cheap evaluations too");
  }

  @Override
  public Strategy begin(BlackBox problem, Setting setting) {
    return new Search(problem, setting);
  }

  /** A row over the parameters and one of the ways of evaluating, the last being full. */
  private record Choice(double[] row, int way) {}

  private static final class Search implements Strategy {
    private final BlackBox problem;
    private final Fidelity fidelity;
    private final boolean scenarios;
    private final Encoding base;
    private final InitialDesign design;
    private final RandomGenerator random;
    private final Surrogate surrogate;
    private final double budget;
    private final int initial;

    /** Fidelities of the ways of evaluating, the last being full. */
    private final double[] values;

    /** Coordinates of the extra column of the model. */
    private final double[] coordinates;

    private final Boundaries boundaries;
    private boolean anyFeasible;

    /** By way, the weights of the coordinates in what it observes: e_k, or 1/W for a mean. */
    private final double[][] weights;

    private final Map<Proposal, Choice> pending = new LinkedHashMap<>();
    private final Observations failed = new Observations();
    private final Observations evaluatedFully = new Observations();
    private int asked = 0;
    private double spent = 0;
    private double cheapSpent = 0;

    Search(BlackBox problem, Setting setting) {
      this.problem = problem;
      fidelity = problem.fidelity().orElseThrow();
      scenarios = fidelity.structure() == Structure.SCENARIOS;
      boolean levels = fidelity.structure() == Structure.LEVELS;
      int ways = levels ? LEVELS : (int) (fidelity.high() - fidelity.low() + 1);
      values = new double[ways];
      Arrays.setAll(values, k -> levels ? value(k / (LEVELS - 1.0)) : fidelity.low() + k);
      int columns = scenarios ? ways - 1 : ways;
      coordinates = new double[columns];
      Arrays.setAll(coordinates, k -> levels ? level(values[k]) : (k + 0.5) / columns);
      weights = new double[ways][columns];
      for (int k = 0; k < columns; k++) {
        weights[k][k] = 1;
      }
      if (scenarios) {
        Arrays.fill(weights[columns], 1.0 / columns);
      }
      base = Encoding.of(problem.space());
      random = setting.random();
      var settings =
          problem.noise().present() ? Surrogate.Settings.noisy() : Surrogate.Settings.noiseFree();
      // A mean of warped values is not the warped mean.
      surrogate =
          new Surrogate(
              Encoding.of(extended(problem.space(), levels, columns)),
              scenarios ? settings.withoutWarp() : settings,
              random);
      boundaries =
          new Boundaries(
              problem, Encoding.of(extended(problem.space(), levels, ways)), setting, 1_000_000);
      design = new InitialDesign(problem, setting);
      budget = setting.budget().evaluations();
      initial = Math.max(4, Math.min(2 * (base.width() + 1), (int) Math.min(1e6, budget)));
      setting.history().forEach(this::learn);
    }

    private static Space extended(Space space, boolean levels, int columns) {
      String name = "fidelity";
      while (space.indexOf(name) >= 0) {
        name += "_";
      }
      String[] sources = new String[columns];
      Arrays.setAll(sources, k -> "s" + k);
      var parameters = new ArrayList<>(space.parameters());
      parameters.add(levels ? Parameter.real(name, 0, 1) : Parameter.choice(name, sources));
      return new Space(parameters, List.of());
    }

    /** The fidelity at a share of the way from low to high, whole where both ends are. */
    private double value(double share) {
      double low = fidelity.low();
      double high = fidelity.high();
      double value = low > 0 ? low * Math.pow(high / low, share) : low + share * (high - low);
      boolean whole = low == Math.rint(low) && high == Math.rint(high) && high - low >= LEVELS;
      return share >= 1 ? high : whole ? Math.rint(value) : value;
    }

    /** The inverse of {@link #value}. */
    private double level(double value) {
      double low = fidelity.low();
      double high = fidelity.high();
      return low == high
          ? 1
          : low > 0 ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    }

    private int full() {
      return values.length - 1;
    }

    private double cost(int way) {
      return way == full() ? 1 : fidelity.evaluations(values[way]);
    }

    private static double[] with(double[] row, double coordinate) {
      double[] longer = Arrays.copyOf(row, row.length + 1);
      longer[row.length] = coordinate;
      return longer;
    }

    /**
     * The row of the boundaries' models, where the full value is not a mean but a way of its own.
     */
    private double[] boundaryRow(double[] row, int way) {
      return with(row, boundaryCoordinate(way));
    }

    private double boundaryCoordinate(int way) {
      return fidelity.structure() == Structure.LEVELS
          ? coordinates[way]
          : (way + 0.5) / values.length;
    }

    /** The terms of ln P(feasible) at full, over rows. */
    private List<Acquisition> feasibility() {
      double[] full = {boundaryCoordinate(full())};
      return boundaries.feasibility().stream()
          .<Acquisition>map(term -> new Weighted(term, full, new double[] {1}))
          .toList();
    }

    /** The rows of the model that the choice observes: one, or all of a full one over scenarios. */
    private List<double[]> rows(Choice choice) {
      return IntStream.range(0, coordinates.length)
          .filter(k -> weights[choice.way()][k] > 0)
          .mapToObj(k -> with(choice.row(), coordinates[k]))
          .toList();
    }

    @Override
    public Optional<Proposal> ask() {
      Optional<Choice> choice =
          asked < initial || surrogate.observations().size() == 0
              ? Optional.of(first())
              : suggest();
      return choice.map(this::propose);
    }

    /** Of the first points every third is evaluated fully, the others in the other ways. */
    private Choice first() {
      return new Choice(
          base.row(design.next()), asked % 3 == 0 || full() == 0 ? full() : asked % full());
    }

    private Proposal propose(Choice choice) {
      asked++;
      boolean full = choice.way() == full();
      spent += cost(choice.way());
      cheapSpent = full ? 0 : cheapSpent + cost(choice.way());
      var proposal =
          new Proposal(base.point(choice.row()), full ? Double.NaN : values[choice.way()]);
      pending.put(proposal, choice);
      return proposal;
    }

    private Optional<Choice> suggest() {
      GaussianProcess process = surrogate.process();
      Observations all = surrogate.observations();
      List<double[]> points =
          Stream.concat(
                  IntStream.range(0, all.size())
                      .mapToObj(i -> Arrays.copyOf(all.row(i), base.width())),
                  pending.values().stream().map(Choice::row))
              .toList();
      var believed = pending.values().stream().flatMap(c -> rows(c).stream()).toList();
      try (var unused = new Fantasies(process, believed)) {
        List<Acquisition> feasibility = feasibility();
        return choose(process, best(Boundaries.likely(points, feasibility), process), feasibility);
      }
    }

    /** A: the distinct points, the best by their means at full fidelity first. */
    private List<double[]> best(List<double[]> points, GaussianProcess process) {
      var seen = new HashSet<List<Double>>();
      double[][] unique =
          points.stream()
              .filter(r -> seen.add(Arrays.stream(r).boxed().toList()))
              .toArray(double[][]::new);
      double[] worth = new double[unique.length];
      atFull(process, 0).at(unique, unique.length, worth);
      return IntStream.range(0, unique.length)
          .boxed()
          .sorted(Comparator.comparingDouble(i -> -worth[i]))
          .limit(scenarios ? MOST / 2 : MOST)
          .map(i -> unique[i])
          .toList();
    }

    private Optional<Choice> choose(
        GaussianProcess process, List<double[]> observed, List<Acquisition> feasibility) {
      boolean seeking = !feasibility.isEmpty() && !anyFeasible;
      var candidates = new ArrayList<double[]>();
      for (double beta : new double[] {0, 1, 2}) {
        Optional<double[]> row =
            Maximizer.standard()
                .maximize(
                    Boundaries.weigh(() -> atFull(process, beta), feasibility, anyFeasible),
                    base,
                    observed,
                    r -> taken(new Choice(r, full())),
                    random);
        boolean fully = seeking || cheapSpent >= CHEAP || spent + 2 > budget;
        if (beta == 0 && row.isPresent() && fully) {
          return row.map(r -> new Choice(r, full()));
        }
        row.ifPresent(candidates::add);
      }
      Optional<Choice> best = Optional.empty();
      double most = Double.NEGATIVE_INFINITY;
      for (double[] row : candidates) {
        double[] gains = gains(process, observed, row);
        double feasible = feasibility.stream().mapToDouble(term -> term.at(row)).sum();
        for (int way = 0; way < values.length; way++) {
          var choice = new Choice(row, way);
          double worth = gains[way] + feasible - Math.log(cost(way));
          if (!taken(choice) && (best.isEmpty() || worth > most)) {
            most = worth;
            best = Optional.of(choice);
          }
        }
      }
      return best;
    }

    /** -(μ - β σ), weighted as the full value is over the coordinates. */
    private Acquisition atFull(GaussianProcess process, double beta) {
      var bound = new OfPosterior(process, new ConfidenceBound(beta));
      return new Weighted(bound, coordinates, weights[full()]);
    }

    /** ln KG(x, s) for every way s. */
    private double[] gains(GaussianProcess process, List<double[]> observed, double[] row) {
      double[] target = weights[full()];
      int columns = coordinates.length;
      int m = observed.size();
      var rows = new ArrayList<double[]>();
      observed.forEach(r -> rows.addAll(rows(new Choice(r, full()))));
      int per = rows.size() / Math.max(1, m);
      int own = rows.size();
      for (double coordinate : coordinates) {
        rows.add(with(row, coordinate));
      }
      var joint = process.joint(rows.toArray(double[][]::new));
      double noise = process.hyperparameters().noise();
      double[] gains = new double[values.length];
      for (int way = 0; way < values.length; way++) {
        double[] a = new double[m + 1];
        double[] b = new double[m + 1];
        double[] w = weights[way];
        double variance = 0;
        for (int k = 0; k < columns; k++) {
          variance += w[k] * w[k] * noise;
          a[m] -= target[k] * joint.mean()[own + k];
          for (int l = 0; l < columns; l++) {
            variance += w[k] * w[l] * joint.covariance()[own + k][own + l];
            b[m] -= target[k] * w[l] * joint.covariance()[own + k][own + l];
          }
        }
        for (int i = 0; i < m * per; i++) {
          a[i / per] -= joint.mean()[i] / per;
          for (int l = 0; l < columns; l++) {
            b[i / per] -= w[l] * joint.covariance()[i][own + l] / per;
          }
        }
        double s = Math.sqrt(Math.max(variance, 1e-24));
        for (int i = 0; i <= m; i++) {
          b[i] /= s;
        }
        gains[way] = Lines.logGain(a, b);
      }
      return gains;
    }

    private boolean taken(Choice choice) {
      boolean full = choice.way() == full();
      List<double[]> rows = rows(choice);
      boolean evaluated =
          full
              ? evaluatedFully.indexOf(choice.row()) >= 0
              : surrogate.observations().indexOf(rows.getFirst()) >= 0;
      return (evaluated && !problem.noise().present())
          || rows.stream().anyMatch(r -> failed.indexOf(r) >= 0)
          || pending.values().stream()
              .anyMatch(p -> p.way() == choice.way() && Arrays.equals(p.row(), choice.row()));
    }

    @Override
    public void tell(Trial trial) {
      pending.remove(trial.proposal());
      learn(trial);
    }

    @Override
    public void learn(Trial trial) {
      double[] row = base.row(trial.point());
      int way = way(trial.proposal());
      Assessment whole = trial.assessment().orElse(null);
      if (whole == null) {
        rows(new Choice(row, way)).forEach(r -> failed.add(r, 0));
        if (trial.result() instanceof Result.Failed || trial.result() instanceof Result.TimedOut) {
          boundaries.fail(boundaryRow(row, way));
        }
        if (trial.result() instanceof Result.Stopped(_, double value)
            && Double.isFinite(value)
            && !(way == full() && scenarios)) {
          observeStopped(with(row, coordinates[way]), value);
        }
        return;
      }
      if (way == full()) {
        evaluatedFully.add(row, 0);
        anyFeasible |= whole.feasible();
      }
      boundaries.observe(
          boundaryRow(row, way), trial.point(), whole.quantities(), whole.feasible());
      if (way == full() && scenarios) {
        learnScenarios(row, trial.point(), whole);
      } else {
        observe(row, way, whole);
      }
    }

    private void observe(double[] row, int way, Assessment assessment) {
      surrogate.add(
          with(row, coordinates[way]),
          problem.objectives().getFirst().direction().cost(assessment.objective()));
    }

    /**
     * The last value counts, as no better than the median, so that its neighbours do not attract.
     */
    private void observeStopped(double[] row, double value) {
      double cost = problem.objectives().getFirst().direction().cost(value);
      var known = surrogate.observations();
      double[] sorted =
          IntStream.range(0, known.size()).mapToDouble(known::mean).sorted().toArray();
      surrogate.add(row, sorted.length == 0 ? cost : Math.max(cost, sorted[sorted.length / 2]));
    }

    /** A full evaluation tells the value of every scenario that it measured. */
    private void learnScenarios(double[] row, Point point, Assessment whole) {
      for (int k = 0; k < coordinates.length; k++) {
        try {
          var part = problem.judge(point, Measure.scenario(whole.quantities(), k + 1));
          observe(row, k, part);
          boundaries.observe(boundaryRow(row, k), point, part.quantities(), part.feasible());
        } catch (AssessmentException e) {
          failed.add(with(row, coordinates[k]), 0);
        }
      }
    }

    /** The way of a proposal, or for one that is not of this strategy the nearest to it. */
    private int way(Proposal proposal) {
      if (proposal.full()) {
        return full();
      }
      return IntStream.range(0, values.length)
          .boxed()
          .min(Comparator.comparingDouble(k -> Math.abs(values[k] - proposal.fidelity())))
          .orElseThrow();
    }
  }

  /** A weighted sum of an acquisition over (x, s) at several s, as one over x. */
  private record Weighted(Acquisition inner, double[] coordinates, double[] weights)
      implements Acquisition {
    @Override
    public double at(double[] row) {
      double sum = 0;
      for (int k = 0; k < weights.length; k++) {
        sum += weights[k] == 0 ? 0 : weights[k] * inner.at(Search.with(row, coordinates[k]));
      }
      return sum;
    }

    @Override
    public double at(double[] row, double[] gradient) {
      double[] longer = new double[row.length + 1];
      Arrays.fill(gradient, 0);
      double sum = 0;
      for (int k = 0; k < weights.length; k++) {
        if (weights[k] != 0) {
          sum += weights[k] * inner.at(Search.with(row, coordinates[k]), longer);
          for (int i = 0; i < row.length; i++) {
            gradient[i] += weights[k] * longer[i];
          }
        }
      }
      return sum;
    }
  }
}
