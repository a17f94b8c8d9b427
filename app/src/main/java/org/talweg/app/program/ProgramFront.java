package org.talweg.app.program;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.talweg.engine.Outcome;
import org.talweg.engine.Outcome.Solution;
import org.talweg.model.Objective;
import org.talweg.model.Problem;
import org.talweg.model.Resource;
import org.talweg.program.PrimalDual;

/** The front of a program with several objectives, in words and as JSON. */
final class ProgramFront {
  /** How many variables a row shows. */
  private static final int SHOWN = 6;

  private ProgramFront() {}

  private static List<Solution<PrimalDual>> sorted(Outcome<PrimalDual> outcome) {
    return outcome.front().stream()
        .sorted(Comparator.comparingDouble(s -> s.assessment().objective()))
        .toList();
  }

  /** A row for each solution, by the first objective. */
  static String summary(Problem<PrimalDual> program, Outcome<PrimalDual> outcome) {
    var text = new StringBuilder(program.name()).append(": ");
    List<Solution<PrimalDual>> front = sorted(outcome);
    if (front.isEmpty()) {
      return text.append("no solution: ").append(outcome.reason()).append('\n').toString();
    }
    text.append(outcome.proof()).append("; ").append(outcome.reason()).append('\n');
    int variables = Math.min(SHOWN, front.getFirst().solution().x().length);
    for (Objective objective : program.objectives()) {
      text.append(String.format("  %14.14s", objective.name()));
    }
    text.append("  |");
    for (int j = 0; j < variables; j++) {
      text.append(String.format("  %12.12s", ProgramRun.variable(program, j)));
    }
    text.append('\n');
    for (Solution<PrimalDual> member : front) {
      for (double value : member.assessment().objectives()) {
        text.append(String.format(Locale.ROOT, "  %14.8g", value));
      }
      text.append("  |");
      for (int j = 0; j < variables; j++) {
        text.append(String.format(Locale.ROOT, "  %12.6g", member.solution().x()[j]));
      }
      text.append("  ").append(member.assessment().proof().words()).append('\n');
    }
    double seconds = outcome.spent().getOrDefault(Resource.SECONDS, 0.0);
    return text.append(outcome.plan().brief())
        .append(String.format(Locale.ROOT, ", %.3g s%n", seconds))
        .toString();
  }

  /** An object for each solution, by the first objective. */
  static List<Map<String, Object>> json(Problem<PrimalDual> program, Outcome<PrimalDual> outcome) {
    var all = new ArrayList<Map<String, Object>>();
    for (Solution<PrimalDual> member : sorted(outcome)) {
      var objectives = new LinkedHashMap<String, Object>();
      for (int i = 0; i < program.objectives().size(); i++) {
        objectives.put(program.objectives().get(i).name(), member.assessment().objectives().get(i));
      }
      var solution = new LinkedHashMap<String, Object>();
      double[] x = member.solution().x();
      for (int j = 0; j < x.length; j++) {
        solution.put(ProgramRun.variable(program, j), x[j]);
      }
      var one = new LinkedHashMap<String, Object>();
      one.put("objectives", objectives);
      one.put("violation", member.assessment().violation());
      one.put("proof", member.assessment().proof().words());
      one.put("solution", solution);
      all.add(one);
    }
    return all;
  }
}
