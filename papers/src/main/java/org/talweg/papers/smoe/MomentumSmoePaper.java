package org.talweg.papers.smoe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.talweg.learn.model.DepthMomentum;
import org.talweg.papers.Claim;
import org.talweg.papers.Context;
import org.talweg.papers.Criterion;
import org.talweg.papers.Figure;
import org.talweg.papers.Reproduction;
import org.talweg.papers.ReproductionException;

/**
 * MomentumSMoE: integrating momentum into sparse mixture of experts (NeurIPS 2024, arXiv
 * 2410.14574). A stack of residual mixtures reads as descent across layers, which momentum may take
 * part in.
 *
 * <p>Tested: how steep experts may become before a stack blows up ({@link Stability}), and small
 * classifiers of digits, clean and with noise ({@link Corruption}).
 */
public final class MomentumSmoePaper implements Reproduction {
  private static final String PLAIN = "SMoE";
  private static final String MOMENTUM = "MomentumSMoE";
  private static final String ADAM = "AdamSMoE";
  private static final String ROBUST = "Robust MomentumSMoE";
  private static final String LARGER = "SMoE, residuals over 1 - mu";
  private static final String OFF = "steepest expert less 2 (1 + mu), the largest deviation";
  private static final String WIDER = "steepest mixture relative to SMoE's, the worst seed";
  private static final String CLEAN = "test loss relative to ";
  private static final String GAP = "test loss that noise adds, relative to ";
  private static final double MU = 0.7;
  private static final List<Double> RATES = List.of(1e-3, 3e-3, 1e-2, 3e-2);

  @Override
  public String paper() {
    return "momentum-smoe";
  }

  @Override
  public int seeds() {
    return 3;
  }

  @Override
  public List<String> protocol() {
    return List.of(
        "Stability: stacks of 1000 layers with one linear expert of slope -sigma, sigma in"
            + " hundredths, mu of 0, 0.3 and 0.7; and with the best two of four random linear"
            + " experts in 16 dimensions, norms in fiftieths. Bounded: at most 100 times the start.",
        "Digits: 1400 and 397 images of 8 by 8 pixels; four residual layers of width 32, the best"
            + " two of four experts each, 300 steps of 64 by Adam with a cosine; mu = 0.7, robust"
            + " momentum for slopes from 0.1 to 1 with rho = 0.8. Four rates each;"
            + " the one of the lowest clean test loss on another seed is taken.",
        "Noise, in judging only: Gaussian of deviation 0.5 on standardised pixels.");
  }

