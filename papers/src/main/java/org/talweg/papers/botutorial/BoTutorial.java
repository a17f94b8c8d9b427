package org.talweg.papers.botutorial;

import java.util.ArrayList;
import java.util.List;
import org.talweg.papers.Claim;
import org.talweg.papers.Context;
import org.talweg.papers.Criterion;
import org.talweg.papers.Figure;
import org.talweg.papers.Reproduction;
import org.talweg.papers.ReproductionException;

/**
 * A tutorial on Bayesian optimization (Frazier, 2018, arXiv 1807.02811). Gaussian process
 * regression and the acquisitions built on it, among them an expected improvement for noisy
 * evaluations that is derived from what will be recommended.
 *
 * <p>Tested in two parts: {@link Identities} that tie the acquisitions to each other and to plain
 * sampling, and {@link NoiseStudy}, what they reach under noise.
 */
public final class BoTutorial implements Reproduction {
  private static final double LITTLE = 0.3;
  private static final double MUCH = 1.0;

  /** Beyond 0, so that no difference at all does not count as one. */
  private static final double ABOVE = 1e-9;

  @Override
  public String paper() {
    return "bo-tutorial";
  }

  @Override
  public int seeds() {
    return 60;
  }

  @Override
  public List<String> protocol() {
    return List.of(
        "Identities, a random process a seed: squared exponential kernel of length 0.3 in [0,1]^2,"
            + " 12 observations with noise 0.3, 50 places to look at; noise 1e-6 for the reduction"
            + " of noisy EI to EI; 10 random lines for the line formula; 60 random places as the"
            + " set of the knowledge gradient; 30 observations of 6 points for duplicates.",
        "Samples: 100,000 a seed. The differences of all seeds to the exact values, each in its"
            + " standard errors, are summed and divided by the root of their number; that, too, is"
            + " to be within 3.",
        "Gradients: those of the logarithms, against central differences of steps 1e-5 and 2e-5,"
            + " extrapolated to step 0, relative to 1 plus the slope.",
        "Noise: 120 candidates uniform in [0,1]^2, f from a Gaussian process with the squared"
            + " exponential kernel of length 0.15 and variance 1, which the model is told with the"
            + " noise; 4 random candidates and 30 chosen ones. A candidate may be chosen again."
            + " The n-th observation has the same error under every policy.",
        "Regret is that of the candidate with the best posterior mean at the end, among all.",
        "The incumbent of best posterior mean is the best of the candidates evaluated.",
        "Differences are paired by seed, with 95 % intervals of their mean by the normal law.");
  }

  @Override
  public List<String> baselines() {
    return List.of(
        "random candidates", "EI on the best observation", "EI on the best posterior mean");
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "noisy EI without noise is EI",
            "At a noise variance of 1e-12 the two differ by at most 1e-6.",
            "to hold",
            List.of(Criterion.atMost(Identities.REDUCTION, Identities.NOISY, 1e-6))),
        new Claim(
            "the line formula is exact",
            "It is within 3 standard errors of sampling, over all seeds together, and of single"
                + " seeds at most a twentieth is further off.",
            "to hold",
            sampled(Identities.LINES)),
        new Claim(
            "q-EI of one point is EI",
            "Sampling the posterior at one point gives EI within 3 standard errors, in the same"
                + " sense.",
            "to hold",
            sampled(Identities.IMPROVEMENT)),
        new Claim(
            "information never harms",
            "The knowledge gradient and noisy EI are nowhere below 0, and the former equals its"
                + " quadrature to 1e-5.",
            "to hold",
            List.of(
                Criterion.atLeast(Identities.LEAST, Identities.KG, 0),
                Criterion.atLeast(Identities.LEAST, Identities.NOISY, 0),
                Criterion.atMost(Identities.QUADRATURE, Identities.KG, 1e-5))),
        new Claim(
            "gradients are right",
            "Those of EI, noisy EI and the knowledge gradient equal finite differences to 1e-5.",
            "to hold",
            List.of(
                Criterion.atMost(Identities.GRADIENT, Identities.EI, 1e-5),
                Criterion.atMost(Identities.GRADIENT, Identities.NOISY, 1e-5),
                Criterion.atMost(Identities.GRADIENT, Identities.KG, 1e-5))),
        new Claim(
            "duplicates are weighted points",
            "Observing points repeatedly and observing their means with less noise give the same"
                + " posterior to 1e-8.",
            "to hold",
            List.of(Criterion.atMost(Identities.DUPLICATES, "mean and deviation", 1e-8))),
        new Claim(
            "noisy EI beats the incumbent of best mean",
            "At noise 0.3 its regret is lower, and the 95 % interval of the paired difference"
                + " excludes 0.",
            "to hold: 0.054 against 0.196 in a trial",
            List.of(beats(Arm.BEST_MEAN, LITTLE))),
        new Claim(
            "and so it does with more noise",
            "The same at noise 1.",
            "to hold: 0.310 against 0.504 in a trial",
            List.of(beats(Arm.BEST_MEAN, MUCH))),
        new Claim(
            "noisy EI is no worse than the incumbent of best observation",
            "At noise 0.3 and 1 the 95 % interval of the paired difference does not say that it is"
                + " worse.",
            "to hold: the difference was within noise in a trial",
            List.of(
                Criterion.atLeast(NoiseStudy.upper(LITTLE), Arm.BEST_OBSERVED.toString(), 0),
                Criterion.atLeast(NoiseStudy.upper(MUCH), Arm.BEST_OBSERVED.toString(), 0))),
        new Claim(
            "the knowledge gradient is better than noisy EI",
            "Its regret is lower, and the 95 % interval of the paired difference excludes 0, at"
                + " noise 0.3 and 1.",
            "not to show at this size: 0.055 against 0.054 and 0.372 against 0.310 in a trial",
            List.of(
                Criterion.atMost(NoiseStudy.upper(LITTLE), Arm.KNOWLEDGE.toString(), -ABOVE),
                Criterion.atMost(NoiseStudy.upper(MUCH), Arm.KNOWLEDGE.toString(), -ABOVE))));
  }

  private static Criterion beats(Arm arm, double noise) {
    return Criterion.atLeast(NoiseStudy.lower(noise), arm.toString(), ABOVE);
  }

  private static List<Criterion> sampled(String method) {
    return List.of(
        Criterion.atMost(Identities.STANDARD, method, 3),
        Criterion.atMost(Identities.OUTSIDE, method, 1 / 20.0));
  }

  @Override
  public List<String> limits() {
    return List.of(
        "The extensions: parallel evaluations, fidelities, constraints, tasks, random"
            + " environments, derivatives.",
        "Entropy search, predictive or not.",
        "Acquisitions maximised over a continuous space; hyper-parameters that must be learnt.",
        "More than two variables.");
  }

  @Override
  public List<Figure> run(Context context) throws InterruptedException, ReproductionException {
    var figures = new ArrayList<>(Identities.run(context, context.quick() ? 2_000 : 100_000));
    figures.addAll(NoiseStudy.run(context, context.quick() ? 5 : 30));
    return figures;
  }
}
