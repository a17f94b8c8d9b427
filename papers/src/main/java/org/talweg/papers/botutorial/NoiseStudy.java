package org.talweg.papers.botutorial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.talweg.papers.Context;
import org.talweg.papers.Figure;
import org.talweg.papers.ReproductionException;
import org.talweg.papers.bandit.GaussianBandit;
import org.talweg.search.gp.GaussianProcess;
import org.talweg.search.gp.Observations;

/**
 * The second part: every {@link Arm} on the same functions, under the same errors, and how far from
 * the best candidate the least posterior mean lies at the end.
 */
final class NoiseStudy {
  static final List<Double> NOISES = List.of(0.001, 0.3, 1.0);
  private static final int CANDIDATES = 120;
  private static final int INITIAL = 4;

  private NoiseStudy() {}

  static String regret(double noise) {
    return "regret, noise " + noise;
  }

  static String less(double noise) {
    return "regret less that of noisy EI, noise " + noise;
  }

  static String lower(double noise) {
    return less(noise) + ", from";
  }

  static String upper(double noise) {
    return less(noise) + ", to";
  }

  static List<Figure> run(Context context, int evaluations)
      throws InterruptedException, ReproductionException {
    var figures = new ArrayList<Figure>();
    for (double noise : NOISES) {
      List<Map<Arm, Double>> regrets =
          context.inParallel(
              "noise " + noise, context.seeds(), seed -> regrets(seed, noise, evaluations));
      var of = new EnumMap<Arm, double[]>(Arm.class);
      for (Arm arm : Arm.values()) {
        of.put(arm, regrets.stream().mapToDouble(r -> r.getOrDefault(arm, Double.NaN)).toArray());
      }
      figures.addAll(figures(noise, of));
    }
    return figures;
  }

  private static List<Figure> figures(double noise, Map<Arm, double[]> of) {
    var figures = new ArrayList<Figure>();
    double[] noisy = of.getOrDefault(Arm.NOISY, new double[0]);
    of.forEach(
        (arm, regrets) -> {
          String name = arm.toString();
          figures.add(Figure.mean(regret(noise), name, "", regrets));
          if (arm != Arm.NOISY) {
            double[] less = new double[regrets.length];
            Arrays.setAll(less, i -> regrets[i] - noisy[i]);
            figures.add(Figure.mean(less(noise), name, "", less));
            figures.add(Figure.lower(lower(noise), name, "", less));
            figures.add(Figure.upper(upper(noise), name, "", less));
          }
        });
    return figures;
  }

  private static Map<Arm, Double> regrets(long seed, double noise, int evaluations)
      throws InterruptedException {
    var regrets = new EnumMap<Arm, Double>(Arm.class);
    var bandit = GaussianBandit.draw(CANDIDATES, 2, 0.15, noise, Context.random(seed, "bandit"));
    double[] errors = bandit.errors(INITIAL + evaluations, Context.random(seed, "errors"));
    for (Arm arm : Arm.values()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      regrets.put(arm, regret(bandit, errors, arm, seed));
    }
    return regrets;
  }

  static double regret(GaussianBandit bandit, double[] errors, Arm arm, long seed) {
    var random = Context.random(seed, arm.name());
    var observations = new Observations();
    double least = Double.POSITIVE_INFINITY;
    for (int t = 0; t < errors.length; t++) {
      int x = t < INITIAL ? t : arm.next(bandit, bandit.posterior(observations), least, random);
      double cost = bandit.costs()[x] + errors[t];
      least = Math.min(least, cost);
      observations.add(bandit.rows()[x], cost);
    }
    return bandit.regret(recommended(bandit, bandit.posterior(observations)));
  }

  private static int recommended(GaussianBandit bandit, GaussianProcess process) {
    double[] mean = new double[bandit.size()];
    process.predict(bandit.rows(), mean.length, mean, new double[mean.length]);
    int best = 0;
    for (int i = 1; i < mean.length; i++) {
      best = mean[i] < mean[best] ? i : best;
    }
    return best;
  }
}
