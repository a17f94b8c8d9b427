package org.talweg.papers.bilevelpenalty;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.talweg.papers.Claim;
import org.talweg.papers.Context;
import org.talweg.papers.Criterion;
import org.talweg.papers.Figure;
import org.talweg.papers.Reproduction;
import org.talweg.papers.ReproductionException;

/**
 * On Penalty Methods for Nonconvex Bilevel Optimization and First-Order Stochastic Approximation
 * (arXiv 2309.01753): the penalised value function is near the true one, in value and gradient, and
 * first-order methods that descend it get there, with momentum in a single loop.
 */
public final class BilevelPenaltyPaper implements Reproduction {
  private static final String EXACT = "closed form";
  private static final String CLOSENESS = "power of s in the largest gap, ";
  private static final String DESCENDED = "norm of grad psi over s, ";
  private static final String EVEN = "its values at s = 0.03 and 0.01, larger over smaller, ";
  private static final String NOISY = "norm of grad psi, noise, 300,000 gradients";
  private static final String RELATIVE = "median norm of grad psi relative to ";
  private static final String BOX = "largest error of the hyper-gradient with active bounds";
  private static final String JUMP = "gap of the gradient at the jump times s, s = ";
  private static final String ACCURACY = "test accuracy, cleaned labels";
  private static final String BEHIND = "accuracy behind implicit gradients, in points";
  private static final String GAINED = "accuracy gained over no cleaning, in points";
  private static final String COST = "evaluations relative to implicit gradients";
  private static final List<Integer> INNER = List.of(1, 10);
  private static final List<Double> PENALTIES = List.of(0.1, 0.03, 0.01);
  private static final List<Double> JUMPS = List.of(0.1, 0.01, 0.001);
  private static final int CLEANING_SEEDS = 3;

  @Override
  public String paper() {
    return "bilevel-penalty";
  }

  @Override
  public int seeds() {
    return 10;
  }

  @Override
  public List<String> protocol() {
    return List.of(
        "A follower with many answers: x in R^5, y in R^20, g = 1/2 ||Ay - Bx||^2 with A 8 by 20 of"
            + " singular values 0.5 to 1.5 and B normal / sqrt(20), f = 1/2 ||y - t||^2 +"
            + " sum sin(2 x_i) + x'x / 4, t normal; psi and psi_s have closed forms; one problem a"
            + " seed.",
        "Closeness: the largest gap over 50 normal x at s = 0.1, 0.03, 0.01, 0.003, 0.001; the power"
            + " by least squares on logarithms.",
        "Descent: algorithm A without noise, T = 1 and 10, gamma 0.4, a 0.03, 20,000 iterations from"
            + " a normal x.",
        "Noise of deviation 0.1 on every coordinate of every gradient, the same for the same sample;"
            + " s_k = 0.1 (k + 1)^(-1/5), a_k = 0.05 (k + 1)^(-2/5), gamma 0.2, momentum 0.1; 30,000,"
            + " 100,000 and 300,000 gradients, of which an iteration takes 6 with momentum, else 3.",
        "Active bounds: three leaders, six followers in [-0.5, 0.5], random convex quadratic; five"
            + " points a seed where no bound becomes active or inactive within 1e-4; central"
            + " differences of psi by lower solves to 1e-8. A bound is active"
            + " where its multiplier is larger than the distance from it.",
        "The boundary of the theory: f = x^2 + y^2, g = xy on [-1, 1], x = s.",
        "Cleaning: 500 training samples of two normal classes in ten dimensions, 40% of the labels of"
            + " one class wrong, 200 clean validation samples, 5,000 for the test; implicit gradients"
            + " within 1,500 evaluations, the penalty method within twice what they took; three"
            + " seeds. Where every class is flipped alike, no cleaning does as well.");
  }

  @Override
  public List<String> baselines() {
    return List.of(
        "the value function in closed form",
        "the same iteration without momentum, with shared and with independent samples",
        "implicit differentiation with conjugate gradients and exact lower solves",
        "training on all labels as they are");
  }

