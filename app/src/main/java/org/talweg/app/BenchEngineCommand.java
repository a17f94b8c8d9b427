package org.talweg.app;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.talweg.bench.engine.EngineBenchmark;
import org.talweg.bench.engine.Figure;
import org.talweg.engine.Engine;
import org.talweg.papers.Machine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code talweg bench engine}. */
@Command(
    name = "engine",
    description = "Measure the engine: trials per second, overhead, start-up, memory.",
    mixinStandardHelpOptions = true,
    footer = {"", "What the table means: docs/benchmarks.md."})
final class BenchEngineCommand implements Callable<Integer> {
  @Option(
      names = "--trials",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Of every way in every round: ${DEFAULT-VALUE}.")
  int trials;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "How often everything is measured: ${DEFAULT-VALUE}.")
  int rounds;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      defaultValue = "8",
      description = "Trials at a time where they share commits: ${DEFAULT-VALUE}.")
  int parallel;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "On the disk to measure; by default that of temporary files.")
  @Nullable Path folder;

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  boolean json;

  @Override
  public Integer call() throws Exception {
    Path place = folder == null ? Path.of(System.getProperty("java.io.tmpdir")) : folder;
    if (!Files.isDirectory(place)) {
      throw new IllegalArgumentException("there is no folder " + place);
    }
    Machine before = Machine.here();
    List<Figure> figures =
        new EngineBenchmark(trials, rounds, parallel, Main.class.getName())
            .run(place, words -> System.err.println(words + " ..."));
    Machine after = Machine.here();
    String disk = disk(place);
    if (json) {
      System.out.println(Output.write(tree(figures, before, after, disk)));
    } else {
      System.out.print(text(figures, before, after, disk));
    }
    return 0;
  }

  private static String disk(Path folder) throws IOException {
    FileStore store = Files.getFileStore(folder);
    return store.type();
  }

  private String text(List<Figure> figures, Machine before, Machine after, String disk) {
    var text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "Machine: %s, %d processors, %s, Java %s, load %.1f before and %.1f after,%n"
                + "files on %s. %,d trials a round, median [quartiles] of %d rounds.%n%n",
            before.processor(),
            before.processors(),
            before.os(),
            before.java(),
            before.load(),
            after.load(),
            disk,
            trials,
            rounds));
    var table = new TextTable(List.of("what", "median", "quartiles", "unit", "ratio"));
    for (Figure figure : figures) {
      var ratios = new ArrayList<String>();
      figure.ratios().forEach(r -> ratios.add(number(r.value()) + " of " + r.baseline()));
      table.row(
          List.of(
              figure.what(),
              number(figure.spread().median()),
              "["
                  + number(figure.spread().lowerQuartile())
                  + ", "
                  + number(figure.spread().upperQuartile())
                  + "]",
              figure.unit(),
              String.join(", ", ratios)));
    }
    return text.append(table).toString();
  }

  /** Four significant digits are more than such a measurement is worth. */
  private static String number(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return Double.toString(value);
    }
    int decimals = Math.max(0, 3 - (int) Math.floor(Math.log10(Math.abs(value))));
    return String.format(Locale.ROOT, "%." + Math.min(decimals, 6) + "f", value);
  }

  private Map<String, Object> tree(
      List<Figure> figures, Machine before, Machine after, String disk) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("talweg", Engine.version());
    tree.put("machine", before);
    tree.put("loadAfter", after.load());
    tree.put("files", disk);
    tree.put("trials", trials);
    tree.put("rounds", rounds);
    tree.put("figures", figures);
    return tree;
  }
}
