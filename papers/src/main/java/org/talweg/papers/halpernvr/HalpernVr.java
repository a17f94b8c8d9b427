package org.talweg.papers.halpernvr;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.talweg.papers.Claim;
import org.talweg.papers.Context;
import org.talweg.papers.Criterion;
import org.talweg.papers.Figure;
import org.talweg.papers.Reproduction;
import org.talweg.papers.ReproductionException;
import org.talweg.program.inclusion.Extragradient;
import org.talweg.program.inclusion.ForbHalpern;
import org.talweg.program.inclusion.MonotoneInclusion;
import org.talweg.program.inclusion.Oracle;
import org.talweg.program.inclusion.PageHalpern;
import org.talweg.program.inclusion.VarianceReducedExtragradient;

/**
 * Variance Reduced Halpern Iteration for Finite-Sum Monotone Inclusions (arXiv 2310.02987): the
 * last iterate reaches a given residual with about sqrt(n) fewer component evaluations.
 */
public final class HalpernVr implements Reproduction {
  /** Moves of each player, and epochs. */
  private static final Map<Integer, Integer> GAMES = Map.of(100, 1000, 500, 2000);

  private static final List<Integer> SIZES = List.of(64, 256, 1024);
  private static final int DIMENSION = 10;
  private static final double RELATIVE = 1e-3;
  private static final int CHECKS = 4;

  private static final String PAGE = "Algorithm 1 (Halpern, PAGE)";
  private static final String FORB = "Algorithm 2 (Halpern, inexact resolvent)";
  private static final String EG = "extragradient";
  private static final String EAG = "extra-anchored gradient";
  private static final String VR_EG = "variance-reduced extragradient";
  private static final String EXPONENT = "exponent of n in the ratio of epochs to the target";

  @Override
  public String paper() {
    return "halpern-vr";
  }

  @Override
  public int seeds() {
    return 5;
  }

  @Override
  public List<String> protocol() {
    return List.of(
        "Policeman and burglar: a game of n by n moves, A_ij = w_j (1 - exp(-0.8 |i - j|)), w the"
            + " absolute value of a normal number; n = 100 for 1,000 epochs, n = 500 for 2,000; from"
            + " the uniform strategies. An epoch is n component evaluations; the residual is"
            + " evaluated afterwards and not counted.",
        "Steps: extragradient and extra-anchored gradient 1/||A||_2 and, tuned as the paper does,"
            + " 5/||A||_2; Algorithm 1 5/||A||_F; the inner step of Algorithm 2 and the step of"
            + " variance-reduced extragradient 5 times that of their theories.",
        "Scaling: n = 64, 256, 1024 gradients of convex quadratics in ten variables, each with"
            + " L = 1; how many epochs until the residual is a thousandth of its first value, for"
            + " Algorithm 1 with step 1/(4L), as its theorem has it, and for Halpern's iteration on"
            + " exact values with step 1/L; the exponent is that of a least-squares line through"
            + " their ratio.",
        "Algorithm 1 is outside of its theory in the games, which are not cocoercive; so it is in"
            + " the paper's experiments.");
  }

  @Override
  public List<String> baselines() {
    return List.of(
        "extragradient and extra-anchored gradient, each with two steps",
        "variance-reduced extragradient (reported, not to be beaten)",
        "Halpern's iteration on exact values");
  }

  private static String residual(int n) {
    return "last residual in the game of %d moves".formatted(n);
  }

  private static String against(int n, String what) {
    return "last residual relative to %s, %d moves".formatted(what, n);
  }

  private static String tuned(String method) {
    return method + ", step 5/||A||";
  }

  private static String plain(String method) {
    return method + ", step 1/||A||";
  }