  @Override
  public List<Claim> claims() {
    var close = new ArrayList<Criterion>();
    for (String of : List.of("psi", "grad psi")) {
      close.add(Criterion.atLeast(CLOSENESS + of, EXACT, 0.85));
      close.add(Criterion.atMost(CLOSENESS + of, EXACT, 1.15));
    }
    var descent = new ArrayList<Criterion>();
    for (int inner : INNER) {
      for (double s : PENALTIES) {
        descent.add(Criterion.atMost(DESCENDED + "s = " + s, loop(inner), 10));
      }
      descent.add(Criterion.atMost(EVEN + "median", loop(inner), 1.5));
    }
    var jump = new ArrayList<Criterion>();
    for (double s : JUMPS) {
      jump.add(Criterion.atLeast(JUMP + s, loop(0), 0.4));
    }
    return List.of(
        new Claim(
            "the penalised value function is O(s) close",
            "The largest gaps of psi_s to psi and of their gradients fall as s^1, the powers being"
                + " between 0.85 and 1.15.",
            "to hold: powers of 1 in an independent prototype",
            close),
        new Claim(
            "algorithm A ends where grad psi is O(s), whatever T",
            "The median norm of grad psi at the end is at most 10 s for s = 0.1, 0.03 and 0.01, and"
                + " its ratios to s at 0.03 and 0.01 differ by a factor of 1.5 at most, both with T ="
                + " 1 and 10.",
            "to hold: 6.6 s and 6.8 s in a prototype",
            descent),
        new Claim(
            "momentum helps against noise",
            "After 300,000 gradients the median norm of grad psi with momentum is at most 0.7 times"
                + " that without.",
            "in doubt: at this s the bias of the penalty may hide it",
            List.of(Criterion.atMost(RELATIVE + NoiseStudy.PLAIN, NoiseStudy.MOMENTUM, 0.7))),
        new Claim(
            "gradients that are subtracted must share their sample",
            "After 300,000 gradients the median norm with shared samples is at most 0.7 times that"
                + " with independent ones, both without momentum.",
            "to hold",
            List.of(Criterion.atMost(RELATIVE + NoiseStudy.INDEPENDENT, NoiseStudy.PLAIN, 0.7))),
        new Claim(
            "the hyper-gradient by the pseudo-inverse is exact with active bounds",
            "It agrees with central differences to 1e-4.",
            "to hold",
            List.of(Criterion.atMost(BOX, "pseudo-inverse", 1e-4))),
        new Claim(
            "without the error bound the gradient is not close",
            "On f = x^2 + y^2, g = xy the gap of the gradient at x = s is at least 0.4 / s.",
            "to hold: 1/2 by hand",
            jump),
        new Claim(
            "it cleans labels as well as implicit gradients",
            "Within twice the evaluations the mean test accuracy is at most one point behind implicit"
                + " gradients, and above that of no cleaning.",
            "in doubt: not calibrated",
            List.of(
                Criterion.atMost(BEHIND, CleaningStudy.PENALTY, 1),
                Criterion.atMost(COST, CleaningStudy.PENALTY, 2.01).asCondition(),
                Criterion.atLeast(GAINED, CleaningStudy.IMPLICIT, 0.5).asCondition(),
                Criterion.atLeast(GAINED, CleaningStudy.PENALTY, 0))));
  }

  @Override
  public List<String> limits() {
    return List.of(
        "The rates to epsilon-stationarity, epsilon^-5 against epsilon^-7: too noisy at this scale.",
        "Noise that grows or changes with the point: here it is added, and cancels in differences.",
        "Whether the hyper-gradient is exact where a bound is nearly active: the differences are of"
            + " lower solutions by a barrier, which rounds the kink there; the points that miss the"
            + " tolerance have a y within 0.002 of its bound, or a multiplier below 0.02.",
        "Nonconvex lower levels of any size; networks; the paper's own schedules, of which it gives"
            + " orders only.");
  }

  private static String loop(int inner) {
    return inner == 0 ? "algorithm A" : "algorithm A, T = " + inner;
  }

  @Override
  public List<Figure> run(Context context) throws InterruptedException, ReproductionException {
    var figures = new ArrayList<Figure>();
    closeness(context, figures);
    noise(context, figures);
    cleaning(context, figures);
    return figures;
  }

