package org.talweg.papers.botutorial;

import java.util.random.RandomGenerator;
import org.talweg.papers.bandit.GaussianBandit;
import org.talweg.search.acquisition.Acquisition;
import org.talweg.search.acquisition.ExpectedImprovement;
import org.talweg.search.acquisition.KnowledgeGradient;
import org.talweg.search.acquisition.OfPosterior;
import org.talweg.search.gp.GaussianProcess;
import org.talweg.search.gp.Prediction;

/** How the next candidate is chosen. Costs are minimised. */
enum Arm {
  RANDOM("random"),
  /** Expected improvement on the least cost observed. */
  BEST_OBSERVED("EI, incumbent best observation"),
  /** Expected improvement on the least posterior mean of the candidates evaluated. */
  BEST_MEAN("EI, incumbent best posterior mean"),
  /** Expected fall of the least posterior mean over the candidates evaluated and the next. */
  NOISY("noisy EI"),
  /** The same over all candidates. */
  KNOWLEDGE("knowledge gradient");

  private final String name;

  Arm(String name) {
    this.name = name;
  }

  /**
   * The next candidate.
   *
   * @param least the least cost observed
   */
  int next(GaussianBandit bandit, GaussianProcess process, double least, RandomGenerator random) {
    double noise = bandit.model().noise();
    return switch (this) {
      case RANDOM -> random.nextInt(bandit.size());
      case BEST_OBSERVED ->
          best(new OfPosterior(process, new ExpectedImprovement(least)), bandit.rows());
      case BEST_MEAN ->
          best(new OfPosterior(process, new ExpectedImprovement(mean(process))), bandit.rows());
      case NOISY -> best(KnowledgeGradient.noisyImprovement(process, noise), bandit.rows());
      case KNOWLEDGE -> best(new KnowledgeGradient(process, bandit.rows(), noise), bandit.rows());
    };
  }

  private static double mean(GaussianProcess process) {
    var prediction = new Prediction(process.encoding().width());
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < process.size(); i++) {
      process.predict(process.row(i), prediction);
      least = Math.min(least, prediction.mean);
    }
    return least;
  }

  private static int best(Acquisition acquisition, double[][] rows) {
    double[] worth = new double[rows.length];
    acquisition.at(rows, rows.length, worth);
    int best = 0;
    for (int i = 1; i < worth.length; i++) {
      if (worth[i] > worth[best]) {
        best = i;
      }
    }
    return best;
  }

  @Override
  public String toString() {
    return name;
  }
}
