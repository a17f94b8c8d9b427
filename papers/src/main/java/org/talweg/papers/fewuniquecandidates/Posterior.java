package org.talweg.papers.fewuniquecandidates;

import org.talweg.papers.bandit.GaussianBandit;
import org.talweg.search.gp.GaussianProcess;
import org.talweg.search.gp.Kernel;
import org.talweg.search.gp.Observations;

/** The posterior of all observations, kept in one of two ways. */
sealed interface Posterior {
  /** Takes in a cost observed at a row. */
  void observe(double[] row, double cost);

  /** The posterior of everything observed. */
  GaussianProcess process();

  /** Through unique points with their counts and means: made anew, at the cost of their number. */
  final class OfUniquePoints implements Posterior {
    private final GaussianBandit bandit;
    private final Observations observations = new Observations();

    OfUniquePoints(GaussianBandit bandit) {
      this.bandit = bandit;
    }

    @Override
    public void observe(double[] row, double cost) {
      observations.add(row, cost);
    }

    @Override
    public GaussianProcess process() {
      return bandit.posterior(observations);
    }
  }

  /** With a row of the covariance for every observation, each appended in place. */
  final class OfAllObservations implements Posterior {
    private final GaussianProcess process;

    OfAllObservations(GaussianBandit bandit) {
      process =
          GaussianProcess.of(
              bandit.encoding(), Kernel.RBF, bandit.model(), new double[0][], new double[0]);
    }

    @Override
    public void observe(double[] row, double cost) {
      process.append(row, cost, process.hyperparameters().noise());
    }

    @Override
    public GaussianProcess process() {
      return process;
    }
  }
}