  private static void closeness(Context context, List<Figure> figures)
      throws InterruptedException, ReproductionException {
    List<ClosenessStudy.Powers> powers =
        context.inParallel("closeness", context.seeds(), ClosenessStudy::powers);
    figures.add(median(CLOSENESS + "psi", EXACT, powers, ClosenessStudy.Powers::value));
    figures.add(median(CLOSENESS + "grad psi", EXACT, powers, ClosenessStudy.Powers::gradient));
    int iterations = context.quick() ? 500 : 20_000;
    for (int inner : INNER) {
      var ratios = new ArrayList<double[]>();
      for (double s : PENALTIES) {
        double[] norms =
            values(
                context.inParallel(
                    loop(inner) + ", s = " + s,
                    context.seeds(),
                    seed -> ClosenessStudy.descended(seed, s, inner, iterations) / s),
                v -> v);
        ratios.add(norms);
        figures.add(Figure.median(DESCENDED + "s = " + s, loop(inner), "", norms));
      }
      double[] apart = new double[ratios.getFirst().length];
      for (int k = 0; k < apart.length; k++) {
        double ratio = ratios.get(1)[k] / ratios.get(2)[k];
        apart[k] = Math.max(ratio, 1 / ratio);
      }
      figures.add(Figure.median(EVEN + "median", loop(inner), "", apart));
    }
    List<Double> errors =
        context.inParallel("active bounds", context.seeds(), ClosenessStudy::hypergradientError);
    double largest = errors.stream().mapToDouble(v -> v).max().orElseThrow();
    figures.add(Figure.median(BOX, "pseudo-inverse", "", largest));
    for (double s : JUMPS) {
      figures.add(Figure.median(JUMP + s, loop(0), "", ClosenessStudy.gapAtTheJump(s)));
    }
  }

  private static void noise(Context context, List<Figure> figures)
      throws InterruptedException, ReproductionException {
    int divisor = context.quick() ? 30 : 1;
    List<Map<String, double[]>> norms =
        context.inParallel("noise", context.seeds(), seed -> NoiseStudy.descents(seed, divisor));
    for (int b = 0; b < NoiseStudy.BUDGETS.length; b++) {
      int at = b;
      for (String method : norms.getFirst().keySet()) {
        String quantity =
            b == 2
                ? NOISY
                : "norm of grad psi, noise, %,d gradients".formatted(NoiseStudy.BUDGETS[b]);
        figures.add(median(quantity, method, norms, n -> of(n, method)[at]));
      }
    }
    relative(figures, NoiseStudy.MOMENTUM, NoiseStudy.PLAIN);
    relative(figures, NoiseStudy.PLAIN, NoiseStudy.INDEPENDENT);
  }

  private static <T> T of(Map<String, T> results, String method) {
    T found = results.get(method);
    if (found == null) {
      throw new IllegalStateException("not measured: " + method);
    }
    return found;
  }

  private static void relative(List<Figure> figures, String method, String to) {
    double ratio = measured(figures, method) / measured(figures, to);
    figures.add(Figure.median(RELATIVE + to, method, "", ratio));
  }

  private static double measured(List<Figure> figures, String method) {
    return Criterion.atMost(NOISY, method, 0).figure(figures).value();
  }

  private static void cleaning(Context context, List<Figure> figures)
      throws InterruptedException, ReproductionException {
    List<Long> seeds = context.seeds().subList(0, Math.min(CLEANING_SEEDS, context.seeds().size()));
    boolean quick = context.quick();
    List<Map<String, CleaningStudy.Cleaned>> results =
        context.inParallel(
            "cleaning",
            seeds,
            seed -> CleaningStudy.cleaned(seed, quick ? 60 : 500, quick ? 200 : 1500));
    for (String method : results.getFirst().keySet()) {
      figures.add(
          Figure.mean(ACCURACY, method, "", values(results, r -> of(r, method).accuracy())));
      if (!method.equals(CleaningStudy.NONE)) {
        figures.add(
            Figure.mean(
                GAINED,
                method,
                "",
                values(
                    results,
                    r -> 100 * (of(r, method).accuracy() - of(r, CleaningStudy.NONE).accuracy()))));
      }
    }
    figures.add(
        Figure.mean(
            BEHIND,
            CleaningStudy.PENALTY,
            "",
            values(
                results,
                r ->
                    100
                        * (of(r, CleaningStudy.IMPLICIT).accuracy()
                            - of(r, CleaningStudy.PENALTY).accuracy()))));
    figures.add(
        Figure.ratio(
            COST,
            CleaningStudy.PENALTY,
            values(results, r -> of(r, CleaningStudy.PENALTY).evaluations()),
            values(results, r -> of(r, CleaningStudy.IMPLICIT).evaluations())));
  }

  private static <T> Figure median(
      String quantity, String method, List<T> results, ToDoubleFunction<T> value) {
    return Figure.median(quantity, method, "", values(results, value));
  }

  private static <T> double[] values(List<T> results, ToDoubleFunction<T> value) {
    return results.stream().mapToDouble(value).toArray();
  }
}
