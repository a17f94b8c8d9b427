package org.talweg.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code talweg bench}: the parent of every benchmark. */
@Command(
    name = "bench",
    description = "Benchmarks.",
    mixinStandardHelpOptions = true,
    subcommands = {
      BenchSearchCommand.class,
      BenchEngineCommand.class,
      BenchProgramCommand.class,
      BenchLearnCommand.class
    })
final class BenchCommand implements Runnable {
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "bench what? One of: " + String.join(", ", spec.subcommands().keySet()));
  }
}
