package org.talweg.search.ranking;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.talweg.model.Assessment;
import org.talweg.model.Features;
import org.talweg.model.Form;
import org.talweg.model.Objective;
import org.talweg.model.Point;
import org.talweg.model.Problem;
import org.talweg.model.Space;

/**
 * A space whose points can only be ordered: an (m,k)-ranking oracle is shown m of them and tells
 * the best k, in order. One ranking is one evaluation of the budget.
 *
 * <p>The judge is the oracle, so the assessment is ordinal. Its value is the length of the chain x₁
 * ≺ x₂ ≺ … that ends in the solution, where the oracle placed each x above the one before in one
 * ranking: of two incumbents of a run, the one with the greater value is the one preferred. Values
 * of different runs mean nothing to each other.
 *
 * @param shown m, at least 2
 * @param wanted k, from 1 to m
 * @param hidden for measuring solvers: a function that the assessment reports beside its value
 */
public record RankingProblem(
    String name,
    Space space,
    int shown,
    int wanted,
    Oracle oracle,
    Optional<ToDoubleFunction<Point>> hidden)
    implements Problem<Preferred> {
  public static final Form RANKING = new Form("ranking");

  /** Feature: m, how many candidates a ranking orders. */
  public static final String SHOWN = "shown";

  /** Feature: k, how many of the best a ranking tells apart. */
  public static final String WANTED = "wanted";

  /** The quantity in which an assessment reports the hidden function. */
  public static final String HIDDEN = "hidden";

  public RankingProblem {
    if (shown < 2 || wanted < 1 || wanted > shown) {
      throw new IllegalArgumentException(
          "a ranking orders 2 candidates or more and tells 1 to all of them apart, not "
              + wanted
              + " of "
              + shown);
    }
  }

  /** Ordered completely, m at a time. */
  public static RankingProblem of(String name, Space space, int shown, Oracle oracle) {
    return new RankingProblem(name, space, shown, shown, oracle, Optional.empty());
  }

  /** Ordered by a function, the least first, which assessments report. */
  public static RankingProblem of(
      String name, Space space, int shown, ToDoubleFunction<Point> hidden) {
    return new RankingProblem(name, space, shown, shown, Oracle.of(hidden), Optional.of(hidden));
  }

  @Override
  public Form form() {
    return RANKING;
  }

  @Override
  public Features features() {
    int others = 0;
    for (var parameter : space.parameters()) {
      others +=
          switch (parameter.domain()) {
            case org.talweg.model.Domain.Real _, org.talweg.model.Domain.Int _ ->
                parameter.when().isPresent() ? 1 : 0;
            default -> 1;
          };
    }
    return Features.none()
        .with(Features.DIMENSION, space.unitDimension())
        .with(Features.CATEGORIES, others)
        .with(Features.KNOWN_CONSTRAINTS, space.constraints().size())
        .with(Features.OBJECTIVES, 1)
        .with(SHOWN, shown)
        .with(WANTED, wanted);
  }

  @Override
  public List<Objective> objectives() {
    return List.of(Objective.maximize("preferences"));
  }

  @Override
  public Assessment assess(Preferred solution) {
    return new Assessment(
        List.of((double) solution.succession()),
        space.violation(solution.point()),
        OptionalDouble.empty(),
        hidden.map(h -> Map.of(HIDDEN, h.applyAsDouble(solution.point()))).orElse(Map.of()));
  }
}
