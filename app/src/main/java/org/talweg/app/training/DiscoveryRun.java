package org.talweg.app.training;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.talweg.engine.Outcome;
import org.talweg.engine.Outcome.Status;
import org.talweg.learn.discovery.Discovery;
import org.talweg.learn.discovery.UpdateRule;
import org.talweg.model.Resource;

/** Says what came of a search for an optimizer. */
public final class DiscoveryRun {
  private DiscoveryRun() {}

  /** For people: the rule as formulas and as a program, and its loss beside AdamW's. */
  public static String summary(
      Discovery discovery, Outcome<UpdateRule> outcome, String storeOption) {
    var text = new StringBuilder(outcome.status().name().toLowerCase(Locale.ROOT));
    text.append(": ").append(outcome.reason()).append('\n');
    outcome
        .best()
        .ifPresent(
            best -> {
              UpdateRule rule = best.solution();
              boolean found = !rule.equals(discovery.start());
              text.append(found ? "" : "no rule found is better than the first one:\n");
              text.append('\n').append(rule.formulas().indent(2));
              text.append('\n').append(rule.live().toString().indent(2)).append('\n');
              text.append(
                  String.format(
                      Locale.ROOT,
                      "%.4g of tuned AdamW's loss on tasks that no search saw; numbers remembered"
                          + " per parameter: %d%n",
                      best.assessment().objective(),
                      rule.memories()));
            });
    text.append(
        String.format(
            Locale.ROOT,
            "%n%s: %.0f rules scored by %s, %.3g s%n",
            discovery.name(),
            outcome.spent().getOrDefault(Resource.EVALUATIONS, 0.0),
            outcome.plan().brief(),
            outcome.spent().getOrDefault(Resource.SECONDS, 0.0)));
    String resume = "talweg runs resume " + outcome.run() + storeOption;
    text.append(
        outcome.status() == Status.INTERRUPTED
            ? "resume:  " + resume + "\n"
            : "go on:   " + resume + " --budget evaluations=N\n");
    return text.toString();
  }

  /** The same as an object to be written as JSON. */
  public static Map<String, Object> json(Discovery discovery, Outcome<UpdateRule> outcome) {
    var json = new LinkedHashMap<String, Object>();
    json.put("run", outcome.run());
    json.put("problem", discovery.name());
    json.put("status", outcome.status().name().toLowerCase(Locale.ROOT));
    json.put("reason", outcome.reason());
    json.put("plan", outcome.plan().brief());
    json.put("seed", outcome.seed());
    json.put("rules", outcome.spent().getOrDefault(Resource.EVALUATIONS, 0.0));
    json.put("seconds", outcome.spent().getOrDefault(Resource.SECONDS, 0.0));
    outcome
        .best()
        .ifPresent(
            best -> {
              json.put("loss", best.assessment().objective());
              json.put("memories", best.solution().memories());
              json.put("rule", best.solution().live().toString());
              json.put("formulas", best.solution().formulas());
            });
    return json;
  }
}
