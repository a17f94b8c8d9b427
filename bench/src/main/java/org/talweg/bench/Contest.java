package org.talweg.bench;

import java.util.List;

/**
 * What a benchmark runs: every solver on every problem with every seed. Part of the results file,
 * so that a benchmark that was killed goes on as it began.
 *
 * @param suites the groups of problems, by name
 * @param solvers by name; {@link Contestant#PLANNER} is whatever the planner chooses
 * @param seeds how many, from 1
 * @param evaluations of every run; regret is read off after each of the {@link #checkpoints}
 * @param quick whether only the problems of the quick benchmark are run
 * @param problems by name, where not all of the suites are wanted; otherwise empty
 */
public record Contest(
    List<String> suites,
    List<String> solvers,
    int seeds,
    int evaluations,
    boolean quick,
    List<String> problems) {
  /** Evaluations after which regret is reported. */
  private static final List<Integer> CHECKPOINTS = List.of(30, 60, 100, 200);

  public Contest {
    suites = List.copyOf(suites);
    solvers = List.copyOf(solvers);
    problems = List.copyOf(problems);
    if (seeds < 1 || evaluations < 1 || solvers.isEmpty() || suites.isEmpty()) {
      throw new IllegalArgumentException(
          "a benchmark has at least one suite, solver, seed and evaluation");
    }
  }

  /** Those of 30, 60, 100 and 200 that the evaluations reach, and the last evaluation itself. */
  public List<Integer> checkpoints() {
    List<Integer> within = CHECKPOINTS.stream().filter(n -> n < evaluations).toList();
    return java.util.stream.Stream.concat(within.stream(), java.util.stream.Stream.of(evaluations))
        .toList();
  }

  /** Whether the problem is part of it. */
  public boolean includes(Case problem) {
    return suites.contains(problem.suite())
        && (problems.isEmpty() ? !quick || problem.quick() : problems.contains(problem.name()));
  }
}
