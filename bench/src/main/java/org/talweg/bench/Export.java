package org.talweg.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.talweg.bench.Standings.Line;
import org.talweg.bench.Standings.OnProblem;
import org.talweg.papers.Machine;
import org.talweg.papers.Spread;
import tools.jackson.databind.json.JsonMapper;

/** A benchmark's results for other programs: a CSV row per problem, solver and checkpoint; JSON. */
public final class Export {
  private Export() {}

  /** One row per suite, problem, solver and checkpoint, quantiles over seeds. */
  public static String csv(Standings standings) {
    var csv =
        new StringBuilder(
            "suite,problem,dimension,solver,evaluations,seeds,random_gap,regret_q1,regret_median,"
                + "regret_q3,reach,ms_median,ms_last_tenth\n");
    List<Integer> checkpoints = standings.contest().checkpoints();
    for (OnProblem problem : standings.problems()) {
      for (Map.Entry<String, List<Finished>> entry : problem.bySolver().entrySet()) {
        String solver = entry.getKey();
        for (int i = 0; i < checkpoints.size() && problem.gap(solver, i).n() > 0; i++) {
          Spread gap = problem.gap(solver, i);
          csv.append(
              String.join(
                  ",",
                  quoted(problem.suite()),
                  quoted(problem.problem()),
                  "" + problem.dimension(),
                  quoted(solver),
                  "" + checkpoints.get(i),
                  "" + gap.n(),
                  number(problem.randomGap()),
                  number(gap.lowerQuartile()),
                  number(gap.median()),
                  number(gap.upperQuartile()),
                  number(problem.reach(solver, i)),
                  number(median(entry.getValue(), false)),
                  number(median(entry.getValue(), true))));
          csv.append('\n');
        }
      }
    }
    return csv.toString();
  }

  private static double median(List<Finished> runs, boolean last) {
    return Spread.of(
            runs.stream()
                .filter(Finished::ran)
                .mapToDouble(run -> last ? run.lastMilliseconds() : run.milliseconds())
                .map(ms -> Double.isNaN(ms) ? 0 : ms)
                .toArray())
        .median();
  }

  private static String quoted(String text) {
    return text.matches("[^\",\r\n]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
  }

  private static String number(double value) {
    return Double.isInfinite(value) ? "inf" : String.format(Locale.ROOT, "%.6g", value);
  }

  /** Everything as one JSON object. */
  public static String json(Standings standings, Peers peers, Machine machine) {
    Contest contest = standings.contest();
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("evaluations", contest.evaluations());
    tree.put("checkpoints", contest.checkpoints());
    tree.put("seeds", contest.seeds());
    tree.put("quick", contest.quick());
    tree.put("machine", machine);
    var suites = new LinkedHashMap<String, Object>();
    for (String suite : standings.suites()) {
      suites.put(suite, lines(standings.lines(standings.problems(suite))));
    }
    tree.put("suites", suites);
    tree.put("overall", lines(standings.lines(standings.problems())));
    int last = contest.checkpoints().size() - 1;
    standings
        .planner(standings.problems(), last, peers)
        .ifPresent(
            planner -> {
              var verdict = new LinkedHashMap<String, @Nullable Object>();
              verdict.put("reach", planner.reach());
              verdict.put("best single solver", planner.single());
              verdict.put("its reach", planner.singleReach());
              verdict.put("ratio", planner.ratio());
              verdict.put("within 10 %", planner.holds());
              verdict.put(
                  "mean ratio over suites",
                  standings.meanRatio(last, peers).stream().boxed().findFirst().orElse(null));
              tree.put("planner", verdict);
            });
    tree.put(
        "runs",
        standings.problems().stream()
            .flatMap(p -> p.bySolver().values().stream().flatMap(List::stream))
            .map(ResultsFile::tree)
            .toList());
    return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(tree);
  }

  private static List<Object> lines(List<Line> lines) {
    var list = new ArrayList<Object>();
    for (Line line : lines) {
      var tree = new LinkedHashMap<String, @Nullable Object>();
      tree.put("solver", line.solver());
      tree.put("problems", line.ran());
      tree.put("reach", line.reach());
      tree.put("rank", line.rank());
      tree.put("regret quartiles", line.regret().stream().map(Export::quartiles).toList());
      tree.put("milliseconds", ResultsFile.finite(line.milliseconds()));
      tree.put("last milliseconds", ResultsFile.finite(line.lastMilliseconds()));
      list.add(tree);
    }
    return list;
  }

  private static List<@Nullable Double> quartiles(Spread spread) {
    var quartiles = new ArrayList<@Nullable Double>();
    quartiles.add(ResultsFile.finite(spread.lowerQuartile()));
    quartiles.add(ResultsFile.finite(spread.median()));
    quartiles.add(ResultsFile.finite(spread.upperQuartile()));
    return quartiles;
  }
}
