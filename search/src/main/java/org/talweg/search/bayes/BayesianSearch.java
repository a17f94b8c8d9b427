package org.talweg.search.bayes;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.talweg.engine.Proposal;
import org.talweg.engine.Setting;
import org.talweg.engine.Strategy;
import org.talweg.engine.Trial;
import org.talweg.model.BlackBox;
import org.talweg.model.Point;
import org.talweg.search.sobol.InitialDesign;

/**
 * The loop that every solver of this package shares: a design that fills the space, and from there
 * the {@link Choice} that {@link Beliefs} suggest.
 *
 * <p>The design counts what the history and other strategies bring. It goes on where all trials
 * have failed so far. A finite space ends once every point was evaluated, or with noise once every
 * point is pending. Random numbers of a choice are its own, so that an ask that comes back empty
 * changes nothing.
 */
final class BayesianSearch implements Strategy {
  /** Finite spaces up to this size are counted, to know when they are exhausted. */
  private static final double COUNTABLE = 20_000;

  private final BlackBox problem;
  private final Setting setting;
  private final Choice choice;
  private final Beliefs beliefs;
  private final InitialDesign design;
  private final int initial;
  private final double points;
  private int chosen;
  private @Nullable Point repeated;
  private int repeats;

  BayesianSearch(BlackBox problem, Setting setting, Choice choice) {
    this.problem = problem;
    this.setting = setting;
    this.choice = choice;
    beliefs = new Beliefs(problem, setting);
    design = new InitialDesign(problem, setting);
    initial = initial(problem, setting.budget().evaluations());
    points =
        problem.space().cardinality() <= COUNTABLE
            ? problem.space().points().count()
            : Double.POSITIVE_INFINITY;
    setting.history().forEach(this::learn);
  }

  /** 2 (p + 1) points for p parameters, of a small budget a quarter. */
  static int initial(BlackBox problem, double evaluations) {
    int p = problem.space().parameters().size();
    return (int) Math.max(2, Math.min(2.0 * (p + 1), Math.ceil(evaluations / 4)));
  }

  @Override
  public Optional<Proposal> ask() {
    if (repeats > 0 && repeated != null) {
      repeats--;
      return Optional.of(propose(repeated));
    }
    if ((beliefs.noisy() ? beliefs.pendingPoints() : taken()) >= points) {
      return Optional.empty();
    }
    if (beliefs.trials() + beliefs.pendingPoints() < initial || !beliefs.ready()) {
      return Optional.of(propose(designed()));
    }
    var random = setting.part(chosen, 1, setting.history()).random();
    Optional<Choice.Next> next = choice.next(beliefs, random);
    if (next.isEmpty()) {
      return Optional.empty();
    }
    chosen++;
    Point point = beliefs.encoding().point(next.get().row());
    repeated = point;
    repeats = next.get().times() - 1;
    return Optional.of(propose(point));
  }

  private double taken() {
    return beliefs.evaluatedPoints() + beliefs.pendingPoints();
  }

  /** The design's next point that is new, or the last of a few that are not. */
  private Point designed() {
    Point point = design.next();
    for (int i = 0; i < 50 && beliefs.excluded(beliefs.encoding().row(point)); i++) {
      point = design.next();
    }
    return point;
  }

  private Proposal propose(Point point) {
    beliefs.begin(point);
    return Proposal.of(point);
  }

  @Override
  public void tell(Trial trial) {
    beliefs.end(trial.point());
    beliefs.observe(trial);
  }

  @Override
  public void learn(Trial trial) {
    beliefs.observe(trial);
  }
}
