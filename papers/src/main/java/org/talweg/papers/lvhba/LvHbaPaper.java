package org.talweg.papers.lvhba;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.talweg.papers.Claim;
import org.talweg.papers.Context;
import org.talweg.papers.Criterion;
import org.talweg.papers.Figure;
import org.talweg.papers.Reproduction;
import org.talweg.papers.ReproductionException;

/**
 * Constrained Bi-Level Optimization: Proximal Lagrangian Value function Approach and Hessian-free
 * Algorithm (arXiv 2401.16164): one loop and first derivatives are enough where constraints couple
 * both levels and the follower is only convex.
 */
public final class LvHbaPaper implements Reproduction {
  private static final String OWN = "lv-hba";
  private static final String UNROLLED = "unrolled projected descent, T = 20";
  private static final String CONDITIONS = "optimality conditions, best of all starts";
  private static final String ERROR = "relative error of x, coupled toy, ";
  private static final String SLOPE = "power of k in the error of x, coupled toy";
  private static final String RATIO = "error relative to unrolled descent at equal gradients";
  private static final String EXCESS = "F over the best known, random toy, relative to max(1, |F|)";
  private static final String REACHED = "F, random toy";
  private static final String ACCURACY = "test accuracy, support vectors";
  private static final String AHEAD = "accuracy ahead of the best common weight, in points";
  private static final String GAP = "relative suboptimality of the iterate, support vectors";
  private static final int[] STEPS = {500, 1500, 5000, 20_000, 50_000};
  private static final List<Integer> SIZES = List.of(100, 1000);
  private static final int GRADIENTS = 4;

  @Override
  public String paper() {
    return "lv-hba";
  }

  @Override
  public int seeds() {
    return 5;
  }

  @Override
  public List<String> protocol() {
    return List.of(
        "Coupled toy: x in R^n, y in R^2n, f linear in half of y, one equation that holds both levels,"
            + " normalised; n = 100 and 1,000, from 10 everywhere; gamma_1 10, gamma_2 1, alpha 0.1,"
            + " beta 0.1, eta 0.3, c_k = (k + 1)^0.3. It has no randomness.",
        "The power of k by least squares on logarithms of the error after 500, 1,500, 5,000, 20,000"
            + " and 50,000 steps, n = 100.",
        "Unrolled descent: 20 projected steps of the follower from its last answer, differentiated"
            + " backwards, step 0.1 of x; as many gradients and Hessian products as lv-hba took"
            + " gradients in 5,000 steps.",
        "Random toy: n = 40 where the paper has 100, F = sin(c'x + d'y) + log(||x + y||^2 + 1), f = 1/2"
            + " ||x - y||^2, 36 equations in x and y below and 18 in x above; lv-hba as the solver of"
            + " that name within 80,000 gradients; three seeds.",
        "Support vectors: a weight for each of 200 training samples, 100 for validation, 2,000 for the"
            + " test, two normal classes in eight dimensions, where the paper has data sets; 80 steps"
            + " with gamma_1 and gamma_2 10, alpha 0.01, beta 0.1, eta 0.01, c_k = (k + 1)^0.49.");
  }

  @Override
  public List<String> baselines() {
    return List.of(
        "the toy's solution in closed form",
        "unrolled projected descent",
        "the follower's optimality conditions, solved by interior points from 20 starts",
        "one common weight for all samples: 1, or the best of 20 on the validation samples");
  }

  @Override
  public List<Claim> claims() {
    var reaches = new ArrayList<Criterion>();
    for (int n : SIZES) {
      reaches.add(Criterion.atMost(ERROR + size(n), OWN, 0.03));
    }
    return List.of(
        new Claim(
            "it solves a coupled follower that is not strongly convex",
            "After 5,000 steps the relative error of x is at most 3% for n = 100 and 1,000.",
            "to hold: 2.4% in an independent prototype",
            reaches),
        new Claim(
            "what is left is the bias of the penalty",
            "The error falls as 1/c_k does: its power of k is between -0.36 and -0.24.",
            "to hold: -0.29 in a prototype",
            List.of(Criterion.atLeast(SLOPE, OWN, -0.36), Criterion.atMost(SLOPE, OWN, -0.24))),
        new Claim(
            "it beats unrolling",
            "At equal numbers of gradients its error of x on the coupled toy is below that of unrolled"
                + " projected descent.",
            "in doubt: the toy is benign, and unrolling has no penalty to bias it",
            List.of(Criterion.atMost(RATIO, OWN, 1))),
        new Claim(
            "it finds good values on the strongly convex toy",
            "Its F is within 1% of the best that the optimality conditions give from 20 starts, in"
                + " the median.",
            "to hold, if local optima allow",
            List.of(Criterion.atMost(EXCESS, OWN, 0.01))),
        new Claim(
            "it tunes support vectors as well as a grid",
            "Mean test accuracy is at most half a point below that of the best common weight of 20,"
                + " and the iterate is within 1% of the follower's answer.",
            "in doubt: with 80 steps of 0.01 the weights hardly move",
            List.of(Criterion.atLeast(AHEAD, OWN, -0.5), Criterion.atMost(GAP, OWN, 0.01))));
  }

