package org.talweg.search.identification;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Run;
import org.talweg.engine.Solver;
import org.talweg.model.Budget;
import org.talweg.search.identification.MinimaxTraining.Difficulty;

/**
 * A policy trained beforehand, on simulated answers, to be near the best of every difficulty at
 * once
 *
 * <pre>
 *   min over pi  max over k  ( max over theta in class k of loss(pi, theta)  -  l_k ),
 *   l_k = min over pi  max over theta in class k of loss(pi, theta)
 * </pre>
 *
 * <p>with classes of answers that lean to the truth with theta = 0.7, 0.5 and 0.35. {@link
 * MinimaxTraining} does the training, {@link LearnedPolicy} is what is trained; then the real
 * questions are asked.
 *
 * <p>Source: Learning to Actively Learn (arXiv 2010.15382), whose policy is a large network.
 * Guarantee: none beyond the simulated classes. Cost: {@value #STEPS} steps of {@value #BATCH}
 * simulated runs for each of four policies, seconds for a dozen questions and hypotheses; nothing
 * of the real budget.
 */
public final class RobustQueries implements Solver<IdentificationProblem, Identified> {
  static final int STEPS = 120;
  static final int BATCH = 128;
  private static final int TEST = 500;
  private static final double[] STRENGTHS = {0.7, 0.5, 0.35};
  private static final double SECONDS_PER_TERM = 5e-9;
  private static final double MOST_SECONDS = 600;

  private static final Capability CAPABILITY =
      Capability.solver(
          "robust-queries",
          IdentificationProblem.IDENTIFICATION,
          "Trains a policy on simulated answers of every difficulty, then asks the real questions.",
          "actively-learn",
          Trait.NOISE);

  @Override
  public Capability capability() {
    return CAPABILITY;
  }

  @Override
  public Estimate estimate(IdentificationProblem problem, Budget budget) {
    double terms = (double) problem.hypotheses().count() * problem.hypotheses().questions();
    double runs = 4.0 * STEPS * BATCH + 3.0 * TEST * problem.hypotheses().count();
    double seconds = runs * problem.budget() * (3 * terms + 1000) * SECONDS_PER_TERM;
    return seconds > MOST_SECONDS
        ? new Estimate.Unfit("its training would take %.0f s".formatted(seconds))
        : new Estimate.Fits(0.45, seconds, "trained for every difficulty");
  }

  @Override
  public void solve(IdentificationProblem problem, Run<Identified> run)
      throws InterruptedException {
    run.progress("training on simulated answers");
    var training = MinimaxTraining.of(problem.hypotheses(), problem.budget(), STEPS, BATCH);
    Questioning.follow(problem, train(training, run.random()), run);
  }

  private static QueryPolicy train(MinimaxTraining training, RandomGenerator random) {
    List<Difficulty> classes = new ArrayList<>();
    for (double strength : STRENGTHS) {
      LearnedPolicy specialist = training.train(List.of(new Difficulty(strength, 0)), random);
      double worst = training.test(specialist, strength, TEST, random).worst();
      classes.add(new Difficulty(strength, worst));
    }
    return training.train(classes, random);
  }
}
