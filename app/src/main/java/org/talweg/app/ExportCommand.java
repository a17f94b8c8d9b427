package org.talweg.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.talweg.app.report.HtmlReport;
import org.talweg.app.report.Pictures;
import org.talweg.app.report.ProgramRecord;
import org.talweg.app.report.ProgramReport;
import org.talweg.app.report.RunRecord;
import org.talweg.app.report.TrainingRecord;
import org.talweg.app.report.TrainingReport;
import org.talweg.app.report.TrialTable;
import org.talweg.app.training.TrainingRun;
import org.talweg.engine.Catalog;
import org.talweg.engine.journal.Journal;
import org.talweg.engine.journal.RunHeader;
import org.talweg.learn.tensor.Safetensors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code talweg runs export ID}. */
@Command(
    name = "export",
    description =
        "A run as a report (html), a picture (svg), a table (csv), data (json)"
            + " or weights (safetensors).",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example: talweg runs export ID -o run.html",
      "Example: talweg runs export ID --picture importance -o importance.svg"
    })
final class ExportCommand implements Callable<Integer> {
  private static final String WEIGHTS = "safetensors";
  private static final List<String> FORMATS = List.of("html", "svg", "csv", "json", WEIGHTS);

  @Parameters(paramLabel = "ID", description = RunStore.ID)
  String id = "";

  @Option(names = "--store", paramLabel = "PATH", description = RunStore.STORE)
  @Nullable Path store;

  @Option(
      names = "--format",
      paramLabel = "html|svg|csv|json|safetensors",
      description = "By default what the file's name ends in, or else csv.")
  @Nullable String format;

  @Option(
      names = "--picture",
      paramLabel = "NAME",
      description = "convergence, front, importance or parameters, as svg.")
  @Nullable String picture;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The file to write; by default it is printed.")
  @Nullable Path output;

  @Override
  public Integer call() throws IOException {
    String kind = kind();
    if (output != null) {
      RunStore.checkWritable(output);
    }
    try (var journal = RunStore.existing(store)) {
      RunHeader header = RunStore.header(journal, id);
      if (kind.equals(WEIGHTS)) {
        weights(journal, header);
        return 0;
      }
      String text =
          TrainingRecord.is(header)
              ? training(kind, TrainingRecord.read(journal, header))
              : ProgramRecord.is(header)
                  ? program(kind, ProgramRecord.read(journal, header))
                  : run(kind, journal, RunStore.read(journal, header));
      if (output == null) {
        System.out.print(text);
      } else {
        RunStore.write(output, text);
        System.err.println("wrote " + output);
      }
      return 0;
    }
  }

  private String run(String kind, Journal journal, RunRecord run) {
    return switch (kind) {
      case "html" -> HtmlReport.of(run, Catalog.load());
      case "svg" -> picture(run).svg(run);
      case "json" -> Output.json(run, Forecast.of(journal, run)) + "\n";
      default -> TrialTable.csv(run);
    };
  }

  /** A program's run has one picture, its convergence, and a table of its solution. */
  private String program(String kind, ProgramRecord run) {
    onlyConvergence("mathematical program");
    return switch (kind) {
      case "html" -> ProgramReport.of(run, Catalog.load());
      case "svg" -> ProgramReport.svg(run);
      case "json" -> ShownProgram.json(run) + "\n";
      default -> ShownProgram.csv(run);
    };
  }

  private void onlyConvergence(String form) {
    if (picture != null && !picture.equals(Pictures.CONVERGENCE.word())) {
      throw new IllegalArgumentException(
          "of a " + form + " there is the picture convergence alone, not '" + picture + "'");
    }
  }

  /** A training's run has one picture, its curves, and a table of them. */
  private String training(String kind, TrainingRecord run) {
    onlyConvergence("training");
    return switch (kind) {
      case "html" -> TrainingReport.of(run, Catalog.load());
      case "svg" -> TrainingReport.svg(run);
      case "json" -> ShownTraining.json(run) + "\n";
      default -> ShownTraining.csv(run);
    };
  }

  /** The best weights, without what the optimizer remembers. */
  private void weights(Journal journal, RunHeader header) throws IOException {
    if (!TrainingRecord.is(header) || output == null) {
      throw new IllegalArgumentException(
          output == null
              ? "weights are no text: name the file to write, -o FILE"
              : "run " + header.id() + " is of a " + header.form() + ", which has no weights");
    }
    var metadata = Safetensors.open(TrainingRun.bestFile(journal, header)).metadata();
    Safetensors.write(output, metadata, Map.of("", TrainingRun.best(journal, header)));
    System.err.println("wrote " + output);
  }

  private String kind() {
    if (format != null) {
      String kind = format.toLowerCase(Locale.ROOT);
      if (!FORMATS.contains(kind)) {
        throw new IllegalArgumentException(
            "--format is html, svg, csv, json or safetensors, not '" + format + "'");
      }
      return kind;
    }
    if (picture != null) {
      return "svg";
    }
    if (output == null) {
      return "csv";
    }
    String name = output.toString().toLowerCase(Locale.ROOT).replaceFirst("\\.htm$", ".html");
    return FORMATS.stream()
        .filter(kind -> name.endsWith("." + kind))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "say --format html, svg, csv, json or safetensors: "
                        + output
                        + " ends in none of them"));
  }

  private Pictures picture(RunRecord run) {
    if (picture == null) {
      return Pictures.first(run);
    }
    return Arrays.stream(Pictures.values())
        .filter(p -> p.word().equals(picture))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--picture is one of "
                        + String.join(
                            ", ", Arrays.stream(Pictures.values()).map(Pictures::word).toList())
                        + ", not '"
                        + picture
                        + "'"));
  }
}
