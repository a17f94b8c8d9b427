package org.talweg.app;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.talweg.app.file.ProblemFile;
import org.talweg.app.file.Tuning;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code talweg tune SPACE -- COMMAND}: a space file and a command make a problem. */
@Command(
    name = "tune",
    description = "Tune a command: a file with variables, and the command with {placeholders}.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example: talweg tune space.yaml --minimize seconds -- ./bench --level {level}",
      "Without --minimize or --maximize, the one quantity of --read is minimised, or else the",
      "number that the command prints."
    })
final class TuneCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "SPACE", description = "A YAML file with variables.")
  Path file = Path.of("");

  @Parameters(index = "1..*", paramLabel = "COMMAND", description = "The command, after --.")
  List<String> command = List.of();

  @Option(names = "--minimize", paramLabel = "QUANTITY", description = "What should be small.")
  @Nullable String minimize;

  @Option(names = "--maximize", paramLabel = "QUANTITY", description = "What should be large.")
  @Nullable String maximize;

  @Option(
      names = "--read",
      paramLabel = "NAME=SOURCE",
      description = "Where a quantity is read: stdout, stdout-size, seconds, regex:..., json:/...")
  Map<String, String> read = new LinkedHashMap<>();

  @Option(names = "--timeout", paramLabel = "TIME", description = "For one evaluation.")
  @Nullable String timeout;

  @Mixin RunSettings settings = new RunSettings();

  @Override
  public Integer call() throws Exception {
    if (command.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no command; write: talweg tune SPACE -- COMMAND ARGUMENTS");
    }
    if (minimize != null && maximize != null) {
      throw new IllegalArgumentException(
          "give --minimize or --maximize, not both; a file can state several objectives");
    }
    var tuning =
        new Tuning(
            command,
            Optional.ofNullable(minimize),
            Optional.ofNullable(maximize),
            read,
            Optional.ofNullable(timeout));
    return SolveCommand.solve(ProblemFile.tune(file, tuning), settings);
  }
}
