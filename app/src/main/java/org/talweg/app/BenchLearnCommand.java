package org.talweg.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.talweg.bench.engine.Figure;
import org.talweg.bench.learn.LearnBenchmark;
import org.talweg.engine.Engine;
import org.talweg.papers.Machine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code talweg bench learn}. */
@Command(
    name = "learn",
    description = "Measure training steps against those of LibTorch's and Python's own AdamW.",
    mixinStandardHelpOptions = true,
    footer = {"", "What the table means: docs/benchmarks.md."})
final class BenchLearnCommand implements Callable<Integer> {
  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "7",
      description = "How often everything is measured: ${DEFAULT-VALUE}.")
  int rounds;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "40",
      description = "Of every optimizer in every round: ${DEFAULT-VALUE}.")
  int steps;

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  boolean json;

  @Override
  public Integer call() {
    Machine before = Machine.here();
    List<Figure> figures =
        new LearnBenchmark(rounds, steps).run(words -> System.err.println(words + " ..."));
    Machine after = Machine.here();
    if (json) {
      System.out.println(Output.write(tree(figures, before, after)));
      return 0;
    }
    System.out.printf(
        Locale.ROOT,
        "Machine: %s, %d processors, %s, Java %s, load %.1f before and %.1f after,%n"
            + "one thread. %d steps a round, median [quartiles] of %d rounds.%n%n",
        before.processor(),
        before.processors(),
        before.os(),
        before.java(),
        before.load(),
        after.load(),
        steps,
        rounds);
    List<String> baselines =
        figures.stream()
            .flatMap(figure -> figure.ratios().stream())
            .map(Figure.Ratio::baseline)
            .distinct()
            .toList();
    var columns = new ArrayList<>(List.of("what", "median, us", "quartiles"));
    baselines.forEach(baseline -> columns.add("of " + baseline));
    var table = new TextTable(columns);
    for (Figure figure : figures) {
      var row = new ArrayList<String>();
      row.add(figure.what());
      row.add(String.format(Locale.ROOT, "%.1f", figure.spread().median()));
      row.add(
          String.format(
              Locale.ROOT,
              "[%.1f, %.1f]",
              figure.spread().lowerQuartile(),
              figure.spread().upperQuartile()));
      for (String baseline : baselines) {
        row.add(
            figure.ratios().stream()
                .filter(ratio -> ratio.baseline().equals(baseline))
                .map(ratio -> String.format(Locale.ROOT, "%.2f", ratio.value()))
                .findFirst()
                .orElse(""));
      }
      table.row(row);
    }
    System.out.print(table);
    return 0;
  }

  private Map<String, Object> tree(List<Figure> figures, Machine before, Machine after) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("talweg", Engine.version());
    tree.put("machine", before);
    tree.put("loadAfter", after.load());
    tree.put("rounds", rounds);
    tree.put("steps", steps);
    tree.put("figures", figures);
    return tree;
  }
}
