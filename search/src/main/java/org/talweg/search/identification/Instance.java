package org.talweg.search.identification;

import java.util.random.RandomGenerator;

/**
 * A known truth to train and test policies on: the answer to question i is 1 with probability (1 +
 * theta_i) / 2, where theta_i has the sign of the true hypothesis and size at most 1.
 */
public record Instance(Hypotheses hypotheses, int truth, double strength) {
  public Instance {
    if (!(strength >= 0 && strength <= 1) || truth < 0 || truth >= hypotheses.count()) {
      throw new IllegalArgumentException(
          "hypothesis %d answers with strength %s".formatted(truth, strength));
    }
  }

  /** One noisy answer. */
  int answer(int question, RandomGenerator random) {
    int sign = hypotheses.sign(truth, question);
    return random.nextDouble() < (1 + strength) / 2 ? sign : -sign;
  }

  /** The simple regret: the sum of |theta_i| over the questions that are answered wrongly. */
  public double loss(int hypothesis) {
    int wrong = 0;
    for (int i = 0; i < hypotheses.questions(); i++) {
      wrong += hypotheses.sign(hypothesis, i) == hypotheses.sign(truth, i) ? 0 : 1;
    }
    return strength * wrong;
  }

  /** The loss of one run of a policy. */
  public double play(QueryPolicy policy, int budget, RandomGenerator random) {
    var tally = new Tally(hypotheses, budget);
    for (int t = 0; t < budget; t++) {
      int question = QueryPolicy.draw(policy.probabilities(tally), random);
      tally.record(question, answer(question, random));
    }
    return loss(tally.mostSupported(random));
  }

  /** The same for a policy that learns; its score, grad ln of the probability of all choices. */
  double play(LearnedPolicy policy, int budget, RandomGenerator random, double[] score) {
    var tally = new Tally(hypotheses, budget);
    for (int t = 0; t < budget; t++) {
      double[][] phi = LearnedPolicy.features(tally);
      double[] p = policy.probabilities(phi);
      int question = QueryPolicy.draw(p, random);
      LearnedPolicy.addScore(phi, p, question, score);
      tally.record(question, answer(question, random));
    }
    return loss(tally.mostSupported(random));
  }
}
