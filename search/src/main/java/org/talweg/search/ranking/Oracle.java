package org.talweg.search.ranking;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.talweg.engine.Run.Withdrawal;
import org.talweg.model.EnvironmentException;
import org.talweg.model.Point;

/** Orders candidates: a person, a program that plays them against each other, a hidden function. */
@FunctionalInterface
public interface Oracle {
  /**
   * Orders the candidates, all different.
   *
   * @param wanted how many of the best are to be told apart; more is welcome, less is accepted
   * @param answered how many answers were given before in this run and can be taken back
   * @throws Withdrawal to take the last answer back
   * @throws EnvironmentException where nothing can be ordered any more
   * @throws InterruptedException where there is no answer now; the run can be resumed
   */
  Ranking rank(List<Point> candidates, int wanted, int answered)
      throws Withdrawal, EnvironmentException, InterruptedException;

  /** Orders by a function, the least first: for tests and for measuring solvers. */
  static Oracle of(ToDoubleFunction<Point> hidden) {
    return (candidates, wanted, answered) ->
        Ranking.byCost(candidates.size(), wanted, i -> hidden.applyAsDouble(candidates.get(i)));
  }
}
