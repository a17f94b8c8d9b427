package org.talweg.engine.plan;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.talweg.engine.Proposal;
import org.talweg.engine.Reformulated;
import org.talweg.engine.Result;
import org.talweg.engine.Strategy;
import org.talweg.engine.Trial;
import org.talweg.model.BlackBox;
import org.talweg.model.Point;

/**
 * Serves a black box by a strategy for its reformulation: proposals are carried back, results are
 * read as the reformulated problem would give them. Of others' trials the inner strategy hears
 * where the point has a counterpart in its space.
 */
final class ReformulatedStrategy implements Strategy {
  private final Reformulated<BlackBox, Point, Point> reformulated;
  private final Strategy inner;
  private final Map<Proposal, Proposal> innerOf = new IdentityHashMap<>();

  ReformulatedStrategy(Reformulated<BlackBox, Point, Point> reformulated, Strategy inner) {
    this.reformulated = reformulated;
    this.inner = inner;
  }

  @Override
  public Optional<Proposal> ask() {
    return inner
        .ask()
        .map(
            asked -> {
              var proposal =
                  new Proposal(reformulated.back().apply(asked.point()), asked.fidelity());
              innerOf.put(proposal, asked);
              return proposal;
            });
  }

  @Override
  public void tell(Trial trial) {
    Proposal asked = innerOf.remove(trial.proposal());
    if (asked == null) {
      throw new IllegalStateException("told a proposal that was not asked: " + trial.proposal());
    }
    inner.tell(
        new Trial(
            trial.number(), asked, forward(reformulated, trial), trial.seconds(), trial.reports()));
  }

  private static Result forward(Reformulated<BlackBox, Point, Point> reformulated, Trial trial) {
    return trial.result() instanceof Result.Done(var assessment)
        ? new Result.Done(reformulated.forward().apply(trial.point(), assessment))
        : trial.result();
  }

  /**
   * Past trials as the reformulated problem would have them. Only points that the new space can
   * express are kept: those with the same parameters, or that it encodes in the same unit cube.
   */
  static List<Trial> forward(
      Reformulated<BlackBox, Point, Point> reformulated, List<Trial> history) {
    var space = reformulated.problem().space();
    var kept = new ArrayList<Trial>();
    for (Trial trial : history) {
      double[] u = trial.point().space().toUnit(trial.point());
      if (u.length == space.unitDimension()) {
        Point point = space.fromUnit(u);
        Point back = reformulated.back().apply(point);
        if (near(back.space().toUnit(back), u)) {
          kept.add(
              new Trial(
                  trial.number(),
                  new Proposal(point, trial.proposal().fidelity()),
                  forward(reformulated, trial),
                  trial.seconds(),
                  trial.reports()));
        }
      }
    }
    return kept;
  }

  /** Whether two encodings are the same but for rounding. */
  private static boolean near(double[] a, double[] b) {
    for (int i = 0; i < a.length; i++) {
      if (!(Math.abs(a[i] - b[i]) < 1e-9)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void learn(Trial trial) {
    forward(reformulated, List.of(trial)).forEach(inner::learn);
  }

  @Override
  public void close() {
    inner.close();
  }
}
