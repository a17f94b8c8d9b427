package org.talweg.search.reformulation;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import org.talweg.engine.Capability;
import org.talweg.engine.Reformulated;
import org.talweg.engine.Reformulation;
import org.talweg.model.Assessment;
import org.talweg.model.BlackBox;
import org.talweg.model.Direction;
import org.talweg.model.Dominance;
import org.talweg.model.Form;
import org.talweg.model.Objective;
import org.talweg.model.Point;

/**
 * Turns several objectives into one compromise, by the augmented Chebyshev function.
 *
 * <pre>
 *   min (f_1, ..., f_m)   into   min max_i w_i z_i + 0.05 Σ w_i z_i,   z_i = (f_i - a_i) / (b_i - a_i)
 * </pre>
 *
 * with equal weights unless others are given. The ranges [a_i, b_i] are those of the first ten
 * assessments and fixed from then on, so that all later values compare.
 *
 * <p>Source: Steuer and Choo (1983); the constant is that of Knowles, "ParEGO", IEEE TEVC 10
 * (2006). Approximation: an optimum carries back to one point of the front, and each point of the
 * front is the optimum for some weights, but the front itself is not found.
 */
public final class Scalarise implements Reformulation<BlackBox, Point, BlackBox, Point> {
  private static final double SUM = 0.05;
  private static final int SAMPLES = 10;

  private static final Capability CAPABILITY =
      Capability.reformulation(
          "scalarise",
          Form.BLACK_BOX,
          Form.BLACK_BOX,
          "Seeks one compromise of several objectives by the augmented Chebyshev function.",
          "Steuer and Choo 1983; Knowles 2006");

  private final List<Double> weights;

  /** Equal weights. */
  public Scalarise() {
    this(List.of());
  }

  /** Weights in the order of the objectives, each above 0; none for equal weights. */
  public Scalarise(List<Double> weights) {
    this.weights = List.copyOf(weights);
    if (!weights.stream().allMatch(w -> w > 0)) {
      throw new IllegalArgumentException("weights are above 0, not " + weights);
    }
  }

  @Override
  public Capability capability() {
    return CAPABILITY;
  }

  @Override
  public Exactness exactness() {
    return Exactness.APPROXIMATION;
  }

  @Override
  public Optional<Reformulated<BlackBox, Point, Point>> apply(BlackBox problem) {
    int m = problem.objectives().size();
    if (m == 1) {
      return Optional.empty();
    }
    if (!weights.isEmpty() && weights.size() != m) {
      throw new IllegalArgumentException(m + " objectives need as many weights, not " + weights);
    }
    List<Double> w = weights.isEmpty() ? Collections.nCopies(m, 1.0 / m) : weights;
    return Optional.of(
        Rewritten.of(
            problem,
            problem.space(),
            point -> point,
            new Chebyshev(problem.objectives(), w),
            List.of(Direction.MINIMIZE),
            !problem.constraints().isEmpty()));
  }

  /** The function, with the ranges learnt so far. */
  private static final class Chebyshev implements UnaryOperator<Assessment> {
    private final List<Objective> objectives;
    private final List<Double> weights;
    private final double[] low;
    private final double[] high;
    private int samples = 0;

    Chebyshev(List<Objective> objectives, List<Double> weights) {
      this.objectives = objectives;
      this.weights = weights;
      low = new double[weights.size()];
      high = new double[weights.size()];
      Arrays.fill(low, Double.POSITIVE_INFINITY);
      Arrays.fill(high, Double.NEGATIVE_INFINITY);
    }

    @Override
    public synchronized Assessment apply(Assessment a) {
      double[] costs = Dominance.costs(objectives, a);
      if (samples < SAMPLES) {
        samples++;
        for (int i = 0; i < costs.length; i++) {
          low[i] = Math.min(low[i], costs[i]);
          high[i] = Math.max(high[i], costs[i]);
        }
      }
      double worst = Double.NEGATIVE_INFINITY;
      double sum = 0;
      for (int i = 0; i < costs.length; i++) {
        // Halves, since the difference of two large numbers may not be one.
        double range = high[i] / 2 - low[i] / 2;
        double z = (costs[i] / 2 - low[i] / 2) / (range > 0 ? range : 1);
        worst = Math.max(worst, weights.get(i) * z);
        sum += weights.get(i) * z;
      }
      double value = Math.clamp(worst + SUM * sum, -Double.MAX_VALUE, Double.MAX_VALUE);
      return new Assessment(List.of(value), a.violation(), OptionalDouble.empty(), a.quantities());
    }
  }
}
