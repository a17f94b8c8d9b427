package org.talweg.engine.loop;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.talweg.engine.Ledger;
import org.talweg.engine.Outcome.Solution;
import org.talweg.engine.Proposal;
import org.talweg.engine.Result;
import org.talweg.engine.Strategy;
import org.talweg.engine.Trial;
import org.talweg.model.Assessment;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.model.Dominance;
import org.talweg.model.Point;
import org.talweg.model.Resource;

/**
 * The state of a black-box run that is the same whether it is lived or replayed from the journal:
 * the strategy, pending and finished trials, the incumbent, the ledger's evaluations.
 *
 * <p>Asking answers for free whatever needs no evaluation: points that violate known constraints,
 * and, without noise, points that have been evaluated or are being evaluated. So no strategy has to
 * care, and nothing finished is ever evaluated again.
 */
public final class Study {
  /** Free answers in a row after which the strategy counts as stuck. */
  private static final int FREE_ANSWERS = 2_000;

  /** Largest space whose points are counted to know when all have been evaluated. */
  private static final double COUNTABLE = 20_000;

  /** A proposal with its trial's number. */
  public record Numbered(long number, Proposal proposal) {}

  private final BlackBox problem;
  private final Strategy strategy;
  private final Ledger ledger;

  /** Asked by the strategy, as opposed to the start point and trials of a diverged replay. */
  private final Set<Proposal> ownAsked = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Asked during a replay that diverged, and still to be evaluated. */
  private final ArrayDeque<Proposal> held = new ArrayDeque<>();

  private final TreeMap<Long, Proposal> pending = new TreeMap<>();
  private final Map<Proposal, Trial> finished = new HashMap<>();
  private final Map<Proposal, List<Proposal>> waiting = new HashMap<>();
  private final List<Trial> trials = new ArrayList<>();
  private final List<Trial> front = new ArrayList<>();
  private final double countablePoints;
  private @Nullable Trial best;
  private double pendingEvaluations = 0;
  private long lastNumber = 0;
  private boolean startAsked = false;
  private boolean answeredForFree = false;
  private @Nullable String exhausted;
  private @Nullable Iterator<Point> rest;

  public Study(BlackBox problem, Strategy strategy, Ledger ledger) {
    this.problem = problem;
    this.strategy = strategy;
    this.ledger = ledger;
    boolean countable = !problem.noise().present() && problem.space().cardinality() <= COUNTABLE;
    countablePoints = countable ? problem.space().points().count() : Double.POSITIVE_INFINITY;
  }

  /**
   * The next point to evaluate within the budget. Empty where the strategy waits for results, the
   * budget is spent ({@link #spent}), or nothing is left to evaluate ({@link #exhausted}).
   */
  public Optional<Numbered> ask(Budget budget) {
    answeredForFree = false;
    if (exhausted != null || spent(budget)) {
      return Optional.empty();
    }
    if (finished.size() >= countablePoints) {
      exhausted = "every point of the space was evaluated";
      return Optional.empty();
    }
    if (rest != null) {
      return rest("the points left may not be evaluated");
    }
    for (int free = 0; free < FREE_ANSWERS; free++) {
      Proposal proposal = next();
      if (proposal == null) {
        return pending.isEmpty() ? rest("the solver has nothing more to try") : Optional.empty();
      }
      if (answer(proposal)) {
        answeredForFree = true;
        continue;
      }
      if (!fits(proposal, budget)) {
        held.addFirst(proposal);
        return Optional.empty();
      }
      return Optional.of(admit(lastNumber + 1, proposal));
    }
    return pending.isEmpty()
        ? rest("the solver proposes only points that were evaluated or may not be")
        : Optional.empty();
  }

  /** The next point of a small space that the strategy, which is asked no more, has left out. */
  private Optional<Numbered> rest(String whyNone) {
    if (Double.isFinite(countablePoints)) {
      if (rest == null) {
        rest = problem.space().points().iterator();
      }
      while (rest.hasNext()) {
        Proposal proposal = Proposal.of(rest.next());
        if (!finished.containsKey(proposal) && !waiting.containsKey(proposal)) {
          return Optional.of(admit(lastNumber + 1, proposal));
        }
      }
    }
    if (pending.isEmpty()) {
      exhausted = whyNone;
    }
    return Optional.empty();
  }

  private @Nullable Proposal next() {
    Proposal again = held.poll();
    if (again != null) {
      return again;
    }
    if (!startAsked) {
      startAsked = true;
      Optional<Point> start = problem.space().start();
      if (start.isPresent()) {
        return Proposal.of(start.get());
      }
    }
    long before = System.nanoTime();
    Proposal asked = strategy.ask().orElse(null);
    ledger.chargeSolver((System.nanoTime() - before) / 1e9);
    if (asked != null) {
      ownAsked.add(asked);
    }
    return asked;
  }

  /** Answers a proposal that needs no evaluation of its own. */
  private boolean answer(Proposal proposal) {
    double violation = problem.space().violation(proposal.point());
    if (violation > 0) {
      tell(new Trial(0, proposal, new Result.Rejected(violation)));
      return true;
    }
    if (problem.noise().present()) {
      return false;
    }
    Trial known = finished.get(proposal);
    if (known != null) {
      tell(new Trial(0, proposal, known.result(), known.seconds(), known.reports()));
      return true;
    }
    List<Proposal> others = waiting.get(proposal);
    if (others != null) {
      others.add(proposal);
      return true;
    }
    return false;
  }