  @Override
  public List<String> limits() {
    return List.of(
        "AiPOD and E-AiPOD, the paper's rivals on the toys, and GAM, its rival on data, were not made.",
        "The paper's data sets: diabetes, fourclass, gisette, breast cancer.",
        "Its rate K^(-1/4) of the residual: the power above is of the error on one toy.");
  }

  private static String size(int n) {
    return "n = %,d, 5,000 steps".formatted(n);
  }

  @Override
  public List<Figure> run(Context context) throws InterruptedException, ReproductionException {
    var figures = new ArrayList<Figure>();
    coupled(context, figures);
    random(context, figures);
    margins(context, figures);
    return figures;
  }

  private static void coupled(Context context, List<Figure> figures)
      throws InterruptedException, ReproductionException {
    int divisor = context.quick() ? 50 : 1;
    int[] steps = Arrays.stream(STEPS).map(k -> k / divisor).toArray();
    int most = steps[2];
    List<double[]> errors =
        context.inParallel(
            "coupled toy",
            List.of(100, context.quick() ? 20 : 1000),
            n -> n == 100 ? CoupledToy.errors(n, steps) : CoupledToy.errors(n, most));
    double small = errors.get(0)[2];
    figures.add(Figure.median(ERROR + size(100), OWN, "", small));
    figures.add(Figure.median(ERROR + size(1000), OWN, "", errors.get(1)[0]));
    double unrolled = CoupledToy.unrolled(100, 20, GRADIENTS * most);
    figures.add(Figure.median(ERROR + size(100), UNROLLED, "", unrolled));
    figures.add(Figure.median(RATIO, OWN, "", small / unrolled));
    figures.add(Figure.median(SLOPE, OWN, "", slope(steps, errors.getFirst())));
  }

  private static double slope(int[] steps, double[] errors) {
    double meanX = Arrays.stream(steps).mapToDouble(Math::log).average().orElseThrow();
    double meanY = Arrays.stream(errors).map(Math::log).average().orElseThrow();
    double above = 0;
    double below = 0;
    for (int k = 0; k < steps.length; k++) {
      double x = Math.log(steps[k]) - meanX;
      above += x * (Math.log(errors[k]) - meanY);
      below += x * x;
    }
    return above / below;
  }

  private static void random(Context context, List<Figure> figures)
      throws InterruptedException, ReproductionException {
    List<Long> seeds = context.seeds().subList(0, Math.min(3, context.seeds().size()));
    boolean quick = context.quick();
    List<RandomToy.Reached> reached =
        context.inParallel(
            "random toy",
            seeds,
            seed -> RandomToy.reached(seed, quick ? 10 : 40, quick ? 2000 : 80_000, quick ? 1 : 4));
    figures.add(median(REACHED, OWN, reached, RandomToy.Reached::lvHba));
    figures.add(median(REACHED, CONDITIONS, reached, RandomToy.Reached::best));
    figures.add(
        median(
            EXCESS, OWN, reached, r -> (r.lvHba() - r.best()) / Math.max(1, Math.abs(r.best()))));
  }

  private static void margins(Context context, List<Figure> figures)
      throws InterruptedException, ReproductionException {
    int training = context.quick() ? 30 : 200;
    List<MarginStudy.Tuned> tuned =
        context.inParallel(
            "support vectors", context.seeds(), seed -> MarginStudy.tuned(seed, training));
    figures.add(mean(ACCURACY, OWN, tuned, MarginStudy.Tuned::lvHba));
    figures.add(mean(ACCURACY, "best common weight of 20", tuned, MarginStudy.Tuned::grid));
    figures.add(mean(ACCURACY, "common weight 1", tuned, MarginStudy.Tuned::one));
    figures.add(mean(AHEAD, OWN, tuned, t -> 100 * (t.lvHba() - t.grid())));
    figures.add(mean(GAP, OWN, tuned, MarginStudy.Tuned::gap));
  }

  private static <T> Figure mean(
      String quantity, String method, List<T> results, ToDoubleFunction<T> value) {
    return Figure.mean(quantity, method, "", results.stream().mapToDouble(value).toArray());
  }

  private static <T> Figure median(
      String quantity, String method, List<T> results, ToDoubleFunction<T> value) {
    return Figure.median(quantity, method, "", results.stream().mapToDouble(value).toArray());
  }
}
