package org.talweg.engine;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.talweg.model.Assessment;
import org.talweg.model.Dominance;
import org.talweg.model.Objective;
import org.talweg.model.Point;

/**
 * One evaluation and what came of it.
 *
 * @param number from 1 in the order asked; 0 where the engine answered without evaluating
 * @param seconds wall time of the evaluation, retries included
 * @param reports intermediate values of the first objective, in order
 */
public record Trial(
    long number, Proposal proposal, Result result, double seconds, List<Report> reports) {
  /** An intermediate value. */
  public record Report(long step, double value) {}

  public Trial {
    reports = List.copyOf(reports);
  }

  /** A trial that took no time. */
  public Trial(long number, Proposal proposal, Result result) {
    this(number, proposal, result, 0, List.of());
  }

  public Point point() {
    return proposal.point();
  }

  /** The problem's assessment, empty where there is none. */
  public Optional<Assessment> assessment() {
    return result instanceof Result.Done(Assessment assessment)
        ? Optional.of(assessment)
        : Optional.empty();
  }

  /** Whether it was assessed at full fidelity and satisfies every constraint. */
  public boolean feasible() {
    return proposal.full() && result instanceof Result.Done(Assessment a) && a.feasible();
  }

  /**
   * Best first: feasible ones by the first objective, then those stopped early, then infeasible
   * ones by violation, points rejected unevaluated likewise, failures last. Enough for any solver
   * that only ranks: constraints and failures need no further care.
   */
  public static Comparator<Trial> bestFirst(List<Objective> objectives) {
    return Comparator.comparingInt(Trial::rank).thenComparingDouble(trial -> trial.key(objectives));
  }

  private int rank() {
    return switch (result) {
      case Result.Done(Assessment a) -> a.feasible() ? 0 : 2;
      case Result.Stopped _ -> 1;
      case Result.Rejected _ -> 3;
      case Result.Failed _, Result.TimedOut _ -> 4;
    };
  }

  private double key(List<Objective> objectives) {
    return switch (result) {
      case Result.Done(Assessment a) ->
          a.feasible() ? Dominance.costs(objectives, a)[0] : a.violation();
      case Result.Stopped(_, double value) -> objectives.getFirst().direction().cost(value);
      case Result.Rejected(double violation) -> violation;
      case Result.Failed _, Result.TimedOut _ -> 0;
    };
  }
}
