package org.talweg.search.acquisition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.talweg.search.gp.GaussianProcess;
import org.talweg.search.gp.Prediction;

/**
 * Maximises the knowledge gradient where the recommendation may be any point of a continuous space.
 *
 * <p>In turns: at the current x, fantasies y = μ(x) + z_j √(σ²(x) + λ) at a few quantiles z_j are
 * each conditioned on and the posterior mean minimised; then x is improved under the exact line
 * formula over those minimisers and the present one. By the envelope theorem the minimisers may be
 * held fixed while x moves. This is the alternating form of the hybrid knowledge gradient (Pearce,
 * Klaise and Groves, "Practical Bayesian optimization of objectives with conditioning variables",
 * 2020; Ungredda, Pearce and Branke, "Efficient computation of the knowledge gradient for Bayesian
 * optimization", 2022). With constraints every ln KG, and every -μ that is maximised in the model's
 * units, has ln P(feasible) added to it, so that neither x nor what would be recommended is sought
 * where it is unlikely to be feasible.
 *
 * @param turns how often minimisers are renewed, 2 or 3
 * @param quantiles the z_j
 * @param maximizer for x and for the minimisers
 */
public record ContinuousKnowledgeGradient(int turns, double[] quantiles, Maximizer maximizer) {
  /** Two turns over three quantiles. */
  public static ContinuousKnowledgeGradient standard() {
    return new ContinuousKnowledgeGradient(
        2, new double[] {-1.2, 0, 1.2}, new Maximizer(48, 24, 2, 15));
  }

  /**
   * The best row found.
   *
   * @param known rows to search about, best first
   * @param noise λ, in the model's units
   * @param feasibility terms of ln P(feasible)
   */
  public Optional<double[]> maximize(
      GaussianProcess process,
      List<Acquisition> feasibility,
      List<double[]> known,
      double noise,
      Predicate<double[]> excluded,
      RandomGenerator random) {
    var around = new ArrayList<>(known);
    minimizer(process, feasibility, around, random).ifPresent(around::addFirst);
    double[][] targets = around.toArray(double[][]::new);
    Optional<double[]> best = Optional.empty();
    for (int turn = 0; turn < turns; turn++) {
      var gradient = Sum.of(new KnowledgeGradient(process, targets, noise), feasibility);
      var starts = new ArrayList<>(around);
      best.ifPresent(starts::addFirst);
      best = maximizer.maximize(gradient, process.encoding(), starts, excluded, random);
      if (best.isEmpty()) {
        return best;
      }
      targets = minimizers(process, feasibility, best.get(), noise, around, random);
    }
    return best;
  }

  /** The minimiser of the present mean, and those after each fantasy at x. */
  private double[][] minimizers(
      GaussianProcess process,
      List<Acquisition> feasibility,
      double[] x,
      double noise,
      List<double[]> around,
      RandomGenerator random) {
    var rows = new ArrayList<>(around);
    var prediction = new Prediction(x.length);
    process.predict(x, prediction);
    double mean = prediction.mean;
    double s = Math.sqrt(prediction.variance + noise);
    var starts = new ArrayList<>(around);
    starts.addFirst(x);
    int n = process.size();
    for (double z : quantiles) {
      process.append(x, mean + z * s, noise);
      minimizer(process, feasibility, starts, random).ifPresent(rows::add);
      process.truncate(n);
    }
    return rows.toArray(double[][]::new);
  }

  private Optional<double[]> minimizer(
      GaussianProcess process,
      List<Acquisition> feasibility,
      List<double[]> around,
      RandomGenerator random) {
    var mean = Sum.of(new OfPosterior(process, new ConfidenceBound(0)), feasibility);
    return maximizer.maximize(mean, process.encoding(), around, _ -> false, random);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ContinuousKnowledgeGradient that
        && turns == that.turns
        && Arrays.equals(quantiles, that.quantiles)
        && maximizer.equals(that.maximizer);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(quantiles) + turns;
  }
}