  private Numbered admit(long number, Proposal proposal) {
    lastNumber = Math.max(lastNumber, number);
    pending.put(number, proposal);
    pendingEvaluations += evaluations(proposal);
    if (!problem.noise().present()) {
      waiting.putIfAbsent(proposal, new ArrayList<>());
    }
    return new Numbered(number, proposal);
  }

  /**
   * Repeats an ask that the journal holds.
   *
   * @return false where the strategy asked something else this time; the journal's proposal is then
   *     pending, and the strategy's will be asked later
   */
  public boolean replay(Numbered recorded) {
    if (pending.containsKey(recorded.number())) {
      return true;
    }
    Optional<Numbered> asked = ask(Budget.UNLIMITED);
    if (asked.isPresent() && asked.get().equals(recorded)) {
      return true;
    }
    asked.ifPresent(
        other -> {
          pending.remove(other.number());
          pendingEvaluations -= evaluations(other.proposal());
          waiting.remove(other.proposal());
          held.addLast(other.proposal());
        });
    exhausted = null;
    admit(recorded.number(), recorded.proposal());
    return false;
  }

  /** Takes in a trial's result; it must be pending. Returns whether it is the new incumbent. */
  public boolean finish(Trial result) {
    Proposal proposal = pending.remove(result.number());
    if (proposal == null) {
      throw new IllegalStateException("trial " + result.number() + " is not pending");
    }
    Trial trial =
        new Trial(result.number(), proposal, result.result(), result.seconds(), result.reports());
    pendingEvaluations -= evaluations(proposal);
    ledger.charge(Resource.EVALUATIONS, evaluations(proposal));
    trial.assessment().ifPresent(this::chargeMeasured);
    trials.add(trial);
    finished.put(proposal, trial);
    boolean improved = improves(trial);
    tell(trial);
    List<Proposal> duplicates = waiting.remove(proposal);
    if (duplicates != null) {
      for (Proposal duplicate : duplicates) {
        tell(new Trial(0, duplicate, trial.result(), trial.seconds(), trial.reports()));
      }
    }
    return improved;
  }

  /** A quantity named money, tokens or joules is what the evaluation cost. */
  private void chargeMeasured(Assessment assessment) {
    for (Resource resource : Resource.MEASURED) {
      Double amount = assessment.quantities().get(resource.label());
      if (amount != null && amount > 0 && Double.isFinite(amount)) {
        ledger.charge(resource, amount);
      }
    }
  }

  private void tell(Trial trial) {
    long before = System.nanoTime();
    if (ownAsked.remove(trial.proposal())) {
      strategy.tell(trial);
    } else if (trial.number() > 0) {
      strategy.learn(trial);
    }
    ledger.chargeSolver((System.nanoTime() - before) / 1e9);
  }

  private boolean improves(Trial trial) {
    Optional<Assessment> assessment = trial.assessment();
    if (assessment.isEmpty() || !trial.proposal().full()) {
      return false;
    }
    boolean joined = Dominance.addToFront(problem.objectives(), front, trial, Study::assessment);
    if (joined) {
      best = Dominance.compromise(problem.objectives(), front, Study::assessment);
    }
    return joined;
  }

  private static Assessment assessment(Trial trial) {
    return trial.assessment().orElseThrow();
  }

  private double evaluations(Proposal proposal) {
    return proposal.full()
        ? 1
        : problem.fidelity().map(f -> f.evaluations(proposal.fidelity())).orElse(1.0);
  }

  private boolean fits(Proposal proposal, Budget budget) {
    return ledger.spent(Resource.EVALUATIONS) + pendingEvaluations + evaluations(proposal)
        <= budget.evaluations() + 1e-9;
  }

  /** Whether the evaluations, those pending included, are spent. */
  public boolean spent(Budget budget) {
    return ledger.spent(Resource.EVALUATIONS) + pendingEvaluations >= budget.evaluations() - 1e-9;
  }

  /** Whether the last {@link #ask} changed the strategy's state although it returned nothing. */
  public boolean answeredForFree() {
    return answeredForFree;
  }

  /** Why there is nothing left to evaluate; empty while there may be. */
  public Optional<String> exhausted() {
    return Optional.ofNullable(exhausted);
  }

  /** Whether every point of the space has been evaluated. */
  public boolean complete() {
    return finished.size() >= countablePoints;
  }

  /** How many points have been evaluated and have no value: they failed, or took too long. */
  public long withoutValue() {
    return finished.values().stream().filter(trial -> trial.assessment().isEmpty()).count();
  }

  /** Trials asked and not finished, by number. */
  public Map<Long, Proposal> pending() {
    return Collections.unmodifiableMap(pending);
  }

  /** Finished trials in the order of finishing. */
  public List<Trial> trials() {
    return Collections.unmodifiableList(trials);
  }

  /** The incumbent: for several objectives, the front's member nearest to its ideal point. */
  public Optional<Solution<Point>> best() {
    return Optional.ofNullable(best).map(Study::solution);
  }

  /** Under noise, the answer so far where it is not simply the best one measured. */
  Optional<Answer> answer() {
    return Answer.of(problem, trials);
  }

  /** The answer so far: under noise the point that is expected to be best, else the incumbent. */
  public Optional<Solution<Point>> recommended() {
    return answer().map(Answer::solution).or(this::best);
  }

  /** The non-dominated solutions. */
  public List<Solution<Point>> front() {
    return front.stream().map(Study::solution).toList();
  }

  private static Solution<Point> solution(Trial trial) {
    return new Solution<>(trial.point(), assessment(trial));
  }

  public Ledger ledger() {
    return ledger;
  }
}
