package org.talweg.app.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.talweg.engine.Result;
import org.talweg.engine.journal.Event;
import org.talweg.engine.journal.Journal;
import org.talweg.engine.journal.RunHeader;
import org.talweg.model.Assessment;
import org.talweg.program.Program;
import org.talweg.program.linear.LinearProgram;
import tools.jackson.databind.json.JsonMapper;

/**
 * A run of a mathematical program as the journal tells it: the answer with its multipliers, the
 * iterations that led there, and what was said of its proof.
 *
 * @param state as of every run
 * @param reason why it ended
 * @param proof how far the answer is proven, and by whom; empty before the end
 * @param answer what the problem said of the last incumbent
 * @param solution its parts: variables, multipliers, reducedCosts, ray, each by name
 * @param iterations those of all searches, one after the other
 * @param notes what the solvers said
 */
public record ProgramRecord(
    RunHeader header,
    String state,
    String reason,
    String proof,
    Optional<Assessment> answer,
    Map<String, Map<String, Double>> solution,
    List<Iteration> iterations,
    List<String> notes,
    double seconds) {
  private static final Set<String> FORMS =
      Set.of(
          Program.SMOOTH.name(),
          Program.MIXED_INTEGER.name(),
          LinearProgram.LINEAR.name(),
          LinearProgram.QUADRATIC.name(),
          LinearProgram.MIXED_INTEGER.name(),
          LinearProgram.MIXED_INTEGER_QUADRATIC.name());

  private static final String PROOF = "proof: ";
  private static final Pattern ITERATION =
      Pattern.compile("iteration \\d+: objective (\\S+), infeasibility (\\S+), error (\\S+),.*");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** What a line of progress says of an iteration. */
  public record Iteration(double objective, double infeasibility, double error) {}

  /** Whether a run is of this kind. */
  public static boolean is(RunHeader header) {
    return FORMS.contains(header.form());
  }

  /** Reads a run. */
  public static ProgramRecord read(Journal journal, RunHeader header) {
    Optional<Assessment> answer = Optional.empty();
    Map<String, Map<String, Double>> solution = Map.of();
    var iterations = new ArrayList<Iteration>();
    var notes = new ArrayList<String>();
    String proof = "";
    String reason = "";
    double seconds = 0;
    for (Journal.Entry entry : journal.read(header.id(), 0)) {
      switch (entry.event()) {
        case Event.Offered(String text, Result.Done(Assessment assessment)) -> {
          answer = Optional.of(assessment);
          solution = parts(text);
        }
        case Event.Noted(String words) when words.startsWith(PROOF) ->
            proof = words.substring(PROOF.length());
        case Event.Noted(String words) -> {
          notes.add(words);
          Matcher line = ITERATION.matcher(words);
          if (line.matches()) {
            iterations.add(
                new Iteration(number(line.group(1)), number(line.group(2)), number(line.group(3))));
          }
        }
        case Event.Opened _ -> { // solved anew
          iterations.clear();
          notes.clear();
          answer = Optional.empty();
          solution = Map.of();
        }
        case Event.Ended ended -> {
          reason = ended.reason();
          seconds = ended.seconds();
        }
        default -> {}
      }
    }
    return new ProgramRecord(
        header,
        RunRecord.state(journal, header),
        reason,
        proof,
        answer,
        solution,
        List.copyOf(iterations),
        List.copyOf(notes),
        seconds);
  }

  /** A part of the solution; empty where it has none. */
  public Map<String, Double> part(String name) {
    return solution.getOrDefault(name, Map.of());
  }

  private static Map<String, Map<String, Double>> parts(String text) {
    var parts = new LinkedHashMap<String, Map<String, Double>>();
    if (JSON.readValue(text, Object.class) instanceof Map<?, ?> object) {
      object.forEach(
          (name, values) -> {
            var part = new LinkedHashMap<String, Double>();
            if (values instanceof Map<?, ?> map) {
              map.forEach((key, value) -> part.put(key.toString(), number(value)));
            }
            parts.put(name.toString(), part);
          });
    }
    return parts;
  }

  private static double number(Object value) {
    try {
      return value instanceof Number number
          ? number.doubleValue()
          : Double.parseDouble(value.toString());
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
