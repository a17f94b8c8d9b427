package org.talweg.learn.discovery;

import java.util.List;
import org.talweg.learn.schedule.Cosine;
import org.talweg.learn.schedule.Schedule;

/**
 * A task, and what AdamW comes to on it: the measure of other rules.
 *
 * @param rate AdamW's best of seven, two a decade
 * @param loss its loss at the end, at that rate
 * @param hopeless what a loss must not exceed after a quarter of the steps
 */
record Yardstick(ProxyTask task, double rate, double loss, double hopeless) {
  private static final Schedule SCHEDULE = new Cosine(0);
  private static final List<Double> RATES = List.of(1e-3, 3.16e-3, 1e-2, 3.16e-2, 0.1, 0.316, 1.0);

  /** What a rule may choose among, as multiples of AdamW's rate. */
  private static final List<Double> FACTORS = List.of(0.1, 0.316, 1.0, 3.16);

  /**
   * After a quarter of the steps a loss is hopeless that is so many times AdamW's, and more than
   * half of that at the start: noise may be large at first and be gone when the rate has fallen.
   */
  private static final double HOPELESS = 3;

  static Yardstick of(ProxyTask task) {
    Yardstick best = new Yardstick(task, 0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    double half = task.loss(task.start()) / 2;
    for (double rate : RATES) {
      double[] early = {Double.NaN};
      double loss = run(task, UpdateRule.ADAMW, rate, Double.POSITIVE_INFINITY, early);
      if (loss < best.loss) {
        best = new Yardstick(task, rate, loss, Math.max(HOPELESS * early[0], half));
      }
    }
    if (!(best.loss > 0)) {
      throw new IllegalStateException(
          "AdamW's loss on the " + task.name() + " is " + best.loss + ": nothing can be compared");
    }
    return best;
  }

  /** The rule's loss over AdamW's, both at AdamW's rate; infinite where it diverges. */
  double ratio(UpdateRule rule) {
    return run(task, rule, rate, hopeless, new double[1]) / loss;
  }

  /** The same at the best of four rates around AdamW's. */
  double tuned(UpdateRule rule) {
    double best = Double.POSITIVE_INFINITY;
    for (double factor : FACTORS) {
      best = Math.min(best, run(task, rule, factor * rate, hopeless, new double[1]));
    }
    return best / loss;
  }

  /**
   * Trains by a rule.
   *
   * @param peak the learning rate, which falls to nothing by a cosine
   * @param hopeless the loss beyond which it is given up after a quarter of the steps
   * @param early receives the loss at that time
   * @return the loss at the end, infinite where it is no number or hopeless
   */
  static double run(ProxyTask task, UpdateRule rule, double peak, double hopeless, double[] early) {
    double[] w = task.start();
    double[] g = new double[w.length];
    var machine = new Machine(rule, w.length);
    int steps = task.steps();
    for (int t = 1; t <= steps; t++) {
      task.gradient(w, t, g);
      double[] update = machine.update(w, g, peak * SCHEDULE.factor(t, steps), t);
      for (int i = 0; i < w.length; i++) {
        w[i] -= update[i];
      }
      if (t == Math.max(1, steps / 4)) {
        early[0] = task.loss(w);
        if (!(early[0] <= hopeless)) {
          return Double.POSITIVE_INFINITY;
        }
      }
    }
    double loss = task.loss(w);
    return Double.isNaN(loss) ? Double.POSITIVE_INFINITY : loss;
  }
}
