package org.talweg.papers.spotkube;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.talweg.engine.Outcome;
import org.talweg.engine.RunOptions;
import org.talweg.engine.Talweg;
import org.talweg.model.Budget;
import org.talweg.papers.Context;
import org.talweg.papers.Figure;
import org.talweg.search.placement.Diversity;
import org.talweg.search.placement.ExactPlacement;
import org.talweg.search.placement.NodeType;
import org.talweg.search.placement.Placement;
import org.talweg.search.placement.PlacementProblem;

/** The second part: a week in which machines are revoked, under several policies. */
final class RevocationStudy {
  /** The largest share of pods on one type under {@link Policy#CAPPED}. */
  private static final double SHARE = 1 / 3.0;

  private RevocationStudy() {}

  /** Which placement is deployed for so many pods. */
  enum Policy {
    ON_DEMAND("on demand only, cheapest"),
    CHEAPEST("cheapest spot"),
    PUBLISHED("SpotKube: middle of the front of NSGA-II"),
    EXACT("SpotKube: middle of the exact front"),
    CAPPED("cheapest spot, at most a third of the pods on a type"),
    SPARE("cheapest spot, with room for half as many pods again"),
    POOLS("middle of the front of cost against pools, genetic-placement");

    private final String label;

    Policy(String label) {
      this.label = label;
    }

    @Override
    public String toString() {
      return label;
    }

    /** Places that many pods. */
    Placement place(PlacementProblem problem, SpotMarket market, int evaluations, long seed)
        throws InterruptedException {
      return switch (this) {
        case ON_DEMAND -> cheapest(problem.withTypes(onDemand(problem.types(), market)));
        case CHEAPEST -> cheapest(problem);
        case PUBLISHED -> new PublishedSearch(problem, evaluations).run(seed).middle();
        case EXACT -> middle(ExactPlacement.front(problem));
        case CAPPED -> cheapest(problem.withLargestShare(SHARE));
        case SPARE -> cheapest(problem.withPods(problem.pods().count() * 3 / 2));
        case POOLS -> middle(pools(problem, evaluations, seed));
      };
    }

    private static List<NodeType> onDemand(List<NodeType> types, SpotMarket market) {
      var dearer = new ArrayList<NodeType>();
      for (int j = 0; j < types.size(); j++) {
        dearer.add(types.get(j).withPrice(types.get(j).price() * market.onDemand(j)));
      }
      return dearer;
    }

    private static Placement cheapest(PlacementProblem problem) {
      return ExactPlacement.cheapest(problem).orElseThrow();
    }

    private static Placement middle(List<Placement> front) {
      return front.get(front.size() / 2);
    }

    private static List<Placement> pools(PlacementProblem problem, int evaluations, long seed)
        throws InterruptedException {
      return Talweg.solve(
              problem.withDiversity(Diversity.POOLS),
              RunOptions.within(Budget.evaluations(evaluations))
                  .withSolver("genetic-placement")
                  .withSeed(seed))
          .front()
          .stream()
          .sorted(Comparator.comparingDouble(s -> s.assessment().objective()))
          .map(Outcome.Solution::solution)
          .toList();
    }
  }

  /** One seed: the same demand and market under every policy. */
  static Map<Policy, ClusterWeek> measure(Catalogue catalogue, long seed, int evaluations, int step)
      throws InterruptedException {
    List<NodeType> types = catalogue.types(seed);
    PlacementProblem problem = PlacementStudy.problem(types, 1);
    SpotMarket market = new SpotMarket(seed, types.size(), true);
    int[] demand = Demand.week(seed, step);
    var weeks = new EnumMap<Policy, ClusterWeek>(Policy.class);
    for (Policy policy : Policy.values()) {
      var placements = new HashMap<Integer, Placement>();
      for (int pods : demand) {
        if (!placements.containsKey(pods)) {
          long own = Context.seed(seed, policy + " " + pods);
          placements.put(pods, policy.place(problem.withPods(pods), market, evaluations, own));
        }
      }
      boolean spot = policy != Policy.ON_DEMAND;
      weeks.put(policy, ClusterWeek.simulate(problem, demand, market, placements::get, spot));
    }
    return weeks;
  }

  static String relativeShortfall(Catalogue catalogue) {
    return "shortfall minutes relative to the cheapest spot, " + catalogue;
  }

  static String relativeWorst(Catalogue catalogue) {
    return "room lost in the worst 5% of hours relative to the cheapest spot, " + catalogue;
  }

  static String relativeUnserved(Catalogue catalogue) {
    return "unserved pod-minutes relative to the cheapest spot, " + catalogue;
  }

  static String premium(Catalogue catalogue) {
    return "cost relative to the cheapest spot, " + catalogue;
  }

  static String relativeToOnDemand(Catalogue catalogue) {
    return "cost relative to on demand only, " + catalogue;
  }

  /** The figures of one catalogue. */
  static List<Figure> figures(Catalogue catalogue, List<Map<Policy, ClusterWeek>> weeks) {
    var figures = new ArrayList<Figure>();
    figures.addAll(means("cost, " + catalogue, "$ a day", weeks, w -> w.cost() / 7));
    figures.addAll(
        means("shortfall, " + catalogue, "minutes a week", weeks, ClusterWeek::shortfallMinutes));
    figures.addAll(
        means("unserved pods, " + catalogue, "pod-minutes a week", weeks, ClusterWeek::unserved));
    figures.addAll(
        means(
            "room lost in the worst 5% of hours, " + catalogue,
            "pod-minutes an hour",
            weeks,
            ClusterWeek::worstLost));
    figures.addAll(
        ratios(relativeShortfall(catalogue), weeks, Policy.CHEAPEST, w -> w.shortfallMinutes()));
    figures.addAll(ratios(relativeWorst(catalogue), weeks, Policy.CHEAPEST, w -> w.worstLost()));
    figures.addAll(ratios(relativeUnserved(catalogue), weeks, Policy.CHEAPEST, w -> w.unserved()));
    figures.addAll(ratios(premium(catalogue), weeks, Policy.CHEAPEST, w -> w.cost()));
    figures.addAll(ratios(relativeToOnDemand(catalogue), weeks, Policy.ON_DEMAND, w -> w.cost()));
    return figures;
  }

  private static List<Figure> means(
      String quantity,
      String unit,
      List<Map<Policy, ClusterWeek>> weeks,
      ToDoubleFunction<ClusterWeek> value) {
    var figures = new ArrayList<Figure>();
    for (Policy policy : Policy.values()) {
      figures.add(Figure.mean(quantity, policy.label, unit, values(weeks, policy, value)));
    }
    return figures;
  }

  private static List<Figure> ratios(
      String quantity,
      List<Map<Policy, ClusterWeek>> weeks,
      Policy baseline,
      ToDoubleFunction<ClusterWeek> value) {
    var figures = new ArrayList<Figure>();
    double[] denominators = values(weeks, baseline, value);
    for (Policy policy : Policy.values()) {
      if (policy != baseline) {
        figures.add(
            Figure.ratio(quantity, policy.label, values(weeks, policy, value), denominators));
      }
    }
    return figures;
  }

  private static double[] values(
      List<Map<Policy, ClusterWeek>> weeks, Policy policy, ToDoubleFunction<ClusterWeek> value) {
    return weeks.stream()
        .map(week -> week.get(policy))
        .mapToDouble(week -> week == null ? Double.NaN : value.applyAsDouble(week))
        .toArray();
  }
}
