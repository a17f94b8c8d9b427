package org.talweg.app.program;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.talweg.engine.Catalog;
import org.talweg.engine.Engine;
import org.talweg.engine.Outcome;
import org.talweg.engine.Outcome.Solution;
import org.talweg.engine.Planner.NoPlanException;
import org.talweg.engine.RunOptions;
import org.talweg.engine.journal.MemoryJournal;
import org.talweg.model.Assessment;
import org.talweg.model.Budget;
import org.talweg.model.Problem;
import org.talweg.model.Proof;
import org.talweg.model.Resource;
import org.talweg.program.Nlp;
import org.talweg.program.PrimalDual;
import org.talweg.program.Program;
import org.talweg.program.linear.LinearProgram;
import org.talweg.program.pareto.ParetoProgram;

/** Solves a program without a journal on disk, and says in words what came of it. */
public final class ProgramRun {
  /** Where no time is given. */
  public static final Budget A_DAY = Budget.time(Duration.ofDays(1));

  /** How many variables a summary shows. */
  private static final int SHOWN = 20;

  private static final int MOST_VIOLATED = 5;

  private ProgramRun() {}

  /** Solves; Ctrl-C ends the run with what was found by then. */
  public static Outcome<PrimalDual> solve(
      Problem<PrimalDual> program, Catalog catalog, RunOptions options)
      throws NoPlanException, InterruptedException {
    return new Engine(catalog, new MemoryJournal()).solve(program, options);
  }

  /** What is proven of the best solution. */
  static Proof proof(Outcome<PrimalDual> outcome) {
    return outcome.best().map(best -> best.assessment().proof()).orElse(Proof.NONE);
  }

  static String variable(Problem<PrimalDual> problem, int j) {
    return switch (problem) {
      case Program program -> program.algebra().variableName(j);
      case LinearProgram program -> program.columnNames().get(j);
      case ParetoProgram program -> program.algebra().variableName(j);
      default -> "x" + (j + 1);
    };
  }

  private static String constraint(Problem<PrimalDual> problem, int i) {
    return switch (problem) {
      case Program program -> program.algebra().constraintName(i);
      case LinearProgram program -> program.rowNames().get(i);
      case ParetoProgram program -> program.algebra().constraintName(i);
      default -> "c" + (i + 1);
    };
  }

  /** The exit status of a command that ran a program. */
  public static int exit(Outcome<PrimalDual> outcome) {
    return switch (outcome.status()) {
      case SOLVED, IMPROVED -> 0;
      case INFEASIBLE, UNBOUNDED -> 1;
      case FAILED -> 3;
      case INTERRUPTED -> 130;
    };
  }

  /** How it ended, in a line: {@code locally optimal, objective 17.014}. */
  static String headline(Outcome<PrimalDual> outcome) {
    if (outcome.best().isEmpty()) {
      return "no solution: "
          + (outcome.proof().equals("none") ? outcome.reason() : outcome.proof());
    }
    Assessment assessment = outcome.best().get().assessment();
    Proof proof = assessment.proof();
    if (!assessment.feasible()) {
      double violation = assessment.quantities().getOrDefault("violation", assessment.violation());
      String words =
          switch (proof) {
            case INFEASIBLE -> "infeasible, which the multipliers certify";
            case LOCALLY_INFEASIBLE -> "locally infeasible: no step from here violates less";
            default ->
                outcome.proof().equals("none")
                    ? "not feasible, " + outcome.reason()
                    : outcome.proof();
          };
      boolean largest = assessment.quantities().containsKey("violation");
      return words
          + String.format(
              Locale.ROOT,
              "; least violation found %.4g (%s)",
              violation,
              largest ? "the largest, relative to its row" : "all rows together");
    }
    String words =
        proof == Proof.UNBOUNDED && hasRay(outcome)
            ? "unbounded: the objective improves along the ray for ever"
            : proof.settles()
                ? proof.words()
                : outcome.proof()
                    + (outcome.status() == Outcome.Status.IMPROVED ? "; " + outcome.reason() : "");
    return words + ", objective " + assessment.objective();
  }

  private static boolean hasRay(Outcome<PrimalDual> outcome) {
    return outcome.best().filter(best -> best.solution().ray().length > 0).isPresent();
  }

  /** The measured quantities, in a line. */
  static String details(Outcome<PrimalDual> outcome) {
    var text = new StringBuilder();
    outcome
        .best()
        .ifPresent(
            best ->
                best.assessment()
                    .quantities()
                    .forEach(
                        (name, value) ->
                            text.append(name)
                                .append(String.format(Locale.ROOT, " %.2g, ", value))));
    return text.append(outcome.plan().brief()).toString();
  }

