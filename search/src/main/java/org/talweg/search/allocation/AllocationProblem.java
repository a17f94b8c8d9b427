package org.talweg.search.allocation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalDouble;
import org.talweg.model.Assessment;
import org.talweg.model.AssessmentException;
import org.talweg.model.Features;
import org.talweg.model.Form;
import org.talweg.model.Objective;
import org.talweg.model.Problem;

/**
 * How many samples n_g to collect from each of K groups:
 *
 * <pre>
 *   maximise   U(s_1(n_1), ..., s_K(n_K))
 *   subject to sum_g c_g n_g <= B,   n_g >= n_0
 * </pre>
 *
 * <p>s_g is the learning curve of group g, increasing and unknown: only sizes that have been
 * collected can be tried. A group's score depends on its own samples alone.
 *
 * <p>Source: Adaptive Sampling Strategies to Construct Equitable Training Datasets (arXiv
 * 2202.01327).
 *
 * @param first n_0, what every group gets to begin with
 * @param weights of the groups in the utility, summing to 1; MIN ignores them
 */
public record AllocationProblem(
    String name,
    List<Group> groups,
    double budget,
    int first,
    Utility utility,
    List<Double> weights,
    Learner learner)
    implements Problem<Allocation> {
  public static final Form ALLOCATION = new Form("allocation");

  /** K, the number of groups. */
  public static final String GROUPS = "groups";

  private static final double ROUNDING = 1e-9;

  public AllocationProblem {
    groups = List.copyOf(groups);
    weights = List.copyOf(weights);
    if (groups.isEmpty() || weights.size() != groups.size() || first < 1) {
      throw new IllegalArgumentException(
          "one group or more, as many weights, and one first sample or more for each");
    }
    int each = first;
    double least = groups.stream().mapToDouble(g -> g.cost() * each).sum();
    if (!(budget >= least) || Double.isInfinite(budget)) {
      throw new IllegalArgumentException(
          "a budget of %s does not pay for %d samples of every group, which cost %s"
              .formatted(budget, first, least));
    }
  }

  /** All groups have the same weight. */
  public static AllocationProblem of(
      String name, List<Group> groups, double budget, int first, Utility utility, Learner learner) {
    List<Double> equal = Collections.nCopies(groups.size(), 1.0 / Math.max(1, groups.size()));
    return new AllocationProblem(name, groups, budget, first, utility, equal, learner);
  }

  public AllocationProblem withUtility(Utility utility) {
    return new AllocationProblem(name, groups, budget, first, utility, weights, learner);
  }

  /** What the samples cost. */
  public double cost(Allocation allocation) {
    double cost = 0;
    for (int g = 0; g < groups.size(); g++) {
      cost += groups.get(g).cost() * allocation.samples().get(g);
    }
    return cost;
  }

  /** Whether the samples can be paid for. */
  boolean affordable(double cost) {
    return cost <= budget * (1 + ROUNDING);
  }

  @Override
  public Form form() {
    return ALLOCATION;
  }

  @Override
  public Features features() {
    return Features.none()
        .with(GROUPS, groups.size())
        .with(Features.INTEGERS, groups.size())
        .with(Features.OBJECTIVES, 1)
        .with(Features.NOISY, 1);
  }

  @Override
  public List<Objective> objectives() {
    return List.of(Objective.maximize("utility"));
  }

  /** The utility of the scores; the violation is what is spent beyond the budget. */
  @Override
  public Assessment assess(Allocation allocation) throws AssessmentException, InterruptedException {
    List<Integer> samples = allocation.samples();
    if (samples.size() != groups.size() || samples.stream().anyMatch(n -> n < 0)) {
      throw new AssessmentException(
          "an allocation has " + groups.size() + " numbers, 0 or more, not " + samples);
    }
    var quantities = new LinkedHashMap<String, Double>();
    double[] scores = new double[samples.size()];
    for (int g = 0; g < scores.length; g++) {
      scores[g] = learner.score(g, samples.get(g));
      if (!(scores[g] <= 1) || Double.isInfinite(scores[g])) {
        throw new AssessmentException(
            "group %s scores %s: a score is a number, at most 1"
                .formatted(groups.get(g).name(), scores[g]));
      }
      quantities.put("score of " + groups.get(g).name(), scores[g]);
    }
    double cost = cost(allocation);
    quantities.put("cost", cost);
    return new Assessment(
        List.of(utility.of(scores, weights)),
        affordable(cost) ? 0 : cost - budget,
        OptionalDouble.empty(),
        quantities);
  }
}
