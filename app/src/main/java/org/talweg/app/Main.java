package org.talweg.app;

import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.talweg.app.file.ProblemFileException;
import org.talweg.app.file.Spelling;
import org.talweg.app.program.AmplDriver;
import org.talweg.app.program.ProgramFile;
import org.talweg.engine.Engine;
import org.talweg.engine.Planner.NoPlanException;
import org.talweg.engine.journal.JournalException;
import org.talweg.papers.UnknownPaperException;
import org.talweg.program.linear.LinearFormatException;
import org.talweg.program.nl.NlFormatException;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/**
 * The {@code talweg} command. Exit status: 0 solved or improved, 1 no feasible solution found or no
 * limit, 2 bad usage or bad file, 3 the evaluator or the environment failed, 130 interrupted.
 */
@Command(
    name = "talweg",
    description = "You say what to optimise; Talweg decides how.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    footer = {"", "Try: talweg solve examples/branin.yaml"})
public final class Main implements Runnable {
  static final int BAD_USAGE = 2;
  static final int FAILED = 3;

  private record Sub(String name, Supplier<Object> make) {}

  // No method reference: JDK 25 fails to archive one to a class as old as picocli's are.
  private static final Sub COMPLETION =
      new Sub("generate-completion", () -> new AutoComplete.GenerateCompletion());
  private static final List<Sub> COMMANDS =
      List.of(
          new Sub("solve", SolveCommand::new),
          new Sub("explain", ExplainCommand::new),
          new Sub("tune", TuneCommand::new),
          new Sub("runs", RunsCommand::new),
          new Sub("solvers", SolversCommand::new),
          new Sub("schema", SchemaCommand::new),
          new Sub("papers", PapersCommand::new),
          new Sub("bench", BenchCommand::new),
          new Sub("tournament", TournamentCommand::new),
          COMPLETION);

  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs one command line in this JVM and returns its exit status. */
  static int run(String... args) {
    if (args.length > 0 && !args[0].startsWith("-") && isProblem(args[0])) {
      return run(Stream.concat(Stream.of("solve"), Stream.of(args)).toArray(String[]::new));
    }
    if (AmplDriver.takes(args)) {
      try {
        return AmplDriver.run(args);
      } catch (Exception e) {
        return status(e);
      }
    }
    var talweg = new CommandLine(new Main());
    commands(args).forEach(command -> talweg.addSubcommand(command.name(), command.make().get()));
    return talweg
        // An argument @file of a tuned command is the command's own.
        .setExpandAtFiles(false)
        .setExecutionExceptionHandler((exception, line, parsed) -> status(exception))
        .execute(args);
  }

  /** A file where a command is expected: it is to be solved. */
  private static boolean isProblem(String word) {
    return ProgramFile.isLinear(Path.of(word))
        || word.matches(".*\\.(yaml|yml|json)") && Files.isRegularFile(Path.of(word));
  }

  /**
   * The commands that these words may need. To read a command's options from its annotations takes
   * as long as many a command itself, so only the one that is named is read, where that is plain.
   */
  private static List<Sub> commands(String... args) {
    String first = args.length == 0 ? "" : args[0];
    if (first.equals("--version") || first.equals("-V")) {
      return List.of();
    }
    return COMMANDS.stream()
        .filter(command -> command.name().equals(first) && !command.equals(COMPLETION))
        .findFirst()
        .map(List::of)
        .orElse(COMMANDS);
  }

  /** Says in a sentence what went wrong; the stack only where TALWEG_DEBUG is set. */
  private static int status(Exception exception) {
    String words = Spelling.visible(message(exception));
    // A mistake in a file begins with its place, as editors know it: file:line:column.
    System.err.println(
        exception instanceof ProblemFileException
                || exception instanceof NlFormatException
                || exception instanceof LinearFormatException
            ? words
            : "talweg: " + words);
    if (System.getenv("TALWEG_DEBUG") != null) {
      exception.printStackTrace();
    }
    return switch (exception) {
      case ProblemFileException _, NlFormatException _, LinearFormatException _ -> BAD_USAGE;
      case NoPlanException _, UnknownPaperException _ -> BAD_USAGE;
      case NoSuchFileException _, AccessDeniedException _ -> BAD_USAGE;
      case JournalException _ -> FAILED;
      case IllegalArgumentException _ -> BAD_USAGE;
      default -> FAILED;
    };
  }

  /** Exceptions about files often say no more than their name. */
  private static String message(Exception exception) {
    return switch (exception) {
      case NoSuchFileException e -> e.getFile() + ": there is no such file";
      case AccessDeniedException e -> e.getFile() + ": may not be read or written";
      default -> String.valueOf(exception.getMessage());
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
