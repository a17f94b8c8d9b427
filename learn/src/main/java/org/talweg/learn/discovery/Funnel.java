package org.talweg.learn.discovery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Which rules of a search are worth judging: the best on the smallest tasks are run on larger ones,
 * and the best there are shortened.
 *
 * <p>Source: Chen et al. 2023, sections 2.3 (funnel) and 2.4 (simplification).
 */
public final class Funnel {
  /** Rules that go from the smallest tasks to the larger ones. */
  public static final int SIFTED = 16;

  /** Rules that go on to be judged. */
  static final int JUDGED = 4;

  private Funnel() {}

  /** Those to be judged, the best on the larger tasks first. */
  public static List<UpdateRule> of(Discovery discovery, List<ProgramSearch.Scored> best)
      throws InterruptedException {
    var sifted = new ArrayList<ProgramSearch.Scored>();
    for (ProgramSearch.Scored candidate : best) {
      alive();
      UpdateRule rule = candidate.rule();
      double loss = discovery.sift(rule);
      if (Double.isFinite(loss)) {
        sifted.add(new ProgramSearch.Scored(rule, loss));
      }
    }
    sifted.sort(Comparator.comparingDouble(ProgramSearch.Scored::score));
    var judged = new ArrayList<UpdateRule>();
    for (ProgramSearch.Scored candidate : sifted.subList(0, Math.min(JUDGED, sifted.size()))) {
      alive();
      judged.add(shortened(candidate.rule(), discovery::proxy));
    }
    return judged;
  }

  private static void alive() throws InterruptedException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedException();
    }
  }

  /** The rule without every statement, from the last to the first, that the score can spare. */
  static UpdateRule shortened(UpdateRule rule, ToDoubleFunction<UpdateRule> score) {
    UpdateRule shortest = rule.live();
    double value = score.applyAsDouble(shortest);
    for (int i = shortest.statements().size() - 1; i >= 0; i--) {
      if (i >= shortest.statements().size()) {
        continue;
      }
      var fewer = new ArrayList<>(shortest.statements());
      fewer.remove(i);
      if (!UpdateRule.fault(fewer).isEmpty()) {
        continue;
      }
      UpdateRule shorter = new UpdateRule(fewer).live();
      if (Fingerprint.of(shorter).isPresent()) {
        double without = score.applyAsDouble(shorter);
        if (without <= value) {
          shortest = shorter;
          value = without;
        }
      }
    }
    return shortest;
  }
}
