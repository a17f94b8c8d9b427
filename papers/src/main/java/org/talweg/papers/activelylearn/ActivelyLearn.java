package org.talweg.papers.activelylearn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.talweg.papers.Claim;
import org.talweg.papers.Context;
import org.talweg.papers.Criterion;
import org.talweg.papers.Figure;
import org.talweg.papers.Reproduction;
import org.talweg.papers.ReproductionException;
import org.talweg.search.identification.Hypotheses;
import org.talweg.search.identification.MinimaxTraining;
import org.talweg.search.identification.MinimaxTraining.Difficulty;
import org.talweg.search.identification.MinimaxTraining.Losses;
import org.talweg.search.identification.QueryPolicy;

/**
 * Learning to Actively Learn: A Robust Approach (arXiv 2010.15382). A policy that asks a dozen
 * questions is trained to be near the best of every class of difficulty at once.
 *
 * <p>Tested on thresholds: which of eleven, by twelve answers that lean to the truth by h.
 */
public final class ActivelyLearn implements Reproduction {
  private static final int QUESTIONS = 10;
  private static final int BUDGET = 12;
  private static final List<Double> STRENGTHS = List.of(0.7, 0.5, 0.35);
  private static final List<Double> FLIPS = List.of(0.1, 0.25, 0.35);
  private static final int STEPS = 400;
  private static final int QUICK_STEPS = 10;
  private static final int BATCH = 256;
  private static final int QUICK_BATCH = 32;
  private static final int EPISODES = 4000;
  private static final int QUICK_EPISODES = 100;
  static final String ROBUST = "robust policy";
  private static final String MIXTURE = "policy trained on the even mixture";
  private static final String CLASSES =
      "classes in which the specialist is at least 5% below the best soft bisection";

  @Override
  public String paper() {
    return "actively-learn";
  }

  @Override
  public int seeds() {
    return 3;
  }

  @Override
  public List<String> protocol() {
    return List.of(
        "Thresholds k = 0 to 10 on ten questions; the answer is right with probability (1 + h) / 2;"
            + " twelve answers; classes h = 0.7, 0.5, 0.35, in each all thresholds. The loss is the"
            + " simple regret, h times the questions between the threshold found and the true one;"
            + " found is the one most answers agree with, ties drawn.",
        "Policies have 16 weights over features of the posterior, where the paper's are networks of"
            + " width 512, and begin near soft bisection, where the paper's begin at random: both"
            + " for want of hours. Instances do not move, where the paper ascends them too.",
        "Each policy: 400 steps of 256 episodes; specialists against the worst of one class, the"
            + " robust policy against the worst excess over the specialists' losses, the mixture"
            + " policy on all classes and thresholds alike.",
        "Worst and mean over thresholds from 4,000 fresh episodes each, half to pick the worst and"
            + " half to measure it. A gap is the worst loss less that of the class's specialist on"
            + " other fresh episodes; the worst gap is over classes.",
        "The best soft bisection is that of flip rates 0.1, 0.25, 0.35 with the least worst loss in"
            + " the class, picked and measured on the same episodes, which favours it.");
  }

  @Override
  public List<String> baselines() {
    return List.of(
        "uniform questions",
        "soft generalised binary search with flip rates 0.1, 0.25 and 0.35",
        "a policy trained on the even mixture, the Bayesian way",
        "the specialist of each class");
  }

  @Override
  public List<Claim> claims() {
    var gaps = new ArrayList<Criterion>();
    for (double strength : STRENGTHS) {
      gaps.add(Criterion.atMost(lessThan(specialist(strength)), ROBUST, 0));
    }
    gaps.add(Criterion.atMost(lessThan(MIXTURE), ROBUST, 0));
    return List.of(
        new Claim(
            "specialists beat soft bisection",
            "In at least two of three classes the worst loss of the class's specialist is at least"
                + " 5% below that of the best-tuned soft bisection.",
            "in doubt: in a pilot 3% to 15% at h = 0.5 and nothing at h = 0.35",
            List.of(Criterion.atLeast(CLASSES, "specialists", 2))),
        new Claim(
            "one policy is near the best of every class",
            "The worst gap of the robust policy is smaller than those of each specialist and of the"
                + " policy trained on the even mixture, on average over seeds.",
            "",
            gaps));
  }

  @Override
  public List<String> limits() {
    return List.of(
        "The paper's networks, its noisy 20 Questions and its jokes.",
        "Instances inside a class other than thresholds with equal strength on every question.",
        "Training from nothing: policies begin near soft bisection.");
  }

  private static String specialist(double strength) {
    return "specialist of h = " + strength;
  }

  private static String lessThan(String other) {
    return "worst gap less that of the " + other;
  }

  private static String worst(double strength) {
    return "worst loss over thresholds, h = " + strength;
  }

