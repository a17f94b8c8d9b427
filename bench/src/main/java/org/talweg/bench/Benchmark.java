package org.talweg.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.talweg.engine.Catalog;

/**
 * Runs a contest: problem by problem, so that each is opened once and every solver meets it under
 * the same load of the machine; and one run at a time, so that times mean something.
 */
public final class Benchmark {
  /** Hears how a benchmark gets on. */
  public interface Listener {
    /** A run has ended. */
    void finished(Finished run, int done, int total);

    /** A problem is left out. */
    void skipped(String problem, String why);
  }

  private final Catalog catalog;
  private final Peers peers;

  public Benchmark(Catalog catalog, Peers peers) {
    this.catalog = catalog;
    this.peers = peers;
  }

  /**
   * Runs whatever has not been run.
   *
   * @param earlier runs that finished before, which are not repeated
   * @return all runs, earlier ones among them, in the order of the contest
   */
  public List<Finished> run(
      Contest contest,
      List<Case> cases,
      List<Finished> earlier,
      @Nullable ResultsFile file,
      Listener listener)
      throws IOException, InterruptedException {
    Map<String, Finished> known = new HashMap<>();
    earlier.forEach(run -> known.put(run.key(), run));
    int total = cases.size() * contest.solvers().size() * contest.seeds();
    var contestant = new Contestant(catalog, peers);
    var all = new ArrayList<Finished>();
    for (Case problem : cases) {
      int before = all.size();
      if (complete(problem, contest, known)) {
        forEachRun(contest, (solver, seed) -> all.add(known(known, problem, solver, seed)));
        continue;
      }
      try (Case.Opened opened = problem.opener().open()) {
        double randomGap = opened.yardstick().randomGap(opened.problem());
        for (int seed = 1; seed <= contest.seeds(); seed++) {
          for (String solver : contest.solvers()) {
            Finished run = known.get(Finished.key(problem.suite(), problem.name(), solver, seed));
            if (run == null) {
              run = contestant.run(problem, opened, randomGap, contest, solver, seed);
              if (file != null) {
                file.append(run);
              }
            }
            all.add(run);
            listener.finished(run, all.size(), total);
          }
        }
      } catch (UnopenedException e) {
        total -= contest.solvers().size() * contest.seeds() - (all.size() - before);
        listener.skipped(problem.id(), String.valueOf(e.getMessage()));
      }
    }
    return all;
  }

  /** A problem's data is not there, or cannot be used on this machine. */
  public static final class UnopenedException extends IOException {
    private static final long serialVersionUID = 1;

    public UnopenedException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  private interface Run {
    void of(String solver, int seed);
  }

  private static void forEachRun(Contest contest, Run run) {
    for (int seed = 1; seed <= contest.seeds(); seed++) {
      for (String solver : contest.solvers()) {
        run.of(solver, seed);
      }
    }
  }

  private static boolean complete(Case problem, Contest contest, Map<String, Finished> known) {
    for (int seed = 1; seed <= contest.seeds(); seed++) {
      for (String solver : contest.solvers()) {
        if (!known.containsKey(Finished.key(problem.suite(), problem.name(), solver, seed))) {
          return false;
        }
      }
    }
    return true;
  }

  private static Finished known(
      Map<String, Finished> known, Case problem, String solver, int seed) {
    Finished run = known.get(Finished.key(problem.suite(), problem.name(), solver, seed));
    if (run == null) {
      throw new IllegalStateException("no run of " + solver + " on " + problem.id());
    }
    return run;
  }
}
