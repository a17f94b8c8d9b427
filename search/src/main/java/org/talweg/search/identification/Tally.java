package org.talweg.search.identification;

import java.util.random.RandomGenerator;

/**
 * What has been answered so far: per question how often it was asked, n_i, and the sum s_i of its
 * answers, 1 for yes and -1 for no. All that a policy sees.
 */
public final class Tally {
  private final Hypotheses hypotheses;
  private final int budget;
  private final int[] asked;
  private final int[] sums;

  /** The evidence for each hypothesis: sum_i sign_i(z) s_i. */
  private final int[] evidence;

  private int total = 0;

  /**
   * Nothing answered yet.
   *
   * @param budget how many questions may be asked in all
   */
  public Tally(Hypotheses hypotheses, int budget) {
    this.hypotheses = hypotheses;
    this.budget = budget;
    this.asked = new int[hypotheses.questions()];
    this.sums = new int[hypotheses.questions()];
    this.evidence = new int[hypotheses.count()];
  }

  /** Records an answer, 1 or -1. */
  public void record(int question, int answer) {
    asked[question]++;
    sums[question] += answer;
    total++;
    for (int z = 0; z < evidence.length; z++) {
      evidence[z] += hypotheses.sign(z, question) * answer;
    }
  }

  Hypotheses hypotheses() {
    return hypotheses;
  }

  /** n_i. */
  public int asked(int question) {
    return asked[question];
  }

  /** s_i. */
  public int sum(int question) {
    return sums[question];
  }

  /** The share of the budget that has been used. */
  double progress() {
    return (double) total / budget;
  }

  /** The hypothesis that most answers agree with, ties drawn. */
  public int mostSupported(RandomGenerator random) {
    int best = 0;
    int ties = 0;
    for (int z = 0; z < evidence.length; z++) {
      if (evidence[z] > evidence[best]) {
        best = z;
        ties = 1;
      } else if (evidence[z] == evidence[best] && random.nextInt(++ties) == 0) {
        best = z;
      }
    }
    return best;
  }

  /**
   * How evenly the posterior votes on each question, from 0 (of one mind) to 1 (halved): 1 - |sum_z
   * P(z) sign_i(z)|, P the posterior if answers are wrong with probability flip.
   */
  double[] balance(double flip) {
    double scale = Math.log((1 - flip) / flip) / 2;
    int most = Integer.MIN_VALUE;
    for (int e : evidence) {
      most = Math.max(most, e);
    }
    double[] votes = new double[asked.length];
    double sum = 0;
    for (int z = 0; z < evidence.length; z++) {
      double p = Math.exp(scale * (evidence[z] - most));
      sum += p;
      for (int i = 0; i < votes.length; i++) {
        votes[i] += p * hypotheses.sign(z, i);
      }
    }
    for (int i = 0; i < votes.length; i++) {
      votes[i] = Math.max(0, 1 - Math.abs(votes[i] / sum));
    }
    return votes;
  }
}
