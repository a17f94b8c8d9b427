package org.talweg.papers.tournament;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import org.talweg.papers.tournament.Profiles.Cost;

/**
 * The tuning that a solver with hyper-parameters may do before it is compared: it tries several
 * settings, and the one that is first at the target counts. Such a study is repeated, each time
 * with settings of its own, and {@link Profiles} takes the median over studies.
 *
 * <p>Source: Dahl et al., "Benchmarking neural network training algorithms" (2023), section 4.4,
 * external tuning.
 */
public final class Studies {
  private Studies() {}

  private record Study(String solver, long seed) {}

  /**
   * One match of every study, the first at the target; where none is there, any.
   *
   * @param workload with a target
   * @param trials of that workload; those of one solver with one seed are a study
   */
  public static List<Match> fastest(Workload workload, List<Match> trials, Cost cost) {
    double target = workload.target().orElseThrow();
    Comparator<Match> first = Comparator.comparingDouble(m -> m.paid(workload, target, cost));
    var best = new LinkedHashMap<Study, Match>();
    for (Match trial : trials) {
      best.merge(
          new Study(trial.solver(), trial.seed()),
          trial,
          (a, b) -> first.compare(b, a) < 0 ? b : a);
    }
    return List.copyOf(best.values());
  }
}
