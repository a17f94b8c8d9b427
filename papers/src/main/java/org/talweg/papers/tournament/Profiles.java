package org.talweg.papers.tournament;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.talweg.learn.train.Training;

/**
 * What a tournament comes to: the performance profile of every solver, and its area as the score.
 *
 * <pre>
 *   t_{s,w}       the median over seeds of the cost of solver s to reach the target of workload w,
 *                 infinite where it does not
 *   r_{s,w}     = t_{s,w} / min_s t_{s,w}
 *   ρ_s(τ)      = (1/W) |{w : r_{s,w} ≤ τ}|
 *   score B_s   = 1/(τ_max - 1) ∫_1^{τ_max} ρ_s(τ) dτ,   τ_max = 4
 * </pre>
 *
 * <p>Source: Dahl et al., "Benchmarking neural network training algorithms" (2023), section 4.
 * Where two solvers of a kind are entered the score of all may change: r is relative to the best of
 * those that took part.
 */
public final class Profiles {
  /** The largest ratio that counts. */
  public static final double MOST = 4;

  /** What is paid on the way to a target. */
  public enum Cost {
    SECONDS,
    /** Of a training, its steps. */
    EVALUATIONS;

    /** The one that is not this. */
    public Cost other() {
      return this == SECONDS ? EVALUATIONS : SECONDS;
    }
  }

  /**
   * A solver's result.
   *
   * @param score from 0 to 1
   * @param ratios per workload, in the tournament's order; infinite where the target was missed
   * @param costs per workload to the target, median over seeds
   * @param reached how many runs reached the target, over all workloads
   * @param runs how many there were
   */
  public record Standing(
      String solver, double score, List<Double> ratios, List<Double> costs, int reached, int runs) {
    /** ρ(τ). */
    public double profile(double tau) {
      return ratios.stream().filter(ratio -> ratio <= tau).count() / (double) ratios.size();
    }
  }

  private final Map<String, Double> targets = new LinkedHashMap<>();
  private final List<Standing> standings;
  private final String unit;

  /** Draws up the standings, the best score first. */
  public Profiles(List<Workload> workloads, List<Match> matches, Cost cost) {
    boolean steps = workloads.stream().allMatch(w -> w.problem() instanceof Training);
    unit = cost == Cost.SECONDS ? "seconds" : steps ? "steps" : "evaluations";
    List<String> solvers = matches.stream().map(Match::solver).distinct().toList();
    double[][] costs = new double[solvers.size()][workloads.size()];
    int[] reached = new int[solvers.size()];
    for (int w = 0; w < workloads.size(); w++) {
      Workload workload = workloads.get(w);
      double target = target(workload, matches, solvers);
      targets.put(workload.name(), target);
      for (int s = 0; s < solvers.size(); s++) {
        double[] paid = of(matches, workload, solvers.get(s), m -> m.paid(workload, target, cost));
        reached[s] += (int) Arrays.stream(paid).filter(Double::isFinite).count();
        costs[s][w] = median(paid);
      }
    }
    var unsorted = new ArrayList<Standing>();
    for (int s = 0; s < solvers.size(); s++) {
      String solver = solvers.get(s);
      var ratios = new ArrayList<Double>();
      double area = 0;
      for (int w = 0; w < workloads.size(); w++) {
        int at = w;
        double least =
            Arrays.stream(costs).mapToDouble(row -> row[at]).min().orElse(Double.POSITIVE_INFINITY);
        double ratio =
            Double.isFinite(costs[s][w])
                ? least > 0 ? costs[s][w] / least : costs[s][w] > 0 ? Double.MAX_VALUE : 1
                : Double.POSITIVE_INFINITY;
        ratios.add(ratio);
        area += Math.max(0, MOST - ratio) / (MOST - 1) / workloads.size();
      }
      unsorted.add(
          new Standing(
              solver,
              area,
              ratios,
              Arrays.stream(costs[s]).boxed().toList(),
              reached[s],
              (int) matches.stream().filter(m -> m.solver().equals(solver)).count()));
    }
    standings = unsorted.stream().sorted((a, b) -> Double.compare(b.score(), a.score())).toList();
  }

  /** What costs are counted in, in a word. */
  public String unit() {
    return unit;
  }

  /** The best score first. */
  public List<Standing> standings() {
    return standings;
  }

  /** The target of each workload, in the user's direction; NaN where nothing feasible was found. */
  public Map<String, Double> targets() {
    return targets;
  }

  /** That of one workload. */
  public double target(Workload workload) {
    return targets.getOrDefault(workload.name(), Double.NaN);
  }

  /**
   * The one that is stated, or the median over solvers of their median values at the end, so that
   * half of the solvers at least can be told apart by how soon they are there.
   */
  private static double target(Workload workload, List<Match> matches, List<String> solvers) {
    if (workload.target().isPresent()) {
      return workload.target().getAsDouble();
    }
    double[] ends =
        solvers.stream()
            .map(
                solver ->
                    of(
                        matches,
                        workload,
                        solver,
                        m -> m.answered() ? workload.cost(m.value()) : Double.POSITIVE_INFINITY))
            .mapToDouble(Profiles::median)
            .filter(Double::isFinite)
            .toArray();
    return ends.length == 0 ? Double.NaN : workload.cost(median(ends));
  }

  private static double[] of(
      List<Match> matches, Workload workload, String solver, ToDoubleFunction<Match> figure) {
    return matches.stream()
        .filter(m -> m.workload().equals(workload.name()) && m.solver().equals(solver))
        .mapToDouble(figure)
        .toArray();
  }

  /** The upper one of two middle values, so that half of the runs at least are no worse. */
  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted.length == 0 ? Double.POSITIVE_INFINITY : sorted[sorted.length / 2];
  }
}