  @Override
  public List<String> baselines() {
    return List.of(
        "SMoE, the same without momentum",
        "SMoE with residuals 1/(1 - mu) as large: is it only a larger step?");
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "momentum keeps steeper experts stable",
            "The steepest expert is 2 (1 + mu), and mixtures may be 1.3 times as steep with mu ="
                + " 0.7 on every seed.",
            "to hold for one expert, by algebra",
            List.of(
                Criterion.atMost(OFF, MOMENTUM, 0.0201), Criterion.atLeast(WIDER, MOMENTUM, 1.3))),
        new Claim(
            "better on clean data",
            "Its test loss is at most SMoE's, and that of SMoE with larger residuals.",
            "",
            List.of(
                Criterion.atMost(CLEAN + PLAIN, MOMENTUM, 1),
                Criterion.atMost(CLEAN + LARGER, MOMENTUM, 1))),
        new Claim(
            "less hurt by noise",
            "Noise adds at most 0.95 times as much to its test loss as to SMoE's, and to that of"
                + " SMoE with larger residuals.",
            "",
            List.of(
                Criterion.atMost(GAP + PLAIN, MOMENTUM, 0.95),
                Criterion.atMost(GAP + LARGER, MOMENTUM, 0.95))),
        new Claim(
            "best with Adam in the first layer",
            "AdamSMoE's test loss is at most SMoE's and at most MomentumSMoE's.",
            "",
            List.of(
                Criterion.atMost(CLEAN + PLAIN, ADAM, 1),
                Criterion.atMost(CLEAN + MOMENTUM, ADAM, 1))),
        new Claim(
            "least hurt by noise with robust momentum",
            "Noise adds at most 0.95 times as much to the test loss of the robust form as to"
                + " SMoE's, and no more than to MomentumSMoE's.",
            "",
            List.of(
                Criterion.atMost(GAP + PLAIN, ROBUST, 0.95),
                Criterion.atMost(GAP + MOMENTUM, ROBUST, 1))));
  }

  @Override
  public List<String> limits() {
    return List.of(
        "Language models on WikiText-103 and attacks on words, and vision models: no attention here.",
        "Balancing of experts: loads are left as they come.");
  }

  @Override
  public List<Figure> run(Context context) throws InterruptedException, ReproductionException {
    var figures = new ArrayList<>(stability(context));
    Map<String, SmoeNet> nets = new LinkedHashMap<>();
    nets.put(PLAIN, new SmoeNet(new DepthMomentum.Plain()));
    nets.put(LARGER, new SmoeNet(new DepthMomentum.Plain(1 / (1 - MU))));
    nets.put(MOMENTUM, new SmoeNet(new DepthMomentum.HeavyBall(MU, 1)));
    nets.put(ADAM, new SmoeNet(new DepthMomentum.Adam(MU, 1, 0.9, 0.999)));
    nets.put(ROBUST, new SmoeNet(new DepthMomentum.Robust()));
    int steps = context.quick() ? 5 : 300;
    long other = Context.seed(1, "tuning");
    Map<String, List<Corruption>> results = new LinkedHashMap<>();
    for (var net : nets.entrySet()) {
      List<Corruption> tuned =
          context.inParallel(
              "tuning " + net.getKey(),
              RATES,
              rate -> Corruption.of(net.getValue(), rate, steps, other));
      int best = 0;
      for (int i = 1; i < tuned.size(); i++) {
        best = tuned.get(i).clean() < tuned.get(best).clean() ? i : best;
      }
      double rate = RATES.get(best);
      List<Corruption> runs =
          context.inParallel(
              net.getKey(),
              context.seeds(),
              seed -> Corruption.of(net.getValue(), rate, steps, seed));
      results.put(net.getKey(), runs);
      String name = net.getKey();
      figures.add(Figure.mean("test loss", name, "", clean(runs)));
      figures.add(Figure.mean("test loss that noise adds", name, "", added(runs)));
      double[] accuracy = runs.stream().mapToDouble(Corruption::accuracy).toArray();
      figures.add(Figure.mean("test accuracy with noise", name, "", accuracy));
      figures.add(Figure.mean("tuned rate", name, "", rate));
    }
    for (String method : List.of(MOMENTUM, ADAM, ROBUST)) {
      List<Corruption> ours = results.getOrDefault(method, List.of());
      for (String base : List.of(PLAIN, LARGER, MOMENTUM)) {
        List<Corruption> theirs = results.getOrDefault(base, List.of());
        if (!base.equals(method)) {
          figures.add(Figure.ratio(CLEAN + base, method, clean(ours), clean(theirs)));
          figures.add(Figure.ratio(GAP + base, method, added(ours), added(theirs)));
        }
      }
    }
    return figures;
  }

  private static double[] clean(List<Corruption> runs) {
    return runs.stream().mapToDouble(Corruption::clean).toArray();
  }

  private static double[] added(List<Corruption> runs) {
    return runs.stream().mapToDouble(run -> run.noisy() - run.clean()).toArray();
  }

  private static List<Figure> stability(Context context)
      throws InterruptedException, ReproductionException {
    var figures = new ArrayList<Figure>();
    double off = 0;
    for (double mu : List.of(0.0, 0.3, MU)) {
      double steepest = Stability.steepestExpert(mu);
      figures.add(Figure.mean("steepest expert", "mu = " + mu, "", steepest));
      off = Math.max(off, Math.abs(steepest - 2 * (1 + mu)));
    }
    figures.add(Figure.mean(OFF, MOMENTUM, "", off));
    List<double[]> steepest =
        context.inParallel(
            "mixtures",
            context.seeds(),
            seed -> {
              var mixture = new Stability(Context.random(seed, "mixture"));
              return new double[] {mixture.steepestMixture(0), mixture.steepestMixture(MU)};
            });
    double[] plain = steepest.stream().mapToDouble(s -> s[0]).toArray();
    double[] ours = steepest.stream().mapToDouble(s -> s[1]).toArray();
    figures.add(Figure.mean("steepest mixture", PLAIN, "", plain));
    figures.add(Figure.mean("steepest mixture", MOMENTUM, "", ours));
    double worst = steepest.stream().mapToDouble(s -> s[1] / s[0]).min().orElseThrow();
    figures.add(Figure.mean(WIDER, MOMENTUM, "", worst));
    return figures;
  }
}
