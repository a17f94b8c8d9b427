package org.talweg.papers.tournament;

import java.util.List;

/**
 * One run in a tournament.
 *
 * @param course how the best feasible value fell: every step that improved it, in order
 * @param seconds the whole run took; of a training, those of training alone
 * @param refused why there was no run; empty where there was
 */
public record Match(
    String workload, String solver, long seed, List<Step> course, double seconds, String refused) {
  /**
   * An improvement.
   *
   * @param seconds since the run began; of a training, those of training alone
   * @param evaluations finished by then, parts of one at a lower fidelity counted whole; 0 where
   *     the solver evaluates nothing that the journal could count
   * @param value in the user's direction
   */
  public record Step(double seconds, long evaluations, double value) {
    double paid(Profiles.Cost cost) {
      return cost == Profiles.Cost.SECONDS ? seconds : evaluations;
    }
  }

  public Match {
    course = List.copyOf(course);
  }

  /** Whether it found anything feasible. */
  public boolean answered() {
    return !course.isEmpty();
  }

  /** The value it ended with. */
  public double value() {
    return course.getLast().value();
  }

  /** What it paid until it was at the target, infinite where it never was. */
  public double paid(Workload workload, double target, Profiles.Cost cost) {
    return course.stream()
        .filter(step -> workload.cost(step.value()) <= workload.cost(target))
        .mapToDouble(step -> step.paid(cost))
        .findFirst()
        .orElse(Double.POSITIVE_INFINITY);
  }

  /** The same run as one of another solver, such as the one whose trial it is. */
  public Match of(String other, long otherSeed) {
    return new Match(workload, other, otherSeed, course, seconds, refused);
  }
}
