package org.talweg.search.bayes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.talweg.engine.Setting;
import org.talweg.model.BlackBox;
import org.talweg.model.Constraint;
import org.talweg.model.Point;
import org.talweg.search.acquisition.Acquisition;
import org.talweg.search.acquisition.Feasibility;
import org.talweg.search.acquisition.OfPosterior;
import org.talweg.search.acquisition.Sum;
import org.talweg.search.gp.Encoding;
import org.talweg.search.gp.Surrogate;

/**
 * Where points are feasible: one Gaussian process for the {@link Slack} of every constraint over
 * measured quantities, and one of failure.
 *
 * <p>A trial that failed, or is infeasible for a reason that no constraint tells, has no value that
 * could mislead a model: it is the label +1, and every other trial -1, of a process with noise that
 * counts as one more constraint once both labels have been seen (classification by least squares;
 * Rasmussen and Williams 2006, section 6.5). A row is feasible with the probability Π_j P(g_j ≤ 0)
 * (Gardner et al., "Bayesian optimization with inequality constraints", 2014).
 */
public final class Boundaries {
  /** ln 1/2: what is more likely feasible than not. */
  private static final double LIKELY = Math.log(0.5);

  private final List<Constraint> constraints;
  private final List<Surrogate> slacks = new ArrayList<>();
  private final Surrogate failure;
  private int failures;
  private int successes;

  /**
   * @param encoding of the rows that trials are observed at
   * @param part the first of as many {@linkplain Setting#part parts} as there are constraints, and
   *     one more, whose random numbers are used
   */
  public Boundaries(BlackBox problem, Encoding encoding, Setting setting, int part) {
    constraints = problem.constraints();
    boolean noisy = problem.noise().present();
    int next = part;
    for (var _ : constraints) {
      Surrogate.Settings own = noisy ? Surrogate.Settings.noisy() : Surrogate.Settings.noiseFree();
      slacks.add(surrogate(encoding, own.withoutWarp(), setting, next++));
    }
    failure = surrogate(encoding, Surrogate.Settings.noisy().withoutWarp(), setting, next);
  }

  static Surrogate surrogate(
      Encoding encoding, Surrogate.Settings settings, Setting setting, int part) {
    return new Surrogate(encoding, settings, setting.part(part, 1, List.of()).random());
  }

  /** Takes in what was measured at a row, and whether the problem judged it feasible. */
  public void observe(double[] row, Point point, Map<String, Double> quantities, boolean feasible) {
    double worst = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < slacks.size(); j++) {
      double slack = Slack.of(constraints.get(j), point, quantities);
      if (!Double.isNaN(slack)) {
        slacks.get(j).add(row, slack);
        worst = Math.max(worst, slack);
      }
    }
    label(row, !feasible && !(worst > 0));
  }

  /** Takes in that a trial failed, or did not. */
  void label(double[] row, boolean failed) {
    failure.add(row, failed ? 1 : -1);
    failures += failed ? 1 : 0;
    successes += failed ? 0 : 1;
  }

  /** Takes in that a trial at a row failed. */
  public void fail(double[] row) {
    label(row, true);
  }

  /** Trials that taught something, failures included. */
  int trials() {
    return failures + successes;
  }

  /** Processes that decide whether a row is feasible: it is where each is at most 0. */
  List<Surrogate> known() {
    return Stream.concat(
            slacks.stream().filter(c -> c.observations().size() > 0),
            failures > 0 && successes > 0 ? Stream.of(failure) : Stream.empty())
        .toList();
  }

  /** The terms of ln P(every constraint holds and the trial does not fail). */
  public List<Acquisition> feasibility() {
    var terms = new ArrayList<Acquisition>();
    for (Surrogate boundary : known()) {
      var process = boundary.process();
      terms.add(new OfPosterior(process, new Feasibility(boundary.outputs().toModel(0))));
    }
    return terms;
  }

  /**
   * The logarithm of a worth times the probability of feasibility, or of the latter alone while
   * nothing feasible is known.
   *
   * @param feasibility terms of ln P(feasible)
   */
  public static Acquisition weigh(
      Supplier<Acquisition> worth, List<Acquisition> feasibility, boolean anyFeasible) {
    return feasibility.isEmpty() || anyFeasible
        ? Sum.of(worth.get(), feasibility)
        : new Sum(feasibility);
  }

  /** The rows that are more likely feasible than not; all of them where none is. */
  public static List<double[]> likely(List<double[]> rows, List<Acquisition> feasibility) {
    List<double[]> likely =
        rows.stream()
            .filter(row -> feasibility.stream().mapToDouble(term -> term.at(row)).sum() >= LIKELY)
            .toList();
    return likely.isEmpty() ? rows : likely;
  }
}
