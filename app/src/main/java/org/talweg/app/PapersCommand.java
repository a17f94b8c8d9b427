package org.talweg.app;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.talweg.papers.Pages;
import org.talweg.papers.PaperTable;
import org.talweg.papers.Records;
import org.talweg.papers.Report;
import org.talweg.papers.ReproductionListener;
import org.talweg.papers.ReproductionOptions;
import org.talweg.papers.Reproductions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code talweg papers list|run}. */
@Command(
    name = "papers",
    description = "The published methods and what became of their claims here.",
    mixinStandardHelpOptions = true,
    subcommands = {PapersCommand.ListPapers.class, PapersCommand.RunPaper.class})
final class PapersCommand implements Runnable {
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "papers what? One of: " + String.join(", ", spec.subcommands().keySet()));
  }

  /** {@code talweg papers list}. */
  @Command(
      name = "list",
      description = "List all papers with their verdicts.",
      mixinStandardHelpOptions = true)
  static final class ListPapers implements Callable<Integer> {
    @Option(names = "--json", description = "Print one JSON list and nothing else.")
    boolean json;

    @Override
    public Integer call() {
      PaperTable table = PaperTable.bundled();
      if (json) {
        System.out.println(table.toJson());
        return 0;
      }
      for (PaperTable.Entry entry : table.entries()) {
        System.out.printf(
            "%-24s %-9s %-8s %s%n", entry.id(), entry.verdict(), entry.module(), entry.title());
      }
      return 0;
    }
  }

  /** {@code talweg papers run ID}. */
  @Command(
      name = "run",
      description = "Reproduce a paper's claims and say whether they hold.",
      mixinStandardHelpOptions = true)
  static final class RunPaper implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "As papers list names it.")
    String id = "";

    @Option(names = "--seeds", paramLabel = "N", description = "How many seeds.")
    @Nullable Integer seeds;

    @Option(names = "--quick", description = "A reduced run whose verdict counts for nothing.")
    boolean quick;

    @Option(names = "--record", description = "Write the result into this checkout.")
    boolean record;

    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    boolean json;

    @Override
    public Integer call() throws Exception {
      var unused = PaperTable.bundled().find(id);
      if (Reproductions.find(id).isEmpty()) {
        System.err.println(
            "talweg: " + id + " has no reproduction yet; those that have: " + Reproductions.ids());
        return Main.BAD_USAGE;
      }
      ReproductionOptions options = ReproductionOptions.full();
      if (seeds != null) {
        options = options.withSeeds(seeds);
      }
      if (quick) {
        options = options.withQuick();
      }
      Report report =
          Reproductions.run(
              id,
              options,
              new ReproductionListener() {
                @Override
                public void progress(String stage, int done, int total) {
                  if (!json && (done == total || done % Math.max(1, total / 10) == 0)) {
                    System.err.println("  " + stage + ": " + done + " of " + total);
                  }
                }
              });
      System.out.println(json ? report.toJson() : Pages.report(report));
      if (record) {
        Path checkout =
            Records.checkout(Path.of("").toAbsolutePath())
                .orElseThrow(
                    () -> new IllegalArgumentException("--record works inside a checkout only"));
        for (Path written : Records.record(report, checkout)) {
          System.err.println("wrote " + written);
        }
      }
      return 0;
    }
  }
}
