package org.talweg.search.local;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.talweg.engine.CallbackStrategy.Evaluate;
import org.talweg.engine.Setting;
import org.talweg.engine.Trial;
import org.talweg.model.BlackBox;
import org.talweg.model.Domain;
import org.talweg.model.Space;

/** What local methods have in common: what they take, and where they begin. */
final class Local {
  private Local() {}

  /** Why the problem is not for a local method; empty where it is. */
  static Optional<String> unfit(BlackBox problem) {
    if (problem.objectives().size() > 1) {
      return Optional.of("takes one objective");
    }
    boolean reals =
        problem.space().parameters().stream()
            .allMatch(p -> p.domain() instanceof Domain.Real && p.when().isEmpty());
    return reals ? Optional.empty() : Optional.of("takes reals only, without conditions");
  }

  /** The best trial of the history and of what other strategies have found meanwhile. */
  static Optional<Trial> best(BlackBox problem, Setting setting, Evaluate evaluate) {
    return Stream.concat(setting.history().stream(), evaluate.heard().stream())
        .filter(trial -> trial.proposal().full())
        .min(Trial.bestFirst(problem.objectives()));
  }

  /** The middle of the unit cube. */
  static double[] middle(Space space) {
    double[] middle = new double[space.unitDimension()];
    Arrays.fill(middle, 0.5);
    return middle;
  }
}
