package org.talweg.app.program;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
import org.talweg.program.PrimalDual;
import org.talweg.program.Program;
import org.talweg.program.linear.LinearProgram;

/**
 * Solves a program and says in words what came of it. Nothing is journaled on disk: a program is
 * solved in one go.
 */
public final class ProgramRun {
  /** Where no time is given. */
  public static final Budget A_DAY = Budget.time(Duration.ofDays(1));

  /** How many variables a summary shows. */
  private static final int SHOWN = 20;

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

  private static String variable(Problem<PrimalDual> problem, int j) {
    return switch (problem) {
      case Program program -> program.algebra().variableName(j);
      case LinearProgram program -> program.columnNames().get(j);
      default -> "x" + (j + 1);
    };
  }

  private static String constraint(Problem<PrimalDual> problem, int i) {
    return switch (problem) {
      case Program program -> program.algebra().constraintName(i);
      case LinearProgram program -> program.rowNames().get(i);
      default -> "c" + (i + 1);
    };
  }

  /** How it ended, in a line: {@code locally optimal, objective 17.014}. */
  static String headline(Outcome<PrimalDual> outcome) {
    if (outcome.best().isEmpty()) {
      return "no solution: " + outcome.reason();
    }
    Assessment assessment = outcome.best().get().assessment();
    String proof = assessment.proof().words();
    String words =
        assessment.proof().settles()
            ? proof
            : (assessment.feasible() ? "feasible" : "not feasible") + ", " + outcome.reason();
    return "%s, objective %s".formatted(words, assessment.objective());
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
    var text = new StringBuilder(program.name()).append(": ").append(headline(outcome));
    text.append('\n');
    Optional<double[]> x = outcome.best().map(Solution::solution).map(PrimalDual::x);
    if (x.isPresent()) {
      int count = Math.min(SHOWN, x.get().length);
      int width = 1;
      for (int j = 0; j < count; j++) {
        width = Math.max(width, variable(program, j).length());
      }
      for (int j = 0; j < count; j++) {
        text.append(
            String.format(
                Locale.ROOT, "  %-" + width + "s  %s%n", variable(program, j), x.get()[j]));
      }
      if (count < x.get().length) {
        text.append("  and ").append(x.get().length - count).append(" more\n");
      }
    }
    return text.append(details(outcome))
        .append(
            String.format(
                Locale.ROOT, ", %.3g s%n", outcome.spent().getOrDefault(Resource.SECONDS, 0.0)))
        .toString();
  }

  /** The same as an object to be written as JSON. */
  public static Map<String, Object> json(Problem<PrimalDual> program, Outcome<PrimalDual> outcome) {
    var json = new LinkedHashMap<String, Object>();
    json.put("problem", program.name());
    json.put("status", outcome.status().name().toLowerCase(Locale.ROOT));
    json.put("proof", proof(outcome).words());
    json.put("reason", outcome.reason());
    json.put("plan", outcome.plan().brief());
    json.put("seconds", outcome.spent().getOrDefault(Resource.SECONDS, 0.0));
    outcome
        .best()
        .ifPresent(
            best -> {
              json.put("objective", best.assessment().objective());
              json.put("violation", best.assessment().violation());
              json.putAll(best.assessment().quantities());
              best.assessment().bound().ifPresent(bound -> json.put("bound", bound));
              double[] x = best.solution().x();
              var solution = new LinkedHashMap<String, Object>();
              for (int j = 0; j < x.length; j++) {
                solution.put(variable(program, j), x[j]);
              }
              json.put("solution", solution);
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
}
