package org.talweg.engine.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.talweg.engine.Plan;
import org.talweg.engine.Proposal;
import org.talweg.engine.Setting;
import org.talweg.engine.Strategy;
import org.talweg.engine.Trial;

/**
 * Stages one after the other, each beginning with every trial finished before it. A stage ends when
 * its share of the evaluations has been asked or its strategy is finished; what an early end leaves
 * goes to the stages after it, and when all rounds are over they begin again for as long as the
 * budget lasts.
 */
final class RefineStrategy implements Strategy {
  /** Evaluations of a round where the budget does not limit them. */
  private static final double UNLIMITED_ROUND = 1000;

  private final Plan.Refine plan;
  private final Setting setting;
  private final BiFunction<Plan, Setting, Strategy> begin;
  private final List<Trial> history;
  private final Set<Proposal> pending = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Stages begun so far, over all rounds. */
  private int begun = 0;

  private @Nullable Strategy current;
  private long leftInStage = 0;
  private int askedInStage = 0;

  /** Stages in a row that ended without asking anything: all of them means the end. */
  private int idleStages = 0;

  RefineStrategy(Plan.Refine plan, Setting setting, BiFunction<Plan, Setting, Strategy> begin) {
    this.plan = plan;
    this.setting = setting;
    this.begin = begin;
    this.history = new ArrayList<>(setting.history());
  }

  @Override
  public Optional<Proposal> ask() {
    while (true) {
      if (current == null) {
        if (idleStages >= plan.stages().size()) {
          return Optional.empty();
        }
        beginStage();
      }
      Strategy stage = current;
      if (stage != null && leftInStage > 0) {
        Optional<Proposal> proposal = stage.ask();
        if (proposal.isPresent()) {
          leftInStage--;
          askedInStage++;
          pending.add(proposal.get());
          return proposal;
        }
      }
      // The next stage begins with everything known, so it waits for what is still running.
      if (!pending.isEmpty()) {
        return Optional.empty();
      }
      endStage();
    }
  }

  private void beginStage() {
    Plan.Stage stage = plan.stages().get(begun % plan.stages().size());
    double share = stage.share() / plan.rounds();
    double evaluations = setting.budget().evaluations();
    double count = (Double.isInfinite(evaluations) ? UNLIMITED_ROUND : evaluations) * share;
    leftInStage = Math.max(1, Math.round(count));
    askedInStage = 0;
    current = begin.apply(stage.plan(), setting.part(begun, share, history));
    begun++;
  }

  private void endStage() {
    if (current != null) {
      current.close();
      current = null;
    }
    idleStages = askedInStage == 0 ? idleStages + 1 : 0;
  }

  @Override
  public void tell(Trial trial) {
    pending.remove(trial.proposal());
    if (trial.number() > 0) {
      history.add(trial);
    } else {
      // Answered without an evaluation: the stage's share is not touched.
      leftInStage++;
    }
    if (current != null) {
      current.tell(trial);
    }
  }

  @Override
  public void learn(Trial trial) {
    history.add(trial);
    if (current != null) {
      current.learn(trial);
    }
  }

  @Override
  public void close() {
    if (current != null) {
      current.close();
    }
  }
}
