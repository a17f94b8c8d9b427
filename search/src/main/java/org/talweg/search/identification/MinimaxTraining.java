package org.talweg.search.identification;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Trains a policy against the worst of many instances, in classes of difficulty k with offsets l_k:
 *
 * <pre>
 *   min over w  max over instances j  E[loss(w, j)] - l_k(j)
 * </pre>
 *
 * <p>The maximum is a mixture over instances, 80% of it softmax weights v and 20% even. Each step
 * plays a batch of instances drawn from it, and with the mean loss m_j of instance j (a running
 * mean) and the score of an episode, moves
 *
 * <pre>
 *   w against the mean of (loss - m_j) score          policy gradient with a baseline, by Adam
 *   v_j by eta (m_j - l_k(j))                         the adversary climbs
 * </pre>
 *
 * <p>Source: MAPO of Learning to Actively Learn (arXiv 2010.15382). Its first round trains one
 * policy for each class with l = 0; their worst losses, on fresh episodes, are the l_k of the
 * second round, so that the final policy is near the best of every class at once. Here the
 * instances are all hypotheses at each strength and do not move, where the paper's are ascended
 * too. Cost per step: batch x budget x hypotheses x questions.
 *
 * @param budget questions per episode
 * @param steps of training
 * @param batch episodes per step
 */
public record MinimaxTraining(
    Hypotheses hypotheses, int budget, int steps, int batch, boolean adversarial) {
  private static final double LEARNING_RATE = 0.05;
  private static final double EVEN = 0.2;
  private static final double CLIMB = 0.2;
  private static final double MEMORY = 0.95;

  /** A class of difficulty: every hypothesis with this strength of answers. */
  public record Difficulty(double strength, double offset) {}

  /** What several strengths, trained with this, can be compared on. */
  public static MinimaxTraining of(Hypotheses hypotheses, int budget, int steps, int batch) {
    return new MinimaxTraining(hypotheses, budget, steps, batch, true);
  }

  /** The same with all instances alike: a prior in place of an adversary. */
  public MinimaxTraining withEvenMixture() {
    return new MinimaxTraining(hypotheses, budget, steps, batch, false);
  }

  /** All hypotheses at a strength. */
  private List<Instance> instances(double strength) {
    List<Instance> all = new ArrayList<>();
    for (int z = 0; z < hypotheses.count(); z++) {
      all.add(new Instance(hypotheses, z, strength));
    }
    return all;
  }

  /** A policy for these classes. */
  public LearnedPolicy train(List<Difficulty> classes, RandomGenerator random) {
    List<Instance> instances = new ArrayList<>();
    List<Double> offsets = new ArrayList<>();
    for (Difficulty difficulty : classes) {
      for (Instance instance : instances(difficulty.strength)) {
        instances.add(instance);
        offsets.add(difficulty.offset);
      }
    }
    int n = instances.size();
    double[] climb = new double[n];
    double[] mean = new double[n];
    boolean[] seen = new boolean[n];
    var adam = new Adam(LearnedPolicy.start().weights());
    double[] average = new double[LearnedPolicy.SIZE];
    for (int step = 1; step <= steps; step++) {
      double[] mixture = mixture(climb);
      var policy = new LearnedPolicy(adam.weights.clone());
      double[] gradient = new double[LearnedPolicy.SIZE];
      double[] sums = new double[n];
      int[] counts = new int[n];
      for (int episode = 0; episode < batch; episode++) {
        int j = QueryPolicy.draw(mixture, random);
        double[] score = new double[LearnedPolicy.SIZE];
        double loss = instances.get(j).play(policy, budget, random, score);
        sums[j] += loss;
        counts[j]++;
        double advantage = seen[j] ? loss - mean[j] : 0;
        for (int i = 0; i < gradient.length; i++) {
          gradient[i] += advantage * score[i] / batch;
        }
      }
      for (int j = 0; j < n; j++) {
        if (counts[j] > 0) {
          double here = sums[j] / counts[j];
          double keep = seen[j] ? Math.pow(MEMORY, counts[j]) : 0;
          mean[j] = keep * mean[j] + (1 - keep) * here;
          seen[j] = true;
        }
        climb[j] += adversarial ? CLIMB * (mean[j] - offsets.get(j)) : 0;
      }
      adam.descend(gradient, LEARNING_RATE);
      if (2 * step > steps) {
        // Both players circle the equilibrium; the second half of the policies is averaged.
        for (int i = 0; i < average.length; i++) {
          average[i] += adam.weights[i] / (steps - steps / 2);
        }
      }
    }
    return new LearnedPolicy(steps == 0 ? LearnedPolicy.start().weights() : average);
  }

  /**
   * The mean loss of the worst hypothesis at a strength, and the mean over all. The worst is picked
   * by half of the episodes and measured by the other half, so that it is not biased upwards.
   */
  public Losses test(QueryPolicy policy, double strength, int episodes, RandomGenerator random) {
    double picked = Double.NEGATIVE_INFINITY;
    double worst = 0;
    double mean = 0;
    for (Instance instance : instances(strength)) {
      double[] halves = new double[2];
      for (int episode = 0; episode < episodes; episode++) {
        halves[episode % 2] += instance.play(policy, budget, random);
      }
      if (halves[0] > picked) {
        picked = halves[0];
        worst = halves[1] / Math.max(1, episodes / 2);
      }
      mean += (halves[0] + halves[1]) / episodes / hypotheses.count();
    }
    return new Losses(worst, mean);
  }

  /** Losses over the hypotheses. */
  public record Losses(double worst, double mean) {}

  static double[] mixture(double[] climb) {
    double most = Arrays.stream(climb).max().orElseThrow();
    double[] p = Arrays.stream(climb).map(v -> Math.exp(v - most)).toArray();
    double sum = Arrays.stream(p).sum();
    return Arrays.stream(p).map(v -> (1 - EVEN) * v / sum + EVEN / p.length).toArray();
  }

  /** Adam (Kingma and Ba 2015). */
  private static final class Adam {
    private final double[] weights;
    private final double[] first;
    private final double[] second;
    private int step = 0;

    Adam(double[] weights) {
      this.weights = weights.clone();
      first = new double[weights.length];
      second = new double[weights.length];
    }

    void descend(double[] gradient, double rate) {
      step++;
      for (int i = 0; i < weights.length; i++) {
        first[i] += 0.1 * (gradient[i] - first[i]);
        second[i] += 0.001 * (gradient[i] * gradient[i] - second[i]);
        double m = first[i] / (1 - Math.pow(0.9, step));
        double v = second[i] / (1 - Math.pow(0.999, step));
        weights[i] -= rate * m / (Math.sqrt(v) + 1e-8);
      }
    }
  }
}
