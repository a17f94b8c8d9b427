package org.talweg.app;

import org.talweg.app.file.ProblemFileException;
import org.talweg.app.file.Spelling;
import org.talweg.engine.Engine;
import org.talweg.engine.Planner.NoPlanException;
import org.talweg.engine.journal.JournalException;
import org.talweg.papers.UnknownPaperException;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/**
 * The {@code talweg} command. Exit status: 0 solved or improved, 1 no feasible solution found, 2
 * bad usage or bad file, 3 the evaluator or the environment failed, 130 interrupted.
 */
@Command(
    name = "talweg",
    description = "You say what to optimise; Talweg decides how.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {
      SolveCommand.class,
      ExplainCommand.class,
      TuneCommand.class,
      RunsCommand.class,
      SolversCommand.class,
      SchemaCommand.class,
      PapersCommand.class,
      BenchCommand.class,
      AutoComplete.GenerateCompletion.class
    },
    footer = {"", "Try: talweg solve examples/branin.yaml"})
public final class Main implements Runnable {
  static final int BAD_USAGE = 2;
  static final int FAILED = 3;

  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs one command line in this JVM and returns its exit status. */
  static int run(String... args) {
    return new CommandLine(new Main())
        // An argument @file of a tuned command is the command's own.
        .setExpandAtFiles(false)
        .setExecutionExceptionHandler((exception, line, parsed) -> status(exception))
        .execute(args);
  }

  /** Says in a sentence what went wrong; the stack only where TALWEG_DEBUG is set. */
  private static int status(Exception exception) {
    String words = Spelling.visible(String.valueOf(exception.getMessage()));
    // A mistake in a file begins with its place, as editors know it: file:line:column.
    System.err.println(exception instanceof ProblemFileException ? words : "talweg: " + words);
    if (System.getenv("TALWEG_DEBUG") != null) {
      exception.printStackTrace();
    }
    return switch (exception) {
      case ProblemFileException _, NoPlanException _, UnknownPaperException _ -> BAD_USAGE;
      case JournalException _ -> FAILED;
      case IllegalArgumentException _ -> BAD_USAGE;
      default -> FAILED;
    };
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  /** The version of this build, and of the Java that runs it. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"talweg " + Engine.version() + ", Java " + Runtime.version()};
    }
  }
}