  /** For people: the answer, the first variables, and what was measured. */
  public static String summary(Problem<PrimalDual> program, Outcome<PrimalDual> outcome) {
    if (program.objectives().size() > 1) {
      return ProgramFront.summary(program, outcome);
    }
    var text = new StringBuilder(program.name()).append(": ").append(headline(outcome));
    text.append('\n');
    outcome
        .best()
        .map(Solution::solution)
        .ifPresent(
            point -> {
              values(text, program, point.x());
              if (point.ray().length > 0) {
                text.append("the ray\n");
                values(text, program, point.ray());
              }
            });
    outcome
        .best()
        .filter(best -> !best.assessment().feasible())
        .ifPresent(best -> violated(text, program, best.solution()));
    return text.append(details(outcome))
        .append(
            String.format(
                Locale.ROOT, ", %.3g s%n", outcome.spent().getOrDefault(Resource.SECONDS, 0.0)))
        .toString();
  }

  private static void values(StringBuilder text, Problem<PrimalDual> program, double[] x) {
    int count = Math.min(SHOWN, x.length);
    int width = 1;
    for (int j = 0; j < count; j++) {
      width = Math.max(width, variable(program, j).length());
    }
    for (int j = 0; j < count; j++) {
      text.append(
          String.format(Locale.ROOT, "  %-" + width + "s  %s%n", variable(program, j), x[j]));
    }
    if (count < x.length) {
      text.append("  and ").append(x.length - count).append(" more\n");
    }
  }

  /** The constraints that fail, the worst first. */
  private static void violated(StringBuilder text, Problem<PrimalDual> program, PrimalDual point) {
    List<Violated> all = Violated.of(program, point.x());
    all.stream()
        .limit(MOST_VIOLATED)
        .forEach(
            row ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "violated by %.4g: %s%n",
                        row.by(),
                        constraint(program, row.row()))));
    if (all.size() > MOST_VIOLATED) {
      text.append("  and ").append(all.size() - MOST_VIOLATED).append(" more constraints\n");
    }
  }

  /** A constraint that fails at a point. */
  private record Violated(int row, double by) {
    static List<Violated> of(Problem<PrimalDual> problem, double[] x) {
      return switch (problem) {
        case Program program -> {
          Nlp nlp = program.nlp();
          double[] c = new double[nlp.constraints()];
          nlp.constraints(x, c);
          yield of(c, nlp.constraintLower(), nlp.constraintUpper());
        }
        case LinearProgram program ->
            of(program.matrix().times(x), program.rowLower(), program.rowUpper());
        default -> List.of();
      };
    }

    private static List<Violated> of(double[] c, double[] lower, double[] upper) {
      return IntStream.range(0, c.length)
          .mapToObj(i -> new Violated(i, Math.max(lower[i] - c[i], c[i] - upper[i])))
          .filter(row -> row.by > 1e-9)
          .sorted(Comparator.comparingDouble((Violated row) -> -row.by))
          .toList();
    }
  }

  /** The same as an object to be written as JSON. */
  public static Map<String, Object> json(Problem<PrimalDual> program, Outcome<PrimalDual> outcome) {
    var json = new LinkedHashMap<String, Object>();
    json.put("run", outcome.run());
    json.put("problem", program.name());
    json.put("status", outcome.status().name().toLowerCase(Locale.ROOT));
    json.put("proof", proof(outcome).words());
    outcome
        .claim()
        .ifPresent(
            claim -> json.put("claim", Map.of("by", claim.by(), "bound", number(claim.bound()))));
    json.put("reason", outcome.reason());
    json.put("plan", outcome.plan().brief());
    json.put("seconds", outcome.spent().getOrDefault(Resource.SECONDS, 0.0));
    if (program.objectives().size() > 1) {
      json.put("front", ProgramFront.json(program, outcome));
    }
    outcome
        .best()
        .ifPresent(
            best -> {
              json.put("objective", best.assessment().objective());
              json.put("violation", best.assessment().violation());
              json.putAll(best.assessment().quantities());
              best.assessment().bound().ifPresent(bound -> json.put("bound", bound));
              json.put("solution", named(program, best.solution().x()));
              if (best.solution().ray().length > 0) {
                json.put("ray", named(program, best.solution().ray()));
              }
              double[] y = best.solution().y();
              if (y.length > 0) {
                var multipliers = new LinkedHashMap<String, Object>();
                for (int i = 0; i < y.length; i++) {
                  multipliers.put(constraint(program, i), y[i]);
                }
                json.put("multipliers", multipliers);
              }
            });
    return json;
  }

  private static Map<String, Object> named(Problem<PrimalDual> program, double[] values) {
    var named = new LinkedHashMap<String, Object>();
    for (int j = 0; j < values.length; j++) {
      named.put(variable(program, j), values[j]);
    }
    return named;
  }

  /** JSON has no infinite numbers. */
  private static Object number(double value) {
    return Double.isFinite(value) ? value : Double.toString(value);
  }
}
