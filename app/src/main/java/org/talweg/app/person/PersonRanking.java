package org.talweg.app.person;

import java.util.List;
import java.util.Optional;
import org.talweg.engine.Outcome;
import org.talweg.engine.Outcome.Solution;
import org.talweg.model.BlackBox;
import org.talweg.model.Objective;
import org.talweg.model.Point;
import org.talweg.model.Space;
import org.talweg.search.ranking.Preferred;
import org.talweg.search.ranking.RankingProblem;

/**
 * That a person orders the candidates, as a problem file states it.
 *
 * @param candidates how many are shown at a time
 * @param best how many of the best are to be told apart
 */
public record PersonRanking(int candidates, int best, Display display) {
  /** The problem of finding what the person at this process's terminal prefers. */
  public RankingProblem problem(BlackBox shape) {
    var oracle = new PersonOracle(display, new Lines(System.in), System.err);
    return new RankingProblem(
        shape.name(), shape.space(), candidates, best, oracle, Optional.empty());
  }

  /**
   * What reports see of it: name, space and objective. It cannot be measured.
   *
   * @throws IllegalArgumentException where the space has a parameter of the objective's name
   */
  public static BlackBox shape(String name, Space space) {
    return BlackBox.of(
        name,
        space,
        List.of(Objective.maximize("preferences")),
        (_, _) -> {
          throw new IllegalStateException("a person orders candidates; none has a value");
        });
  }

  /** The outcome with the points that the person preferred. */
  public static Outcome<Point> points(Outcome<Preferred> outcome) {
    return new Outcome<>(
        outcome.run(),
        outcome.status(),
        outcome.best().map(PersonRanking::point),
        outcome.front().stream().map(PersonRanking::point).toList(),
        outcome.spent(),
        outcome.solverSeconds(),
        outcome.trials(),
        outcome.plan(),
        outcome.seed(),
        outcome.reason(),
        "none: preferred by the one who ranked");
  }

  private static Solution<Point> point(Solution<Preferred> solution) {
    return new Solution<>(solution.solution().point(), solution.assessment());
  }
}
