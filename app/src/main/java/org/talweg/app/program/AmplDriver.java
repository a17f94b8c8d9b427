package org.talweg.app.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.talweg.engine.Catalog;
import org.talweg.engine.Engine;
import org.talweg.engine.Outcome;
import org.talweg.engine.Planner.NoPlanException;
import org.talweg.engine.RunListener;
import org.talweg.engine.RunOptions;
import org.talweg.model.Budget;
import org.talweg.model.Direction;
import org.talweg.program.PrimalDual;
import org.talweg.program.Program;
import org.talweg.program.nl.NlFile;
import org.talweg.program.nl.NlFormatException;
import org.talweg.program.nl.NlModel;
import org.talweg.program.nl.SolFile;
import org.talweg.program.nl.Suffix;

/**
 * The convention by which AMPL, Pyomo and JuMP call a solver: {@code talweg STUB -AMPL name=value
 * ...} reads STUB.nl and writes STUB.sol. Options stand in the environment's {@code talweg_options}
 * too; those of the command line win. {@code talweg FILE.nl name=value ...} solves and prints.
 *
 * <p>Reads no picocli, no database, no solver of other forms: the start counts.
 */
public final class AmplDriver {
  static final String OPTIONS = "talweg_options";

  /** Solve codes, which modelling tools sort by their hundreds. */
  private static final int SOLVED = 0;

  private static final int SOLVED_PERHAPS = 100;
  private static final int INFEASIBLE = 200;
  private static final int UNBOUNDED = 300;
  private static final int LIMIT = 400;
  private static final int FAILURE = 500;

  private AmplDriver() {}

  /** Whether a command line is one of these. */
  public static boolean takes(String... args) {
    return args.length > 0
        && (args[0].equals("-v")
            || args[0].endsWith(".nl")
            || (args.length > 1 && args[1].equals("-AMPL")));
  }

  /** Runs the command line, and returns the exit status. */
  public static int run(String... args) throws IOException, NoPlanException, InterruptedException {
    if (args[0].equals("-v")) {
      System.out.println("talweg " + Engine.version());
      return 0;
    }
    boolean ampl = args.length > 1 && args[1].equals("-AMPL");
    var words = new ArrayList<String>();
    String environment = System.getenv(OPTIONS);
    if (environment != null && !environment.isBlank()) {
      words.addAll(List.of(environment.strip().split("\\s+")));
    }
    words.addAll(Arrays.asList(args).subList(ampl ? 2 : 1, args.length));
    String stub = args[0].endsWith(".nl") ? args[0].substring(0, args[0].length() - 3) : args[0];
    Path file = Path.of(stub + ".sol");
    SolFile answer;
    if (ampl) {
      // An answer of an earlier run must not be read as this one's, however this one ends.
      Files.deleteIfExists(file);
    }
    Settings settings = Settings.of(words);
    try {
      NlModel model = NlFile.read(Path.of(stub + ".nl"));
      Program program = Program.of(model.algebra());
      Outcome<PrimalDual> outcome =
          ProgramRun.solve(program, Catalog.load("org.talweg.program."), settings.options());
      if (!ampl) {
        System.out.print(note(model));
        System.out.print(ProgramRun.summary(program, outcome));
        return ProgramRun.exit(outcome);
      }
      answer = solution(model, program, outcome);
    } catch (NlFormatException | NoPlanException e) {
      Optional<SolFile> refusal =
          ampl
              ? NlFile.refusal(Path.of(stub + ".nl"), headed(String.valueOf(e.getMessage())))
              : Optional.empty();
      if (refusal.isEmpty()) {
        throw e;
      }
      answer = refusal.get();
    }
    answer.write(file);
    System.out.println(answer.message());
    return 0;
  }

  private static String headed(String message) {
    return "Talweg " + Engine.version() + ": " + message;
  }

  /** What a reader of the answer should know of the file; empty where nothing. */
  private static String note(NlModel model) {
    return model.objectives() < 2
        ? ""
        : "of %d objectives the first one is used\n".formatted(model.objectives());
  }

  private record Settings(RunOptions options) {
    static Settings of(List<String> words) {
      Budget budget = ProgramRun.A_DAY;
      RunOptions options = RunOptions.within(budget);
      for (String word : words) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        String value = equals < 0 ? "" : word.substring(equals + 1);
        switch (name) {
          case "timelimit", "time_limit", "max_cpu_time", "max_wall_time" -> {
            long millis = Math.max(1, Math.round(1000 * number(name, value)));
            options =
                RunOptions.within(Budget.time(Duration.ofMillis(millis)))
                    .withSeed(options.seed())
                    .withStopRule(options.stopRule());
          }
          case "seed" -> options = options.withSeed((long) number(name, value));
          case "solver" -> options = options.withSolver(value);
          case "outlev", "print_level" -> {
            if (number(name, value) > 0) {
              options = options.withListener(printing());
            }
          }
          case "wantsol", "version" -> {} // said by modelling tools; the answer is written anyway
          default ->
              throw new IllegalArgumentException(
                  "there is no option '"
                      + name
                      + "'; options are timelimit=SECONDS, solver=NAME, seed=N, outlev=0 or 1");
        }
      }
      return new Settings(options);
    }

    private static RunListener printing() {
      return new RunListener() {
        @Override
        public void progress(String words) {
          System.out.println(words);
        }
      };
    }

    private static double number(String name, String value) {
      try {
        return Double.parseDouble(value);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "option " + name + " takes a number, as in " + name + "=10, not '" + value + "'", e);
      }
    }
  }

  private static SolFile solution(NlModel model, Program program, Outcome<PrimalDual> outcome) {
    PrimalDual point = outcome.best().map(Outcome.Solution::solution).orElse(PrimalDual.of());
    double sign = model.algebra().direction() == Direction.MINIMIZE ? 1 : -1;
    double[] y = Arrays.stream(point.y()).map(v -> sign * v).toArray();
    var suffixes = new ArrayList<Suffix>();
    if (point.hasDuals()) {
      int[] all = new int[point.z().length];
      Arrays.setAll(all, j -> j);
      double[] z = Arrays.stream(point.z()).map(v -> sign * v).toArray();
      suffixes.add(new Suffix("rc", Suffix.Target.VARIABLES, true, all, z));
    }
    return new SolFile(
        headed(ProgramRun.headline(outcome) + "\n" + note(model) + ProgramRun.details(outcome)),
        model.options(),
        model.algebra().constraints().size(),
        program.algebra().variables(),
        y,
        point.x(),
        code(outcome),
        suffixes);
  }

  /** AMPL's solve code. */
  static int code(Outcome<PrimalDual> outcome) {
    boolean stopped = outcome.reason().contains("budget");
    return switch (outcome.status()) {
      case SOLVED -> SOLVED;
      case IMPROVED -> stopped ? LIMIT : SOLVED_PERHAPS;
      case UNBOUNDED -> UNBOUNDED;
      case INFEASIBLE -> !outcome.proof().equals("none") ? INFEASIBLE : stopped ? LIMIT : FAILURE;
      case INTERRUPTED -> LIMIT;
      case FAILED -> stopped ? LIMIT : FAILURE;
    };
  }
}
