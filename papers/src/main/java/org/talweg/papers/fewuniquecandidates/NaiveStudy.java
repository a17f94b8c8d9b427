package org.talweg.papers.fewuniquecandidates;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.talweg.papers.Context;
import org.talweg.papers.Figure;
import org.talweg.papers.ReproductionException;
import org.talweg.papers.bandit.GaussianBandit;
import org.talweg.papers.fewuniquecandidates.FewUniqueCandidates.Size;

/** Unique points against a row for every observation: what they predict, and what they take. */
final class NaiveStudy {
  static final String DIFFERENCE = "largest difference to the posterior of all observations";
  static final String MEAN = "mean";
  static final String DEVIATION = "deviation";
  static final String TIME = "processor time of GP-UCB";
  static final String TIME_RELATIVE =
      "processor time of GP-UCB relative to a row for every observation";
  static final String ALL = "a row for every observation";
  static final String UNIQUE = "unique points";
  static final String MINI = "mini-GP-UCB, C = 1.2";
  static final String DIFFERING =
      "share of observations at another candidate than with a row for every observation";

  private static final double C = 1.2;

  private NaiveStudy() {}

  private record Measured(
      Textbook.Difference difference, double all, double unique, double mini, double differing) {}

  private record Timed(MiniMeta.Run run, double seconds) {}

  static List<Figure> run(Context context, Size size, List<GaussianBandit> bandits)
      throws InterruptedException, ReproductionException {
    int n = Math.min(size.naiveSeeds(), bandits.size());
    List<Integer> places = IntStream.range(0, n).boxed().toList();
    var unused = measure(bandits.getFirst(), context.seeds().getFirst(), 50);
    List<Measured> measured =
        context.oneByOne(
            "a row for every observation",
            places,
            i -> measure(bandits.get(i), context.seeds().get(i), size.naiveObservations()));
    double[] all = each(measured, Measured::all);
    double[] unique = each(measured, Measured::unique);
    double[] mini = each(measured, Measured::mini);
    var figures = new ArrayList<Figure>();
    figures.add(largest(MEAN, each(measured, m -> m.difference.mean())));
    figures.add(largest(DEVIATION, each(measured, m -> m.difference.deviation())));
    figures.add(Figure.mean(DIFFERING, UNIQUE, "", each(measured, Measured::differing)));
    figures.add(Figure.mean(TIME, ALL, "s", all));
    figures.add(Figure.mean(TIME, UNIQUE, "s", unique));
    figures.add(Figure.mean(TIME, MINI, "s", mini));
    figures.add(Figure.ratio(TIME_RELATIVE, UNIQUE, unique, all));
    figures.add(Figure.ratio(TIME_RELATIVE, MINI, mini, all));
    return figures;
  }

  private static Measured measure(GaussianBandit bandit, long seed, int observations)
      throws InterruptedException {
    double[] errors = bandit.errors(observations, Context.random(seed, "errors"));
    var posterior = new Posterior.OfUniquePoints(bandit);
    Timed mini = timed(bandit, errors, C, new Posterior.OfUniquePoints(bandit));
    Timed unique = timed(bandit, errors, 1, posterior);
    Timed all = timed(bandit, errors, 1, new Posterior.OfAllObservations(bandit));
    int[] chosen = unique.run.chosen();
    double[] costs = new double[observations];
    Arrays.setAll(costs, t -> bandit.costs()[chosen[t]] + errors[t]);
    int[] others = all.run.chosen();
    long differing = IntStream.range(0, observations).filter(t -> chosen[t] != others[t]).count();
    return new Measured(
        Textbook.differenceTo(posterior.process(), bandit, chosen, costs),
        all.seconds,
        unique.seconds,
        mini.seconds,
        differing / (double) observations);
  }

  private static Timed timed(GaussianBandit bandit, double[] errors, double c, Posterior posterior)
      throws InterruptedException {
    var threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    MiniMeta.Run run = MiniMeta.run(bandit, errors, Rule.UCB, c, posterior);
    return new Timed(run, (threads.getCurrentThreadCpuTime() - start) / 1e9);
  }

  private static Figure largest(String method, double[] values) {
    return Figure.mean(DIFFERENCE, method, "", Arrays.stream(values).max().orElseThrow());
  }

  private static double[] each(List<Measured> measured, ToDoubleFunction<Measured> value) {
    return measured.stream().mapToDouble(value).toArray();
  }
}
