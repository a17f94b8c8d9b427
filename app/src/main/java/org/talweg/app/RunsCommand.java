package org.talweg.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code talweg runs}: the parent of every command on recorded runs. */
@Command(
    name = "runs",
    description = "The runs in the journal: list, show, resume, export, sample.",
    mixinStandardHelpOptions = true,
    subcommands = {
      RunsListCommand.class,
      RunsShowCommand.class,
      ResumeCommand.class,
      ExportCommand.class,
      SampleCommand.class
    })
final class RunsCommand implements Runnable {
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "runs what? One of: " + String.join(", ", spec.subcommands().keySet()));
  }
}
