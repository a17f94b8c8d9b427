package org.talweg.papers.zoranksgd;

import java.util.ArrayList;
import java.util.List;
import org.talweg.papers.Claim;
import org.talweg.papers.Context;
import org.talweg.papers.Criterion;
import org.talweg.papers.Figure;
import org.talweg.papers.Reproduction;
import org.talweg.papers.ReproductionException;

/**
 * Zeroth-order optimization meets human feedback: provable learning via ranking oracles (ICLR 2024,
 * arXiv 2303.03751). A descent direction from the order of points around x, and a step from the
 * order of points along it.
 *
 * <p>Tested in two parts. {@link DescentStudy}: does the whole order help, does the line search,
 * and what do other methods reach with as many evaluations? {@link Controller}: do twenty rankings
 * by someone who errs get anywhere?
 */
public final class ZoRankSgdPaper implements Reproduction {
  static final String SCORE = "score after 20 rankings relative to no control";
  static final String SCORE_EXACT = "score after 20 exact rankings relative to no control";
  private static final int RANKINGS = 20;
  private static final int QUICK_DIVISOR = 20;
  private static final List<String> SOLVERS =
      List.of("zo-ranksgd", "gradientless-descent", "ranking-cma-es");

  @Override
  public String paper() {
    return "zo-ranksgd";
  }

  @Override
  public int seeds() {
    return 3;
  }

  @Override
  public List<String> protocol() {
    return List.of(
        "Quadratic: |x|^2 in 100 variables from N(0, I), perturbations of 0.1, 30,000 evaluations.",
        "Rosenbrock in 100 variables from the origin, perturbations of 0.01, 60,000 evaluations.",
        "Rankings of m = 15 points; line searches over 5 points, each step 0.3 of the one before."
            + " Every point ranked counts as an evaluation, the points of line searches too.",
        "Step sizes are tuned for every method on two other seeds, over ten octaves from 2^-10"
            + " and further where the best lies on the edge; CMA-ES begins at 0.3, untuned.",
        "A ranker who errs draws from the Plackett-Luce model with a temperature of a tenth of the"
            + " interquartile range of the values shown; the step sizes are those tuned without errors.",
        "The distorted ranker sees exp(f / 100); a run is changed if its end differs in any bit.",
        "Controller: 20 gains in [-2, 2] that calm five masses on springs by forces on the two end"
            + " ones; 20 rankings of 8 controllers by their hidden score, erring as above, through"
            + " the engine, with the solvers' defaults, from no control. A start state a seed.");
  }

  @Override
  public List<String> baselines() {
    return List.of(
        "the same with the best of 15 alone (k = 1)",
        "signs of comparisons, averaged (SCOBO without its sparse recovery)",
        "gradientless descent over 14 octaves of radii",
        "CMA-ES with one ranking per generation",
        "ZO-SGD, which sees the 15 values and takes their mean off, as an upper reference");
  }

  @Override
  public List<Claim> claims() {
    Landscape quadratic = Landscape.QUADRATIC;
    Landscape rosenbrock = Landscape.ROSENBROCK;
    return List.of(
        new Claim(
            "a whole ranking says more than its best",
            "With as many evaluations, ranking all of 15 ends at a third of the value of ranking"
                + " the best alone on the quadratic, and lower on Rosenbrock.",
            "to hold: 5 times lower on the quadratic in a trial",
            List.of(
                at(quadratic, Method.FULL, Method.BEST_OF, 1 / 3.0),
                at(rosenbrock, Method.FULL, Method.BEST_OF, 1))),
        new Claim(
            "a line search by rankings pays",
            "With as many evaluations, the line search ends at a fifth of the value of the tuned"
                + " fixed step on the quadratic.",
            "to hold: 19 times lower in a trial; on Rosenbrock, which is reported, it was worse",
            List.of(at(quadratic, Method.FULL_LINE, Method.FULL, 1 / 5.0))),
        new Claim(
            "only the order counts",
            "A strictly increasing function of the objective leaves every iterate as it is.",
            "to hold, by construction",
            List.of(Criterion.atMost(DescentStudy.DIFFERING, Method.FULL.toString(), 0))),
        new Claim(
            "no worse than other methods that compare",
            "The better known of its forms on each function, the line search on the quadratic and"
                + " the fixed step on Rosenbrock, ends no higher than signs of comparisons and"
                + " gradientless descent.",
            "not to hold against gradientless descent on the quadratic, where exact comparisons"
                + " let it converge",
            List.of(
                at(quadratic, Method.FULL_LINE, Method.SIGNS, 1),
                at(rosenbrock, Method.FULL, Method.SIGNS, 1),
                at(quadratic, Method.FULL_LINE, Method.GRADIENTLESS, 1),
                at(rosenbrock, Method.FULL, Method.GRADIENTLESS, 1))),
        new Claim(
            "close to methods that see values",
            "The same two end at no more than 10 times, on Rosenbrock 1.1 times, the value of"
                + " ZO-SGD.",
            "to hold",
            List.of(
                at(quadratic, Method.FULL_LINE, Method.VALUES, 10),
                at(rosenbrock, Method.FULL, Method.VALUES, 1.1))),
        new Claim(
            "no worse than CMA-ES",
            "The same two end no higher than CMA-ES that is told the same rankings.",
            "",
            List.of(
                at(quadratic, Method.FULL_LINE, Method.CMA_ES, 1),
                at(rosenbrock, Method.FULL, Method.CMA_ES, 1))),
        new Claim(
            "twenty rankings get somewhere",
            "Twenty rankings of 8 by someone who errs take the hidden score of a controller to"
                + " four fifths or less of that of no control.",
            "",
            List.of(Criterion.atMost(SCORE, "zo-ranksgd", 0.8))));
  }

  private static Criterion at(Landscape f, Method method, Method baseline, double threshold) {
    return Criterion.atMost(DescentStudy.relative(f, baseline), method.toString(), threshold);
  }

  @Override
  public List<String> limits() {
    return List.of(
        "What people prefer, how steadily, and whether pictures get better: no person and no"
            + " diffusion model took part.",
        "The paper's MuJoCo policies: the controller here has 20 gains and no contacts.",
        "SCOBO with its recovery of sparse gradients: neither function has one.",
        "CMA-ES with a tuned step size.");
  }

  @Override
  public List<Figure> run(Context context) throws InterruptedException, ReproductionException {
    var figures = new ArrayList<>(DescentStudy.run(context, context.quick() ? QUICK_DIVISOR : 1));
    for (String solver : SOLVERS) {
      List<double[]> scores =
          context.inParallel(
              "controller, " + solver, context.seeds(), seed -> scores(seed, solver));
      figures.add(
          Figure.median(SCORE, solver, "", scores.stream().mapToDouble(s -> s[0]).toArray()));
      figures.add(
          Figure.median(SCORE_EXACT, solver, "", scores.stream().mapToDouble(s -> s[1]).toArray()));
    }
    return figures;
  }

  private static double[] scores(long seed, String solver) throws InterruptedException {
    var controller = new Controller(Context.random(seed, "controller"));
    return new double[] {
      controller.relativeScore(
          solver, RANKINGS, Ranker.ERRING, seed, Context.random(seed, "errors")),
      controller.relativeScore(solver, RANKINGS, Ranker.EXACT, seed, Context.random(seed, "errors"))
    };
  }
}
