package org.talweg.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.talweg.bench.linear.LinearBenchmark;
import org.talweg.bench.linear.LinearCase;
import org.talweg.bench.program.ProgramBenchmark;
import org.talweg.bench.program.ProgramCase;
import org.talweg.bench.program.ProgramResult;
import org.talweg.bench.program.ProgramResult.Attempt;
import org.talweg.bench.suite.DataFolder;
import org.talweg.engine.Engine;
import org.talweg.papers.Machine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code talweg bench program}. */
@Command(
    name = "program",
    description =
        "Solve nonlinear programs whose best value is known, beside Ipopt; or linear ones.",
    mixinStandardHelpOptions = true,
    footer = {"", "What the table means: docs/benchmarks.md."})
final class BenchProgramCommand implements Callable<Integer> {
  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "Of .nl files and their index.csv; by default nlp/nl in the data folder.")
  @Nullable Path folder;

  @Option(
      names = "--problems",
      paramLabel = "NAME",
      split = ",",
      description = "Only these; a * at the end stands for any ending.")
  List<String> problems = List.of();

  @Option(
      names = "--most-variables",
      paramLabel = "N",
      defaultValue = "2147483647",
      description = "Only problems with so many variables at most.")
  int mostVariables;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "60",
      description = "Most time for one run: ${DEFAULT-VALUE}.")
  double seconds;

  @Option(
      names = "--many",
      paramLabel = "S",
      defaultValue = "10",
      description =
          "Most time for the searches from many starts, which are made where one run does not"
              + " reach the best known value; 0 leaves them out: ${DEFAULT-VALUE}.")
  double many;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the random starts: ${DEFAULT-VALUE}.")
  long seed;

  @Option(
      names = "--linear",
      description =
          "Solve linear, quadratic and integer programs instead, by default those of lp_mip and"
              + " below in the data folder, and compare with what is known of them.")
  boolean linear;

  @Option(
      names = "--solver",
      paramLabel = "NAME",
      description = "With --linear: this solver instead of the planner's choice.")
  @Nullable String solver;

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  boolean json;

  @Override
  public Integer call() throws Exception {
    Path place =
        folder != null
            ? folder
            : DataFolder.find(Optional.empty())
                .orElseThrow(() -> new IllegalArgumentException("no data folder; name one"))
                .resolve(linear ? "lp_mip" : "nlp/nl");
    if (linear) {
      return linear(place);
    }
    if (!Files.isRegularFile(place.resolve("index.csv"))) {
      throw new IllegalArgumentException("there is no " + place.resolve("index.csv"));
    }
    List<ProgramCase> cases =
        ProgramCase.read(place).stream()
            .filter(c -> c.variables() <= mostVariables && wanted(c.name()))
            .toList();
    Machine machine = Machine.here();
    List<ProgramResult> results =
        new ProgramBenchmark(seconds, many, seed).run(cases, System.err::println);
    if (json) {
      var tree = new LinkedHashMap<String, Object>();
      tree.put("talweg", Engine.version());
      tree.put("machine", machine);
      tree.put("seconds", seconds);
      tree.put("manySeconds", many);
      tree.put("seed", seed);
      tree.put("results", results.stream().map(BenchProgramCommand::tree).toList());
      System.out.println(Output.write(tree));
    } else {
      System.out.print(table(results) + System.lineSeparator() + summary(results));
    }
    return 0;
  }

  private int linear(Path place) throws Exception {
    var cases = new ArrayList<LinearCase>();
    try (Stream<Path> folders = Files.walk(place, 1)) {
      for (Path each : folders.sorted().toList()) {
        if (Files.isRegularFile(each.resolve(LinearCase.INDEX))) {
          cases.addAll(LinearCase.read(each));
        }
      }
    }
    List<LinearCase> chosen = cases.stream().filter(c -> wanted(c.name())).toList();
    if (chosen.isEmpty()) {
      throw new IllegalArgumentException(
          "no such problem, or no " + LinearCase.INDEX + ", in " + place);
    }
    List<LinearBenchmark.Result> results =
        new LinearBenchmark(seconds, solver).run(chosen, System.err::println);
    if (json) {
      System.out.println(Output.write(Map.of("talweg", Engine.version(), "results", results)));
      return 0;
    }
    var table =
        new TextTable(
            List.of(
                "problem", "known", "optimum", "objective", "agrees", "proof", "plan", "seconds"));
    for (LinearBenchmark.Result r : results) {
      table.row(
          List.of(
              r.problem().name(),
              r.problem().status(),
              number("%.9g", r.problem().objective()),
              number("%.9g", r.objective()),
              r.agrees() ? "yes" : "no",
              r.words(),
              r.plan(),
              number("%.3f", r.seconds())));
    }
    System.out.print(table);
    System.out.printf(
        Locale.ROOT,
        "%nStatus and optimum as known: %d of %d. Proven by the problem: %d. Seconds in all: %.1f.%n",
        results.stream().filter(LinearBenchmark.Result::agrees).count(),
        results.size(),
        results.stream().filter(r -> r.proof().settles()).count(),
        results.stream().mapToDouble(LinearBenchmark.Result::seconds).sum());
    return 0;
  }

  private boolean wanted(String name) {
    return problems.isEmpty()
        || problems.stream()
            .anyMatch(
                p ->
                    p.endsWith("*")
                        ? name.startsWith(p.substring(0, p.length() - 1))
                        : name.equals(p));
  }

  private static TextTable table(List<ProgramResult> results) {
    var table =
        new TextTable(
            List.of(
                "problem",
                "variables",
                "constraints",
                "best known",
                "objective",
                "violation",
                "reached",
                "iterations",
                "of Ipopt's",
                "seconds",
                "Ipopt's",
                "status"));
    for (ProgramResult r : results) {
      table.row(
          List.of(
              r.problem().name(),
              String.valueOf(r.problem().variables()),
              String.valueOf(r.problem().constraints()),
              number("%.9g", r.problem().best()),
              number("%.9g", r.ours().objective()),
              number("%.0e", r.ours().violation()),
              verdict(r),
              String.valueOf(r.single().iterations()),
              number("%.2f", r.iterationRatio()),
              number("%.3f", r.single().seconds()),
              number("%.3f", ipoptSeconds(r)),
              r.ours().status()));
    }
    return table;
  }

  private static String verdict(ProgramResult r) {
    String how = r.many().isEmpty() ? "" : " by " + r.ours().searches() + " searches";
    return !r.ours().reaches(r.problem())
        ? "no"
        : (r.problem().surpassed(r.ours().objective()) ? "surpassed" : "yes") + how;
  }

  private static double ipoptSeconds(ProgramResult r) {
    return r.ipopt().map(Attempt::seconds).orElse(r.problem().recorded().seconds());
  }

  private String summary(List<ProgramResult> results) {
    boolean beside = ProgramBenchmark.besideIpopt();
    long single = results.stream().filter(r -> r.single().reaches(r.problem())).count();
    long ours = results.stream().filter(r -> r.ours().reaches(r.problem())).count();
    long recorded = results.stream().filter(r -> r.problem().reachedByRecorded()).count();
    double manySeconds =
        results.stream().flatMap(r -> r.many().stream()).mapToDouble(Attempt::seconds).sum();
    return String.format(
        Locale.ROOT,
        "Best value known reached on %d of %d problems: by one run on %d, else by searches from"
            + " many starts, of %.0f s each at most.%n"
            + "Ipopt as recorded: %d.%n"
            + "Iterations of one run, of Ipopt's (%s): median %.2f.%n"
            + "Seconds of all single runs: %.1f; of Ipopt's: %.1f (%s). Of the searches: %.1f.%n",
        ours,
        results.size(),
        single,
        many,
        recorded,
        beside ? "same run" : "recorded",
        median(results, ProgramResult::iterationRatio),
        results.stream().mapToDouble(r -> r.single().seconds()).sum(),
        results.stream().mapToDouble(BenchProgramCommand::ipoptSeconds).sum(),
        beside ? "same run" : "recorded on another machine; no ipopt on the PATH",
        manySeconds);
  }

  private static double median(List<ProgramResult> results, ToDoubleFunction<ProgramResult> of) {
    double[] values = results.stream().mapToDouble(of).sorted().toArray();
    int half = values.length / 2;
    return values.length == 0
        ? Double.NaN
        : values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
  }

  private static String number(String format, double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
  }

  private static Map<String, Object> tree(ProgramResult r) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("problem", r.problem().name());
    tree.put("variables", r.problem().variables());
    tree.put("constraints", r.problem().constraints());
    tree.put("bestKnown", r.problem().best());
    tree.put("reached", r.ours().reaches(r.problem()));
    tree.put("single", r.single());
    r.many().ifPresent(a -> tree.put("many", a));
    r.ipopt().ifPresent(a -> tree.put("ipopt", a));
    tree.put("recorded", r.problem().recorded());
    tree.put("iterationRatio", r.iterationRatio());
    return tree;
  }
}
