package org.talweg.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.talweg.engine.Planner.Candidate;
import org.talweg.engine.journal.Event;
import org.talweg.engine.journal.Journal;
import org.talweg.engine.journal.RunHeader;
import org.talweg.model.Assessment;
import org.talweg.model.Form;
import org.talweg.model.Objective;

/**
 * What recorded runs say of the solvers' estimates.
 *
 * <p>Only runs whose plan has one solver count, and for reach only those that used up one and the
 * same budget of evaluations on one problem of one objective, by at least two solvers. Of such a
 * run, with b the best value that any of them found, m the median of the first {@value #FIRST}
 * values of them all, and v the run's own best, the share of the way that it covered is
 *
 * <pre>
 *   s = (m - v) / (m - b), clamped to [0, 1]
 * </pre>
 *
 * and a solver's estimates are corrected, over its n runs and as if it had {@value #PRIOR} more
 * that went as estimated, to
 *
 * <pre>
 *   reach' = reach (PRIOR + s_1 + ... + s_n) / (PRIOR + n)
 *   seconds' = (PRIOR seconds + n N t) / (PRIOR + n)
 * </pre>
 *
 * N being the evaluations planned for and t its mean own computing time per trial: the time from
 * the record of a result to that of the next question. The shares compare solvers with one another:
 * one that always finds the best value known keeps its estimate, the others lose by it.
 *
 * @param solvers what is known of each solver, by name
 */
public record History(Map<String, Observed> solvers) {
  /** Runs that an estimate counts for. */
  private static final int PRIOR = 5;

  /** Trials of a run that count as random points. */
  private static final int FIRST = 5;

  /** The newest runs that are read, and the evaluations above which one is passed over. */
  private static final int RUNS = 30;

  private static final double LONGEST = 500;

  /** Nothing is known. */
  public static final History NONE = new History(Map.of());

  /**
   * What a solver's runs came to.
   *
   * @param shares the share of the way that each comparable run covered
   * @param timed runs whose own computing time is known
   * @param secondsPerTrial their mean of it
   */
  public record Observed(List<Double> shares, int timed, double secondsPerTrial) {
    public Observed {
      shares = List.copyOf(shares);
    }
  }

  public History {
    solvers = Map.copyOf(solvers);
  }

  /**
   * What one run came to.
   *
   * @param values costs of its feasible trials, in the order of finishing
   * @param trials how many have finished
   * @param ownSeconds mean own computing time per trial, NaN where it cannot be told
   */
  public record Seen(RunHeader header, List<Double> values, long trials, double ownSeconds) {
    double best() {
      return values.stream().min(Double::compare).orElse(Double.NaN);
    }
  }

  /** Reads the newest runs of a journal. */
  public static History of(Journal journal) {
    var runs = new ArrayList<Seen>();
    for (RunHeader header : journal.runs()) {
      if (runs.size() < RUNS
          && header.form().equals(Form.BLACK_BOX.name())
          && header.plan().solvers().size() == 1
          && header.budget().evaluations() <= LONGEST) {
        runs.add(look(header, journal.read(header.id(), 0)));
      }
    }
    return of(runs);
  }

  /** Reads one run. */
  public static Seen look(RunHeader header, List<Journal.Entry> entries) {
    var values = new ArrayList<Double>();
    Objective first = header.objectives().getFirst();
    long trials = 0;
    double own = 0;
    long gaps = 0;
    double finishedAt = Double.NaN;
    for (Journal.Entry entry : entries) {
      if (entry.event() instanceof Event.Asked && !Double.isNaN(finishedAt)) {
        own += Math.max(0, entry.epochSeconds() - finishedAt);
        gaps++;
      }
      finishedAt = Double.NaN;
      if (entry.event() instanceof Event.Finished finished) {
        finishedAt = entry.epochSeconds();
        trials++;
        if (finished.result() instanceof Result.Done(Assessment a) && a.feasible()) {
          values.add(first.direction().cost(a.objective()));
        }
      }
    }
    return new Seen(header, values, trials, gaps == 0 ? Double.NaN : own / gaps);
  }

  static History of(List<Seen> runs) {
    var problems = new TreeMap<String, List<Seen>>();
    for (Seen run : runs) {
      double evaluations = run.header().budget().evaluations();
      if (run.trials() >= evaluations && run.header().objectives().size() == 1) {
        String problem =
            run.header().problem() + " " + run.header().objectives() + " " + evaluations;
        problems.computeIfAbsent(problem, p -> new ArrayList<>()).add(run);
      }
    }
    var shares = new HashMap<String, List<Double>>();
    problems.values().forEach(same -> compare(same, shares));
    var observed = new HashMap<String, Observed>();
    for (Seen run : runs) {
      String solver = solver(run);
      observed.computeIfAbsent(
          solver,
          s -> {
            double[] times =
                runs.stream()
                    .filter(r -> solver(r).equals(s) && !Double.isNaN(r.ownSeconds()))
                    .mapToDouble(Seen::ownSeconds)
                    .toArray();
            double mean = Arrays.stream(times).average().orElse(0);
            return new Observed(shares.getOrDefault(s, List.of()), times.length, mean);
          });
    }
    return new History(observed);
  }

  private static String solver(Seen run) {
    return run.header().plan().solvers().getFirst();
  }

  /** Adds the share that each run of one problem covered, where there is something to compare. */
  private static void compare(List<Seen> runs, Map<String, List<Double>> shares) {
    Set<String> solvers = new HashSet<>();
    var firsts = new ArrayList<Double>();
    double best = Double.POSITIVE_INFINITY;
    for (Seen run : runs) {
      solvers.add(solver(run));
      firsts.addAll(run.values().stream().limit(FIRST).toList());
      best = Math.min(best, Double.isNaN(run.best()) ? best : run.best());
    }
    if (solvers.size() < 2 || firsts.isEmpty()) {
      return;
    }
    firsts.sort(Double::compare);
    double way = firsts.get(firsts.size() / 2) - best;
    for (Seen run : runs) {
      if (way > 0) {
        double left = Double.isNaN(run.best()) ? 1 : Math.clamp((run.best() - best) / way, 0, 1);
        shares.computeIfAbsent(solver(run), s -> new ArrayList<>()).add(1 - left);
      }
    }
  }

  /** A solver's plan with its estimate corrected. */
  Candidate correct(Candidate estimated, double evaluations) {
    Observed seen = solvers.get(estimated.plan().solvers().getFirst());
    if (seen == null) {
      return estimated;
    }
    int n = seen.shares().size();
    double sum = seen.shares().stream().mapToDouble(s -> s).sum();
    double reach = estimated.reach() * (PRIOR + sum) / (PRIOR + n);
    double seconds =
        (PRIOR * estimated.seconds() + seen.timed() * evaluations * seen.secondsPerTrial())
            / (PRIOR + seen.timed());
    String why =
        n == 0
            ? estimated.why()
            : estimated.why()
                + "; in %d recorded runs %.0f%% of the way to the best that any solver found"
                    .formatted(n, 100 * sum / n);
    return new Candidate(estimated.plan(), reach, seconds, why, estimated.local());
  }
}