  private static final String BETTER_TUNED = "the better of the tuned deterministic methods";
  private static final String BETTER_PLAIN = "the better of the untuned deterministic methods";
  private static final String TUNED_EG = "tuned extragradient";

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "lower residuals per epoch",
            "In the games of 100 and 500 moves the median last residual of Algorithm 1 is at most"
                + " 0.8 times that of the better tuned deterministic method, and at most 0.35 times"
                + " that of the better untuned one.",
            "a prototype had 0.015 to 0.5 and 0.65 at 100 and 500 moves",
            List.of(
                Criterion.atMost(against(100, BETTER_TUNED), PAGE, 0.8),
                Criterion.atMost(against(500, BETTER_TUNED), PAGE, 0.8),
                Criterion.atMost(against(100, BETTER_PLAIN), PAGE, 0.35),
                Criterion.atMost(against(500, BETTER_PLAIN), PAGE, 0.35))),
        new Claim(
            "without cocoercivity too",
            "The median last residual of Algorithm 2 is at most 1.05 times that of tuned"
                + " extragradient in both games.",
            "a prototype had about 1.0 and 0.85",
            List.of(
                Criterion.atMost(against(100, TUNED_EG), FORB, 1.05),
                Criterion.atMost(against(500, TUNED_EG), FORB, 1.05))),
        new Claim(
            "epochs fall as one over the root of n",
            "For cocoercive sums the epochs that Algorithm 1 needs, relative to Halpern's iteration"
                + " on exact values, fall with n by an exponent between -0.7 and -0.3.",
            "-0.5 by the theorem",
            List.of(
                Criterion.atMost(EXPONENT, PAGE, -0.3), Criterion.atLeast(EXPONENT, PAGE, -0.7))));
  }

  @Override
  public List<String> limits() {
    return List.of(
        "The paper's quadratic min-max problem of a million epochs, and 5,000 epochs of the game.",
        "Component evaluations as time: here a step's own cost, the projection, is not small beside"
            + " them.");
  }

  /** A method, given an inclusion, its oracle and a seed. */
  private interface Method {
    void run(MonotoneInclusion inclusion, Oracle oracle, long seed) throws InterruptedException;
  }

  private static Map<String, Method> methods(double spectral) {
    var methods = new LinkedHashMap<String, Method>();
    methods.put(
        PAGE,
        (problem, oracle, seed) ->
            PageHalpern.iterate(
                problem, 5 / problem.lipschitz(), oracle, Context.random(seed, PAGE)));
    methods.put(
        FORB,
        (problem, oracle, seed) ->
            ForbHalpern.iterate(problem, 5, oracle, Context.random(seed, FORB)));
    methods.put(
        VR_EG,
        (problem, oracle, seed) ->
            VarianceReducedExtragradient.iterate(problem, 5, oracle, Context.random(seed, VR_EG)));
    for (boolean anchored : new boolean[] {false, true}) {
      String name = anchored ? EAG : EG;
      methods.put(
          plain(name),
          (problem, oracle, seed) ->
              Extragradient.iterate(problem, 1 / spectral, oracle, anchored));
      methods.put(
          tuned(name),
          (problem, oracle, seed) ->
              Extragradient.iterate(problem, 5 / spectral, oracle, anchored));
    }
    return methods;
  }

  /** The last residual of each method in one game. */
  private static Map<String, Double> game(int n, int epochs, long seed)
      throws InterruptedException {
    double[][] a = Instances.burglar(n, Context.random(seed, "game " + n));
    MonotoneInclusion problem = MonotoneInclusion.game("burglar", a, 0);
    var residuals = new LinkedHashMap<String, Double>();
    for (var method : methods(Instances.spectralNorm(a)).entrySet()) {
      double[] last = problem.start().clone();
      method
          .getValue()
          .run(
              problem,
              new Oracle(
                  problem.operator(),
                  (spent, u) -> {
                    System.arraycopy(u, 0, last, 0, u.length);
                    return spent < epochs;
                  }),
              seed);
      residuals.put(method.getKey(), problem.residual(last));
    }
    return residuals;
  }

  /** Epochs until the residual is a thousandth of the first, the residual checked now and then. */
  private static double epochs(MonotoneInclusion problem, Method method, long seed)
      throws InterruptedException {
    double target = RELATIVE * problem.residual(problem.start());
    double[] reached = {Double.NaN};
    int[] calls = {0};
    method.run(
        problem,
        new Oracle(
            problem.operator(),
            (spent, u) -> {
              if (calls[0]++ % CHECKS == 0 && problem.residual(u) <= target) {
                reached[0] = spent;
              }
              return Double.isNaN(reached[0]) && spent < 1e5;
            }),
        seed);
    return Math.max(reached[0], 1);
  }

  /** The two methods' epochs at each size. */
  private record Scaling(List<Double> page, List<Double> exact) {
    /** The slope of log(page / exact) over log n. */
    double exponent(List<Integer> sizes) {
      double meanX = sizes.stream().mapToDouble(Math::log).average().orElseThrow();
      double xy = 0;
      double xx = 0;
      for (int k = 0; k < sizes.size(); k++) {
        double x = Math.log(sizes.get(k)) - meanX;
        xy += x * Math.log(page.get(k) / exact.get(k));
        xx += x * x;
      }
      return xy / xx;
    }
  }

  private static Scaling scaling(List<Integer> sizes, long seed) throws InterruptedException {
    var page = new ArrayList<Double>();
    var exact = new ArrayList<Double>();
    for (int n : sizes) {
      MonotoneInclusion problem =
          Instances.quadratics(n, DIMENSION, Context.random(seed, "quadratics " + n));
      double step = 1 / (4 * problem.lipschitz());
      page.add(
          epochs(
              problem,
              (p, oracle, s) -> PageHalpern.iterate(p, step, oracle, Context.random(s, "page")),
              seed));
      exact.add(
          epochs(problem, (p, oracle, s) -> PageHalpern.iterateExactly(p, 4 * step, oracle), seed));
    }
    return new Scaling(page, exact);
  }

  @Override
  public List<Figure> run(Context context) throws InterruptedException, ReproductionException {
    boolean quick = context.quick();
    List<Integer> sizes = quick ? SIZES.subList(0, 2) : SIZES;
    var figures = new ArrayList<Figure>();
    for (int n : List.of(100, 500)) {
      int epochs = quick ? 20 : GAMES.getOrDefault(n, 0);
      List<Map<String, Double>> games =
          context.inParallel("games of " + n, context.seeds(), seed -> game(n, epochs, seed));
      for (String method : games.getFirst().keySet()) {
        figures.add(Figure.median(residual(n), method, "", values(games, g -> value(g, method))));
      }
      double page = median(games, g -> value(g, PAGE));
      double forb = median(games, g -> value(g, FORB));
      double tuned = better(games, tuned(EG), tuned(EAG));
      double plain = better(games, plain(EG), plain(EAG));
      figures.add(Figure.median(against(n, BETTER_TUNED), PAGE, "", page / tuned));
      figures.add(Figure.median(against(n, BETTER_PLAIN), PAGE, "", page / plain));
      figures.add(
          Figure.median(
              against(n, TUNED_EG), FORB, "", forb / median(games, g -> value(g, tuned(EG)))));
    }
    List<Scaling> scalings =
        context.inParallel("sums", context.seeds(), seed -> scaling(sizes, seed));
    for (int k = 0; k < sizes.size(); k++) {
      int at = k;
      String quantity = "epochs to the target, n = " + sizes.get(k);
      figures.add(Figure.median(quantity, PAGE, "", values(scalings, s -> s.page().get(at))));
      figures.add(
          Figure.median(
              quantity, "Halpern on exact values", "", values(scalings, s -> s.exact().get(at))));
    }
    figures.add(Figure.median(EXPONENT, PAGE, "", values(scalings, s -> s.exponent(sizes))));
    return figures;
  }

  private static double value(Map<String, Double> residuals, String method) {
    return residuals.getOrDefault(method, Double.NaN);
  }

  private static double better(List<Map<String, Double>> games, String one, String other) {
    return Math.min(median(games, g -> value(g, one)), median(games, g -> value(g, other)));
  }

  private static <T> double median(List<T> of, Function<T, Double> value) {
    return org.talweg.papers.Spread.of(values(of, value)).median();
  }

  private static <T> double[] values(List<T> of, Function<T, Double> value) {
    return of.stream().mapToDouble(value::apply).toArray();
  }
}
