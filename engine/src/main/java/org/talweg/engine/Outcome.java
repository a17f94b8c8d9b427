package org.talweg.engine;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.talweg.model.Assessment;
import org.talweg.model.Resource;

/**
 * What a run ended with.
 *
 * @param best the incumbent; for several objectives, the front's member nearest to its ideal point
 * @param front the non-dominated solutions of several objectives; just the best for one
 * @param spent the ledger at the end
 * @param solverSeconds of which solvers spent thinking
 * @param trials how many evaluations finished, whatever their result
 * @param reason why the run ended, in words
 * @param proof how far the answer is proven, in words
 * @param claim what a solver says of the optimum beyond that, on its own authority
 */
public record Outcome<S>(
    String run,
    Status status,
    Optional<Solution<S>> best,
    List<Solution<S>> front,
    Map<Resource, Double> spent,
    double solverSeconds,
    long trials,
    Plan plan,
    long seed,
    String reason,
    String proof,
    Optional<Claim> claim) {
  /** A solution and what the problem says of it. */
  public record Solution<S>(S solution, Assessment assessment) {}

  /** How a run ended. */
  public enum Status {
    /**
     * The answer is proven, at least locally, every point has been evaluated, or the solver claims
     * that nothing is better; {@link Outcome#proof} says which.
     */
    SOLVED,
    /** A feasible solution was found; nothing more is claimed. */
    IMPROVED,
    /** Solutions were assessed, none feasible: the best is the least violating one. */
    INFEASIBLE,
    /** Feasible solutions go on improving without end: there is no optimum. */
    UNBOUNDED,
    /** Nothing could be assessed: the evaluator or its environment is at fault. */
    FAILED,
    /** Cancelled; it can be resumed. */
    INTERRUPTED
  }

  public Outcome {
    front = List.copyOf(front);
  }

  /** One of which no solver claims anything. */
  public Outcome(
      String run,
      Status status,
      Optional<Solution<S>> best,
      List<Solution<S>> front,
      Map<Resource, Double> spent,
      double solverSeconds,
      long trials,
      Plan plan,
      long seed,
      String reason,
      String proof) {
    this(
        run,
        status,
        best,
        front,
        spent,
        solverSeconds,
        trials,
        plan,
        seed,
        reason,
        proof,
        Optional.empty());
  }

  /** The same with more in its ledger. */
  Outcome<S> charged(Resource resource, double amount) {
    var more = new EnumMap<Resource, Double>(Resource.class);
    more.putAll(spent);
    more.merge(resource, amount, Double::sum);
    double thinking = resource == Resource.SECONDS ? solverSeconds + amount : solverSeconds;
    return new Outcome<>(
        run, status, best, front, more, thinking, trials, plan, seed, reason, proof, claim);
  }

  /**
   * The best solution.
   *
   * @throws IllegalStateException where there is none
   */
  public S solution() {
    return best.orElseThrow(() -> new IllegalStateException("no solution: " + reason)).solution();
  }

  /** The best solution's first objective value. */
  public double objective() {
    return best.orElseThrow(() -> new IllegalStateException("no solution: " + reason))
        .assessment()
        .objective();
  }
}
