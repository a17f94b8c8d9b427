package org.talweg.papers.spotkube;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.talweg.engine.Outcome;
import org.talweg.engine.RunOptions;
import org.talweg.engine.Talweg;
import org.talweg.model.Budget;
import org.talweg.papers.Context;
import org.talweg.papers.Figure;
import org.talweg.search.placement.Diversity;
import org.talweg.search.placement.ExactPlacement;
import org.talweg.search.placement.GreedyPlacement;
import org.talweg.search.placement.NodeType;
import org.talweg.search.placement.Placement;
import org.talweg.search.placement.PlacementProblem;
import org.talweg.search.placement.Pods;

/** The first part: static instances, on which every method places the same pods. */
final class PlacementStudy {
  static final String GENETIC = "NSGA-II as published, cheapest of its front";
  static final String DEPLOYED = "NSGA-II as published, the middle it deploys";
  static final String OURS = "genetic-placement, cheapest of its front";
  static final String BY_PRICE = "greedy by price";
  static final String BY_PRICE_PER_POD = "greedy by price per pod";
  static final String EXACT = "exact-placement";

  private PlacementStudy() {}

  /** Pods of 0.5 processors and 1 GiB; the system takes 0.3 processors of every machine. */
  static PlacementProblem problem(List<NodeType> types, int pods) {
    return PlacementProblem.of("spotkube", types, new Pods(pods, 0.5, 1))
        .withSystem(0.3, 0)
        .withDiversity(Diversity.NODES);
  }

  static String relativeToOptimum(Catalogue catalogue) {
    return "cost relative to the optimum, " + catalogue;
  }

  static String relativeTo(String baseline, Catalogue catalogue) {
    return "cost relative to " + baseline + ", " + catalogue;
  }

  static String times(Catalogue catalogue) {
    return "time to an answer, " + catalogue;
  }

  static String exhaustiveOverGenetic(Catalogue catalogue) {
    return "time of exhaustive search relative to that of NSGA-II, " + catalogue;
  }

  static String exactOverGenetic(Catalogue catalogue) {
    return "time of exact search relative to that of NSGA-II, " + catalogue;
  }

  /** Costs in $ per hour, infinite where not all pods fit; times in seconds. */
  record Instance(
      double optimum,
      double genetic,
      double deployed,
      double ours,
      double byPrice,
      double byPricePerPod,
      double geneticSeconds,
      double geneticSolverSeconds,
      double oursSeconds,
      double exactSeconds,
      double exactFrontSeconds,
      double exhaustiveSeconds) {}

  static Instance measure(Catalogue catalogue, long seed, int evaluations, long visits)
      throws InterruptedException {
    int pods = Context.random(seed, "pods").nextInt(10, 120);
    PlacementProblem problem = problem(catalogue.types(seed), pods);

    PublishedSearch.Found found =
        new PublishedSearch(problem, evaluations).run(Context.seed(seed, "genetic"));

    long start = System.nanoTime();
    Optional<Placement> exact = ExactPlacement.cheapest(problem);
    double exactSeconds = (System.nanoTime() - start) / 1e9;
    start = System.nanoTime();
    var front = ExactPlacement.front(problem);
    double exactFrontSeconds = (System.nanoTime() - start) / 1e9;

    start = System.nanoTime();
    Outcome<Placement> ours =
        Talweg.solve(
            problem,
            RunOptions.within(Budget.evaluations(evaluations))
                .withSolver("genetic-placement")
                .withSeed(seed));
    double oursSeconds = (System.nanoTime() - start) / 1e9;

    double optimum = cost(problem, exact.orElseThrow());
    if (Math.abs(cost(problem, front.getFirst()) - optimum) > 1e-9) {
      throw new IllegalStateException("the exact front does not begin at the optimum");
    }
    return new Instance(
        optimum,
        cheapest(problem, found.placements()),
        cost(problem, found.middle()),
        cheapest(problem, ours.front().stream().map(Outcome.Solution::solution).toList()),
        cost(problem, GreedyPlacement.byPrice(problem)),
        cost(problem, GreedyPlacement.byPricePerPod(problem)),
        found.seconds(),
        found.solverSeconds(),
        oursSeconds,
        exactSeconds,
        exactFrontSeconds,
        Enumeration.run(problem, visits).secondsOfAll());
  }

  private static double cheapest(PlacementProblem problem, List<Placement> placements) {
    return placements.stream()
        .map(p -> cost(problem, p))
        .min(Comparator.naturalOrder())
        .orElse(Double.POSITIVE_INFINITY);
  }

  private static double cost(PlacementProblem problem, Placement placement) {
    return problem.room(placement) < problem.pods().count()
        ? Double.POSITIVE_INFINITY
        : problem.cost(placement);
  }

  /** The figures of one catalogue. */
  static List<Figure> figures(Catalogue catalogue, List<Instance> instances) {
    var figures = new ArrayList<Figure>();
    String cost = relativeToOptimum(catalogue);
    figures.add(median(cost, GENETIC, instances, i -> i.genetic / i.optimum));
    figures.add(median(cost, DEPLOYED, instances, i -> i.deployed / i.optimum));
    figures.add(median(cost, OURS, instances, i -> i.ours / i.optimum));
    figures.add(median(cost, BY_PRICE, instances, i -> i.byPrice / i.optimum));
    figures.add(median(cost, BY_PRICE_PER_POD, instances, i -> i.byPricePerPod / i.optimum));
    String toPrice = relativeTo(BY_PRICE, catalogue);
    figures.add(median(toPrice, GENETIC, instances, i -> i.genetic / i.byPrice));
    figures.add(median(toPrice, DEPLOYED, instances, i -> i.deployed / i.byPrice));
    String toPricePerPod = relativeTo(BY_PRICE_PER_POD, catalogue);
    figures.add(median(toPricePerPod, GENETIC, instances, i -> i.genetic / i.byPricePerPod));
    figures.add(median(toPricePerPod, DEPLOYED, instances, i -> i.deployed / i.byPricePerPod));
    String time = times(catalogue);
    figures.add(seconds(time, "NSGA-II as published", instances, i -> i.geneticSeconds));
    figures.add(
        seconds(
            time, "NSGA-II as published, itself alone", instances, i -> i.geneticSolverSeconds));
    figures.add(seconds(time, "genetic-placement", instances, i -> i.oursSeconds));
    figures.add(seconds(time, EXACT + ", the cheapest", instances, i -> i.exactSeconds));
    figures.add(seconds(time, EXACT + ", the front", instances, i -> i.exactFrontSeconds));
    figures.add(
        seconds(time, "exhaustive search, extrapolated", instances, i -> i.exhaustiveSeconds));
    figures.add(
        median(
            exhaustiveOverGenetic(catalogue),
            "exhaustive search, extrapolated",
            instances,
            i -> i.exhaustiveSeconds / i.geneticSeconds));
    figures.add(
        median(
            exactOverGenetic(catalogue),
            EXACT,
            instances,
            i -> i.exactSeconds / i.geneticSolverSeconds));
    return figures;
  }

  private static Figure median(
      String quantity, String method, List<Instance> of, ToDoubleFunction<Instance> value) {
    return Figure.median(quantity, method, "", of.stream().mapToDouble(value).toArray());
  }

  private static Figure seconds(
      String quantity, String method, List<Instance> of, ToDoubleFunction<Instance> value) {
    return Figure.median(quantity, method, "s", of.stream().mapToDouble(value).toArray());
  }
}
