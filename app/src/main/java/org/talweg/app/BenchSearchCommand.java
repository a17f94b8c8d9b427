package org.talweg.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.talweg.bench.Benchmark;
import org.talweg.bench.Case;
import org.talweg.bench.Contest;
import org.talweg.bench.Export;
import org.talweg.bench.Finished;
import org.talweg.bench.Peers;
import org.talweg.bench.Report;
import org.talweg.bench.ResultsFile;
import org.talweg.bench.Standings;
import org.talweg.bench.peer.Optuna;
import org.talweg.bench.suite.DataFolder;
import org.talweg.bench.suite.Suites;
import org.talweg.engine.Catalog;
import org.talweg.papers.Machine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code talweg bench search}. */
@Command(
    name = "search",
    description = "Compare solvers of black boxes on problems whose best is known.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Every finished run is appended to the results file at once; a benchmark that was killed",
      "goes on with --resume FILE. What the table means: docs/benchmarks.md."
    })
final class BenchSearchCommand implements Callable<Integer> {
  /** The planner's choice and what it should be no worse than. */
  private static final List<String> SOLVERS =
      List.of(
          "planner", "gp", "tpe", "turbo", "cma-es", "de", "evolution", "nsga2", "sobol", "random");

  @Option(
      names = "--solvers",
      split = ",",
      paramLabel = "NAME",
      description =
          "Solvers by name, planner for the planner's own choice, optuna-tpe and the like.")
  @Nullable List<String> solvers;

  @Option(
      names = "--suite",
      split = ",",
      paramLabel = "NAME",
      description = "Suites, or groups such as bbob; all by default.")
  @Nullable List<String> suites;

  @Option(
      names = "--problem",
      split = ",(?![^\\[]*\\])",
      splitSynopsisLabel = ",",
      paramLabel = "NAME",
      description = "Only these problems.")
  @Nullable List<String> problems;

  @Option(names = "--seeds", paramLabel = "N", description = "How many seeds: 5, with --quick 3.")
  @Nullable Integer seeds;

  @Option(
      names = "--evaluations",
      paramLabel = "N",
      description = "Of every run: 200, with --quick 60.")
  @Nullable Integer evaluations;

  @Option(names = "--quick", description = "A few problems of every suite, in a few minutes.")
  boolean quick;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where recorded data lies: TALWEG_DATA, or a folder beside the checkout.")
  @Nullable Path data;

  @Option(names = "--results", paramLabel = "FILE", description = "Where finished runs are kept.")
  @Nullable Path results;

  @Option(
      names = "--resume",
      paramLabel = "FILE",
      description = "Go on with a benchmark that was stopped, or print it again.")
  @Nullable Path resume;

  @Option(names = "--details", description = "Show every problem by itself.")
  boolean details;

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  boolean json;

  @Option(names = "--csv", paramLabel = "FILE", description = "Also write the table as CSV.")
  @Nullable Path csv;

  @Option(names = "--list", description = "List suites, problems and peers, and run nothing.")
  boolean list;

  @Override
  public Integer call() throws Exception {
    Suites all = Suites.of(DataFolder.find(Optional.ofNullable(data)));
    Peers peers = new Optuna();
    if (list) {
      list(all, peers);
      return 0;
    }
    Catalog catalog = Catalog.load();
    List<Finished> earlier = List.of();
    Contest contest;
    ResultsFile file;
    if (resume != null) {
      if (!Files.isRegularFile(resume)) {
        throw new IllegalArgumentException("there is no results file " + resume);
      }
      ResultsFile.Contents contents = ResultsFile.read(resume);
      contest = contents.contest();
      earlier = contents.finished();
      file = ResultsFile.reopen(resume);
      System.err.println("going on with " + resume + ", which holds " + earlier.size() + " runs");
    } else {
      contest = contest(all, catalog, peers);
      Path path = results == null ? fresh() : results;
      if (Files.exists(path)) {
        throw new IllegalArgumentException(
            path + " exists already; --resume " + path + " goes on with it");
      }
      file = ResultsFile.create(path, contest);
      System.err.println("finished runs go to " + file.path());
    }
    List<Case> cases = cases(all, contest);
    if (cases.isEmpty()) {
      System.err.println("talweg: there is no problem to run");
      return Main.BAD_USAGE;
    }
    var progress = new BenchProgress(System.err, earlier.size());
    List<Finished> runs =
        new Benchmark(catalog, peers).run(contest, cases, earlier, file, progress);
    progress.end();
    Standings standings = Standings.of(contest, runs);
    Machine machine = Machine.here();
    System.out.println(
        json
            ? Export.json(standings, peers, machine)
            : Report.of(standings, peers, machine, details));
    if (csv != null) {
      Files.writeString(csv, Export.csv(standings));
    }
    return 0;
  }

  private Contest contest(Suites all, Catalog catalog, Peers peers) {
    var chosen = new LinkedHashSet<String>();
    if (suites == null) {
      chosen.addAll(all.names());
    } else {
      suites.forEach(word -> chosen.addAll(all.named(word.strip())));
    }
    return new Contest(
        List.copyOf(chosen),
        solvers(catalog, peers),
        seeds == null ? (quick ? 3 : 5) : seeds,
        evaluations == null ? (quick ? 60 : 200) : evaluations,
        quick,
        problems == null ? List.of() : problems);
  }

  private List<String> solvers(Catalog catalog, Peers peers) {
    if (solvers == null) {
      var present = new ArrayList<>(SOLVERS);
      present.removeIf(name -> !name.equals("planner") && catalog.solver(name).isEmpty());
      present.addAll(peers.installed());
      return present;
    }
    for (String name : solvers) {
      if (!name.equals("planner") && !peers.knows(name) && catalog.solver(name).isEmpty()) {
        throw new IllegalArgumentException(
            "there is no solver '" + name + "'; see talweg solvers and talweg bench search --list");
      }
    }
    return List.copyOf(new LinkedHashSet<>(solvers));
  }

  private static Path fresh() {
    String time =
        DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
            .format(LocalDateTime.now(ZoneId.systemDefault()));
    return Path.of("bench-search-" + time + ".jsonl");
  }

  private static List<Case> cases(Suites all, Contest contest) throws IOException {
    var cases = new ArrayList<Case>();
    for (String suite : contest.suites()) {
      try {
        all.cases(suite).stream().filter(contest::includes).forEach(cases::add);
      } catch (Suites.AbsentException e) {
        System.err.println("skipped " + suite + ": " + e.getMessage());
      }
    }
    return cases;
  }

  private static void list(Suites all, Peers peers) throws IOException {
    for (String suite : all.names()) {
      try {
        List<Case> cases = all.cases(suite);
        System.out.println(suite + " (" + cases.size() + ")");
        cases.forEach(c -> System.out.println("  " + c.name() + (c.quick() ? " (quick)" : "")));
      } catch (Suites.AbsentException e) {
        System.out.println(suite + ": skipped, " + e.getMessage());
      }
    }
    System.out.println("peers: " + (peers.installed().isEmpty() ? "none" : peers.installed()));
  }
}