  /**
   * One seed: the losses of every policy in every class, and the specialists' on other episodes.
   */
  private record Study(Map<String, List<Losses>> losses, List<Double> best) {
    List<Losses> of(String policy) {
      List<Losses> found = losses.get(policy);
      if (found == null) {
        throw new IllegalStateException("not measured: " + policy);
      }
      return found;
    }

    double worstGap(String policy) {
      double gap = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < best.size(); k++) {
        gap = Math.max(gap, of(policy).get(k).worst() - best.get(k));
      }
      return gap;
    }

    double bestBisection(int k) {
      return FLIPS.stream().mapToDouble(f -> of(bisection(f)).get(k).worst()).min().orElseThrow();
    }
  }

  private static String bisection(double flip) {
    return "soft bisection, flip rate " + flip;
  }

  @Override
  public List<Figure> run(Context context) throws InterruptedException, ReproductionException {
    boolean quick = context.quick();
    List<Study> studies =
        context.inParallel("policies", context.seeds(), seed -> study(seed, quick));
    var figures = new ArrayList<Figure>();
    for (int k = 0; k < STRENGTHS.size(); k++) {
      int here = k;
      double strength = STRENGTHS.get(k);
      for (String policy : studies.getFirst().losses.keySet()) {
        figures.add(mean(worst(strength), policy, studies, s -> s.of(policy).get(here).worst()));
      }
      for (String policy : studies.getFirst().losses.keySet()) {
        figures.add(
            mean(
                "mean loss over thresholds, h = " + strength,
                policy,
                studies,
                s -> s.of(policy).get(here).mean()));
      }
      figures.add(
          Figure.ratio(
              "worst loss relative to the best soft bisection, h = " + strength,
              specialist(strength),
              values(studies, s -> s.of(specialist(strength)).get(here).worst()),
              values(studies, s -> s.bestBisection(here))));
    }
    for (String policy : studies.getFirst().losses.keySet()) {
      figures.add(mean("worst gap over classes", policy, studies, s -> s.worstGap(policy)));
      if (!policy.equals(ROBUST)) {
        figures.add(
            mean(lessThan(policy), ROBUST, studies, s -> s.worstGap(ROBUST) - s.worstGap(policy)));
      }
    }
    figures.add(Figure.mean(CLASSES, "specialists", "", better(studies)));
    return figures;
  }

  /** In how many classes the specialists' mean over seeds is 5% below that of soft bisection. */
  private static double better(List<Study> studies) {
    int classes = 0;
    for (int k = 0; k < STRENGTHS.size(); k++) {
      int here = k;
      String specialist = specialist(STRENGTHS.get(k));
      double own = Arrays.stream(values(studies, s -> s.of(specialist).get(here).worst())).sum();
      double other = Arrays.stream(values(studies, s -> s.bestBisection(here))).sum();
      classes += own <= 0.95 * other ? 1 : 0;
    }
    return classes;
  }

  private static Study study(long seed, boolean quick) {
    RandomGenerator random = Context.random(seed, "training");
    var training =
        MinimaxTraining.of(
            Hypotheses.thresholds(QUESTIONS),
            BUDGET,
            quick ? QUICK_STEPS : STEPS,
            quick ? QUICK_BATCH : BATCH);
    int episodes = quick ? QUICK_EPISODES : EPISODES;
    Map<String, QueryPolicy> policies = new LinkedHashMap<>();
    policies.put("uniform questions", QueryPolicy.uniform());
    for (double flip : FLIPS) {
      policies.put(bisection(flip), QueryPolicy.softBisection(flip));
    }
    List<Difficulty> classes = new ArrayList<>();
    List<Double> best = new ArrayList<>();
    for (double strength : STRENGTHS) {
      QueryPolicy policy = training.train(List.of(new Difficulty(strength, 0)), random);
      policies.put(specialist(strength), policy);
      double own = training.test(policy, strength, episodes, random).worst();
      classes.add(new Difficulty(strength, own));
      best.add(own);
    }
    policies.put(ROBUST, training.train(classes, random));
    policies.put(MIXTURE, training.withEvenMixture().train(classes, random));
    Map<String, List<Losses>> losses = new LinkedHashMap<>();
    policies.forEach(
        (name, policy) ->
            losses.put(
                name,
                STRENGTHS.stream().map(h -> training.test(policy, h, episodes, random)).toList()));
    return new Study(losses, best);
  }

  private static Figure mean(
      String quantity, String method, List<Study> studies, ToDoubleFunction<Study> value) {
    return Figure.mean(quantity, method, "", values(studies, value));
  }

  private static double[] values(List<Study> studies, ToDoubleFunction<Study> value) {
    return studies.stream().mapToDouble(value).toArray();
  }
}
