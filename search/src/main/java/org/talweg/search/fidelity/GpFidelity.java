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
import org.talweg.engine.Setting;
import org.talweg.engine.Strategy;
import org.talweg.engine.Trial;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.model.Features;
import org.talweg.model.Fidelity;
import org.talweg.model.Form;
import org.talweg.model.Parameter;
import org.talweg.model.Space;
import org.talweg.search.Reach;
import org.talweg.search.acquisition.Acquisition;
import org.talweg.search.acquisition.ConfidenceBound;
import org.talweg.search.acquisition.ExpectedImprovement;
import org.talweg.search.acquisition.Lines;
import org.talweg.search.acquisition.Marginal;
import org.talweg.search.acquisition.Maximizer;
import org.talweg.search.acquisition.OfPosterior;
import org.talweg.search.gp.Encoding;
import org.talweg.search.gp.Fantasies;
import org.talweg.search.gp.GaussianProcess;
import org.talweg.search.gp.Observations;
import org.talweg.search.gp.Surrogate;
import org.talweg.search.sobol.InitialDesign;

/**
 * Multi-fidelity Bayesian optimization: one Gaussian process over (x, s), s the fidelity, and the
 * knowledge gradient about full fidelity per unit of cost.
 *
 * <pre>
 *   (x, s) = argmax KG(x, s)/c(s),
 *   KG(x, s) = min_A μ(·, 1) - E[min_A μ'(·, 1) | y(x, s)]
 * </pre>
 *
 * <p>where A holds the points observed and x itself, all at full fidelity: a value at a low
 * fidelity is worth what it tells about full fidelity, never for itself (Frazier, "A Tutorial on
 * Bayesian Optimization", 2018, section 5; Poloczek, Wang and Frazier, "Multi-information source
 * optimization", 2017). The gain is exact by the line formula. Candidates x are maximisers of the
 * expected improvement at full fidelity and the minimiser of the mean there; levels s are {@value
 * #LEVELS}, evenly spaced in the logarithm.
 *
 * <p>Only full fidelity counts for the incumbent, so after each two evaluations' worth of cheap
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
    if (problem.objectives().size() > 1 || features.has(Features.CONSTRAINTS)) {
      return new Estimate.Unfit("takes one objective and no measured constraints");
    }
    if (features.has(Features.PERMUTATIONS)) {
      return new Estimate.Unfit("takes no permutations");
    }
    // Cheap evaluations count for more than they cost, but not for ever.
    Fidelity fidelity = problem.fidelity().get();
    double gain = Math.min(3, 1 / fidelity.evaluations(fidelity.low()));
    double n = Math.min(budget.evaluations(), 1e6);
    return new Estimate.Fits(
        Reach.ofLearning(problem, gain * budget.evaluations(), 0.9, 0.025, 1),
        0.03 * gain * n,
        "learns from cheap evaluations too");
  }

  @Override
  public Strategy begin(BlackBox problem, Setting setting) {
    return new Search(problem, setting);
  }

  /** A row over the parameters and one of the levels, the last being full. */
  private record Choice(double[] row, int level) {}

  private static final class Search implements Strategy {
    private final BlackBox problem;
    private final Fidelity fidelity;
    private final Encoding base;
    private final InitialDesign design;
    private final RandomGenerator random;
    private final Surrogate surrogate;
    private final double budget;
    private final int initial;

    /** Fidelities, from low to full, and their coordinates from 0 to 1. */
    private final double[] values = new double[LEVELS];

    private final double[] levels = new double[LEVELS];
    private final Map<Proposal, Choice> pending = new LinkedHashMap<>();
    private final Observations failed = new Observations();
    private int asked = 0;
    private double spent = 0;
    private double cheapSpent = 0;

    Search(BlackBox problem, Setting setting) {
      this.problem = problem;
      fidelity = problem.fidelity().orElseThrow();
      base = Encoding.of(problem.space());
      for (int k = 0; k < LEVELS; k++) {
        values[k] = value(k / (LEVELS - 1.0));
        levels[k] = coordinate(values[k]);
      }
      random = setting.random();
      var settings =
          problem.noise().present() ? Surrogate.Settings.noisy() : Surrogate.Settings.noiseFree();
      surrogate = new Surrogate(Encoding.of(withFidelity(problem.space())), settings, random);
      design = new InitialDesign(problem, setting);
      budget = setting.budget().evaluations();
      initial = Math.max(4, Math.min(2 * (base.width() + 1), (int) Math.min(1e6, budget)));
      setting.history().forEach(this::learn);
    }

    private static Space withFidelity(Space space) {
      String name = "fidelity";
      while (space.indexOf(name) >= 0) {
        name += "_";
      }
      var parameters = new ArrayList<>(space.parameters());
      parameters.add(Parameter.real(name, 0, 1));
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
    private double coordinate(double value) {
      double low = fidelity.low();
      double high = fidelity.high();
      return low == high
          ? 1
          : low > 0 ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    }

    private static boolean full(int level) {
      return level == LEVELS - 1;
    }

    private double cost(int level) {
      return full(level) ? 1 : fidelity.evaluations(values[level]);
    }

    private static double[] with(double[] row, double coordinate) {
      double[] longer = Arrays.copyOf(row, row.length + 1);
      longer[row.length] = coordinate;
      return longer;
    }

    private double[] row(Choice choice) {
      return with(choice.row(), levels[choice.level()]);
    }

    @Override
    public Optional<Proposal> ask() {
      Optional<Choice> choice =
          asked < initial || surrogate.observations().size() == 0
              ? Optional.of(first())
              : suggest();
      return choice.map(this::propose);
    }

    /** Of the first points every third is evaluated fully, the others over the lower levels. */
    private Choice first() {
      return new Choice(
          base.row(design.next()), asked % 3 == 0 ? LEVELS - 1 : asked % (LEVELS - 1));
    }

    private Proposal propose(Choice choice) {
      asked++;
      boolean full = full(choice.level());
      spent += cost(choice.level());
      cheapSpent = full ? 0 : cheapSpent + cost(choice.level());
      var proposal =
          new Proposal(base.point(choice.row()), full ? Double.NaN : values[choice.level()]);
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
      var believed = pending.values().stream().map(this::row).toList();
      try (var unused = new Fantasies(process, believed)) {
        return choose(process, best(points, process));
      }
    }

    /** A: the distinct points, the best by their means at full fidelity first. */
    private static List<double[]> best(List<double[]> points, GaussianProcess process) {
      var seen = new HashSet<List<Double>>();
      double[][] unique =
          points.stream()
              .filter(r -> seen.add(Arrays.stream(r).boxed().toList()))
              .toArray(double[][]::new);
      double[][] full = Arrays.stream(unique).map(r -> with(r, 1)).toArray(double[][]::new);
      double[] mean = new double[unique.length];
      process.predict(full, unique.length, mean, new double[unique.length]);
      return IntStream.range(0, unique.length)
          .boxed()
          .sorted(Comparator.comparingDouble(i -> mean[i]))
          .limit(MOST)
          .map(i -> unique[i])
          .toList();
    }

    private Optional<Choice> choose(GaussianProcess process, List<double[]> observed) {
      double least = process.joint(new double[][] {with(observed.getFirst(), 1)}).mean()[0];
      Optional<double[]> lowest = at(process, new ConfidenceBound(0), observed);
      if (lowest.isPresent() && (cheapSpent >= CHEAP || spent + 2 > budget)) {
        return lowest.map(row -> new Choice(row, LEVELS - 1));
      }
      var candidates = new ArrayList<double[]>();
      lowest.ifPresent(candidates::add);
      at(process, new ExpectedImprovement(least), observed).ifPresent(candidates::add);
      at(process, new ConfidenceBound(2), observed).ifPresent(candidates::add);
      Optional<Choice> best = Optional.empty();
      double most = Double.NEGATIVE_INFINITY;
      for (double[] row : candidates) {
        double[] gains = gains(process, observed, row);
        for (int level = 0; level < LEVELS; level++) {
          var choice = new Choice(row, level);
          double worth = gains[level] - Math.log(cost(level));
          if (!taken(choice) && (best.isEmpty() || worth > most)) {
            most = worth;
            best = Optional.of(choice);
          }
        }
      }
      return best;
    }

    /** ln KG(x, s) at every level s. */
    private double[] gains(GaussianProcess process, List<double[]> observed, double[] row) {
      int m = observed.size() + 1;
      var rows = new ArrayList<double[]>();
      observed.forEach(r -> rows.add(with(r, 1)));
      rows.add(with(row, 1));
      for (double level : levels) {
        rows.add(with(row, level));
      }
      var joint = process.joint(rows.toArray(double[][]::new));
      double noise = process.hyperparameters().noise();
      double[] gains = new double[levels.length];
      for (int k = 0; k < levels.length; k++) {
        double[] a = new double[m];
        double[] b = new double[m];
        double[][] covariance = joint.covariance();
        double s = Math.sqrt(Math.max(covariance[m + k][m + k] + noise, 1e-24));
        for (int i = 0; i < m; i++) {
          a[i] = -joint.mean()[i];
          b[i] = -covariance[i][m + k] / s;
        }
        gains[k] = Lines.logGain(a, b);
      }
      return gains;
    }

    /** The best point, by a marginal at full fidelity, that was not evaluated fully. */
    private Optional<double[]> at(
        GaussianProcess process, Marginal marginal, List<double[]> about) {
      var full = new AtFullFidelity(new OfPosterior(process, marginal), base.width());
      return Maximizer.standard()
          .maximize(full, base, about, row -> taken(new Choice(row, LEVELS - 1)), random);
    }

    private boolean taken(Choice choice) {
      double[] row = row(choice);
      return failed.indexOf(row) >= 0
          || (!problem.noise().present() && surrogate.observations().indexOf(row) >= 0)
          || pending.values().stream().anyMatch(p -> Arrays.equals(row(p), row));
    }

    @Override
    public void tell(Trial trial) {
      pending.remove(trial.proposal());
      learn(trial);
    }

    @Override
    public void learn(Trial trial) {
      double coordinate = trial.proposal().full() ? 1 : coordinate(trial.proposal().fidelity());
      double[] row = with(base.row(trial.point()), coordinate);
      trial
          .assessment()
          .ifPresentOrElse(
              a ->
                  surrogate.add(
                      row, problem.objectives().getFirst().direction().cost(a.objective())),
              () -> failed.add(row, 0));
    }
  }

  /** An acquisition over (x, s) as one over x at s = 1. */
  private record AtFullFidelity(Acquisition inner, int width) implements Acquisition {
    @Override
    public double at(double[] row) {
      return inner.at(Search.with(row, 1));
    }

    @Override
    public double at(double[] row, double[] gradient) {
      double[] longer = new double[width + 1];
      double value = inner.at(Search.with(row, 1), longer);
      System.arraycopy(longer, 0, gradient, 0, width);
      return value;
    }

    @Override
    public void at(double[][] rows, int count, double[] out) {
      double[][] longer = new double[count][];
      for (int i = 0; i < count; i++) {
        longer[i] = Search.with(rows[i], 1);
      }
      inner.at(longer, count, out);
    }
  }
}
