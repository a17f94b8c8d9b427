package org.talweg.app.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.talweg.engine.Result;
import org.talweg.engine.journal.Event;
import org.talweg.engine.journal.Journal;
import org.talweg.engine.journal.PointJson;
import org.talweg.engine.journal.RunHeader;
import org.talweg.model.Assessment;
import org.talweg.model.BlackBox;
import org.talweg.model.Dominance;
import org.talweg.model.Objective;
import org.talweg.model.Parameter;
import org.talweg.model.Value;

/**
 * A run as the journal has it.
 *
 * @param state running, interrupted, or how the run ended
 * @param reason why it ended, empty while it has not
 * @param parameters of the problem where it is known, else as far as the trials tell
 * @param trials by number
 * @param finished those that have finished, in the order of finishing
 * @param improved the numbers of trials that joined the front, or became the incumbent, when they
 *     finished
 * @param seconds wall time that the run was at work, pauses left out
 * @param evaluations spent, one at a lower fidelity being a part of one
 * @param answer under noise, the first trial at the point that is the answer; 0 where the answer is
 *     the best one measured
 */
public record RunRecord(
    RunHeader header,
    Optional<BlackBox> problem,
    String state,
    String reason,
    List<Parameter> parameters,
    List<Row> trials,
    List<Row> finished,
    List<Row> front,
    Set<Long> improved,
    double seconds,
    double evaluations,
    long answer) {
  /**
   * A trial.
   *
   * @param result empty while it runs, and where its run ended first
   * @param ended whether its run is at work no more
   * @param fidelity NaN for full
   * @param seconds its evaluation took
   * @param at seconds of the run until it finished
   */
  public record Row(
      long number,
      String point,
      Map<String, Value> values,
      double fidelity,
      Optional<Result> result,
      boolean ended,
      double seconds,
      double at) {
    private Row unfinished() {
      return new Row(number, point, values, fidelity, result, true, seconds, at);
    }

    public Optional<Assessment> assessment() {
      return result.isPresent() && result.get() instanceof Result.Done(Assessment a)
          ? Optional.of(a)
          : Optional.empty();
    }

    /** Whether it gave no value though it ran to its end or its time-out. */
    public boolean failed() {
      return result.isPresent()
          && (result.get() instanceof Result.Failed || result.get() instanceof Result.TimedOut);
    }

    /** Whether it counts for the incumbent. */
    public boolean full() {
      return Double.isNaN(fidelity) && assessment().isPresent();
    }

    public boolean feasible() {
      return full() && assessment().orElseThrow().feasible();
    }

    /** An objective's value, NaN where there is none. */
    double objective(int index) {
      return assessment().map(a -> a.objectives().get(index)).orElse(Double.NaN);
    }

    /** A measured quantity, NaN where there is none. */
    public double measured(String name) {
      return assessment()
          .map(a -> a.quantities().getOrDefault(name, Double.NaN))
          .orElse(Double.NaN);
    }

    /** One word for tables. */
    public String state() {
      return result.map(Result::word).orElse(ended ? "unfinished" : "running");
    }

    /** Why there is no assessment, empty where there is one. */
    public String reason() {
      return result
          .map(
              r ->
                  switch (r) {
                    case Result.Done _ -> "";
                    case Result.Failed(String reason) -> reason;
                    case Result.TimedOut(var after) ->
                        String.format(
                            Locale.ROOT, "no result within %.1f s", after.toMillis() / 1e3);
                    case Result.Stopped(long step, double value) ->
                        "stopped at step " + step + " with " + Numbers.brief(value);
                    case Result.Rejected(double violation) ->
                        "violates known constraints by " + Numbers.brief(violation);
                  })
          .orElse("");
    }
  }

  /** Reads a run; the problem is absent where only a Java program knows it. */
  public static RunRecord read(Journal journal, RunHeader header, Optional<BlackBox> problem) {
    List<Journal.Entry> entries = journal.read(header.id(), 0);
    var rows = new TreeMap<Long, Row>();
    var finished = new ArrayList<Row>();
    var front = new ArrayList<Row>();
    var improved = new HashSet<Long>();
    double clock = 0;
    double last = Double.NaN;
    Event.@Nullable Ended ended = null;
    long answers = 0;
    for (Journal.Entry entry : entries) {
      boolean pause = entry.event() instanceof Event.Opened;
      clock += Double.isNaN(last) || pause ? 0 : Math.max(0, entry.epochSeconds() - last);
      last = entry.epochSeconds();
      switch (entry.event()) {
        case Event.Asked(long number, String point, double fidelity, String _) ->
            rows.put(
                number,
                new Row(
                    number,
                    point,
                    values(point),
                    fidelity,
                    Optional.empty(),
                    false,
                    0,
                    Double.NaN));
        case Event.Finished f when rows.containsKey(f.trial()) -> {
          Row asked = rows.get(f.trial());
          var row =
              new Row(
                  f.trial(),
                  asked.point,
                  asked.values,
                  asked.fidelity,
                  Optional.of(f.result()),
                  true,
                  f.seconds(),
                  clock);
          rows.put(f.trial(), row);
          finished.add(row);
          if (row.full()
              && Dominance.addToFront(
                  header.objectives(), front, row, r -> r.assessment().orElseThrow())) {
            improved.add(row.number);
          }
        }
        case Event.Offered(String solution, Result result) -> {
          // Of a solver without trials the incumbents are known.
          long number = rows.size() + 1;
          var row =
              new Row(
                  number,
                  json(solution),
                  values(json(solution)),
                  Double.NaN,
                  Optional.of(result),
                  true,
                  0,
                  clock);
          rows.put(number, row);
          finished.add(row);
          if (row.full()
              && Dominance.addToFront(
                  header.objectives(), front, row, r -> r.assessment().orElseThrow())) {
            improved.add(number);
          }
        }
        case Event.Answered _ -> answers++;
        case Event.Withdrawn _ -> answers--;
        case Event.Opened _ -> ended = null;
        case Event.Ended e -> ended = e;
        default -> {}
      }
    }
    String state = state(journal, header, ended);
    if (!state.equals("running")) {
      rows.replaceAll((number, row) -> row.result.isPresent() ? row : row.unfinished());
    }
    return new RunRecord(
        header,
        problem,
        state,
        ended == null ? "" : ended.reason(),
        problem.map(p -> p.space().parameters()).orElseGet(() -> Inferred.parameters(finished)),
        List.copyOf(rows.values()),
        finished,
        front,
        improved,
        ended == null ? clock : ended.seconds(),
        answers > 0
            ? answers
            : finished.stream().mapToDouble(row -> evaluations(row, problem)).sum(),
        ended == null ? 0 : ended.answer());
  }

  /** A solution that is no JSON object has no values to show. */
  private static String json(String solution) {
    return solution.startsWith("{\"") && solution.endsWith("}") ? solution : "{}";
  }

  private static double evaluations(Row row, Optional<BlackBox> problem) {
    return Double.isNaN(row.fidelity)
        ? 1
        : problem.flatMap(BlackBox::fidelity).map(f -> f.evaluations(row.fidelity)).orElse(1.0);
  }

  /** The state of a run from its last event, without reading all of it. */
  public static String state(Journal journal, RunHeader header) {
    return state(
        journal,
        header,
        journal.last(header.id()).map(Journal.Entry::event).orElse(null)
                instanceof Event.Ended ended
            ? ended
            : null);
  }

  /** The answer's objective values by name, without reading all of the run; none before its end. */
  public static Map<String, Double> values(Journal journal, RunHeader header) {
    var values = new LinkedHashMap<String, Double>();
    if (journal.last(header.id()).map(Journal.Entry::event).orElse(null)
        instanceof Event.Ended ended) {
      for (int i = 0; i < Math.min(ended.best().size(), header.objectives().size()); i++) {
        values.put(header.objectives().get(i).name(), ended.best().get(i));
      }
    }
    return values;
  }

  private static String state(Journal journal, RunHeader header, Event.@Nullable Ended ended) {
    return ended != null
        ? ended.status()
        : journal.workers(header.id()).isEmpty() ? "interrupted" : "running";
  }

  private static Map<String, Value> values(String point) {
    var values = new LinkedHashMap<String, Value>();
    PointJson.read(point).forEach((name, value) -> values.put(name, Inferred.value(value)));
    return values;
  }

  /** Measured quantities that are no objectives, in the order of their first appearance. */
  public List<String> measured() {
    var names = new LinkedHashSet<String>();
    finished.forEach(row -> row.assessment().ifPresent(a -> names.addAll(a.quantities().keySet())));
    objectives().forEach(objective -> names.remove(objective.name()));
    return List.copyOf(names);
  }

  /** Those of them that a constraint names, where the problem is known. */
  public List<String> constrained() {
    return problem
        .map(
            known ->
                measured().stream()
                    .filter(
                        name ->
                            known.constraints().stream()
                                .anyMatch(c -> c.formula().names().contains(name)))
                    .toList())
        .orElse(List.of());
  }

  public List<Objective> objectives() {
    return header.objectives();
  }

  /** The answer: the incumbent, of several objectives the front's compromise. */
  public Optional<Row> best() {
    Optional<Row> answered = finished.stream().filter(row -> row.number() == answer).findFirst();
    return answered.isPresent()
        ? answered
        : front.isEmpty()
            ? Optional.empty()
            : Optional.of(
                Dominance.compromise(objectives(), front, row -> row.assessment().orElseThrow()));
  }

  /** Trials without an assessment, those that still run left out. */
  public long failures() {
    return finished.stream().filter(Row::failed).count();
  }
}
