package org.talweg.search.sobol;

import java.util.List;
import org.talweg.engine.Setting;
import org.talweg.engine.Trial;
import org.talweg.model.BlackBox;
import org.talweg.model.Point;
import org.talweg.model.Space;

/**
 * Where a strategy begins: with the best of the history, if there is one, and from there along a
 * scrambled {@linkplain SobolSequence Sobol sequence}. The space's start needs no care: the engine
 * evaluates it first and has strategies learn of it.
 */
public final class InitialDesign {
  private final Space space;
  private final SobolSequence sequence;
  private final List<Trial> known;

  public InitialDesign(BlackBox problem, Setting setting) {
    space = problem.space();
    sequence = new SobolSequence(space.unitDimension(), setting.seed());
    known =
        setting.history().stream()
            .filter(trial -> trial.proposal().full())
            .sorted(Trial.bestFirst(problem.objectives()))
            .toList();
  }

  /** The history's trials at full fidelity, best first. */
  public List<Trial> known() {
    return known;
  }

  /** The next point to evaluate. */
  public Point next() {
    return sequence.next(space);
  }
}
