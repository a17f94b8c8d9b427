package org.talweg.engine;

import java.util.Optional;
import org.talweg.engine.Outcome.Solution;
import org.talweg.engine.Outcome.Status;
import org.talweg.model.Assessment;
import org.talweg.model.Direction;
import org.talweg.model.Proof;

/**
 * Where an answer stands, by two kinds of evidence that are told apart: what the problem itself has
 * recomputed ({@link Assessment#proof} and {@link Assessment#bound}) and what a solver claims
 * ({@link Claim}). A claim is mentioned only where it goes beyond what is certified.
 *
 * @param status of a run that ended by itself
 * @param words how far the answer is proven, and by whom
 */
public record Standing(Status status, String words) {
  /** A gap up to this part of max(1, |objective|) is none to whoever claims it. */
  private static final double CLOSED = 1e-6;

  /** And to the problem, where it does not itself say that the solution is optimal. */
  private static final double CERTIFIED = 1e-9;

  private static final String NONE = "none";

  /** Of the best solution there is, for a problem whose first objective goes that way. */
  public static Standing of(
      Optional<? extends Solution<?>> best, Optional<Claim> claim, Direction direction) {
    if (best.isEmpty()) {
      String words = infeasible(Proof.NONE, claim);
      return new Standing(words.equals(NONE) ? Status.FAILED : Status.INFEASIBLE, words);
    }
    Assessment assessment = best.get().assessment();
    Proof proof = assessment.proof();
    if (proof == Proof.UNBOUNDED) {
      return new Standing(Status.UNBOUNDED, proof.words());
    } else if (!assessment.feasible()) {
      return new Standing(Status.INFEASIBLE, infeasible(proof, claim));
    }
    double objective = assessment.objective();
    var certified = new StringBuilder(proof.words());
    boolean solved = proof.settles();
    if (assessment.bound().isPresent()) {
      double bound = assessment.bound().getAsDouble();
      double gap = Math.abs(objective - bound);
      certified.append(", bound ").append(bound).append(", gap ").append(gap);
      solved |= gap <= CERTIFIED * Math.max(1, Math.abs(bound));
    }
    if (claim.isEmpty() || !tells(claim.get().bound(), assessment, direction)) {
      return new Standing(solved ? Status.SOLVED : Status.IMPROVED, certified.toString());
    }
    return claimed(claim.get(), objective, certified.toString(), solved, direction);
  }

  private static Standing claimed(
      Claim claim, double objective, String certified, boolean solved, Direction direction) {
    double gap = direction.cost(objective) - direction.cost(claim.bound());
    double small = CLOSED * Math.max(1, Math.abs(objective));
    String whose = " by " + claim.by() + ", not recomputed";
    if (gap < -small) {
      return new Standing(
          solved ? Status.SOLVED : Status.IMPROVED,
          certified
              + "; it is better than the bound "
              + claim.bound()
              + whose
              + ", which is wrong");
    } else if (gap <= small) {
      String words = "optimal within gap " + Math.max(0, gap) + whose;
      return new Standing(Status.SOLVED, words + " (certified: " + certified + ")");
    }
    return new Standing(
        solved ? Status.SOLVED : Status.IMPROVED,
        certified + "; bound " + claim.bound() + ", gap " + gap + whose);
  }

  private static String infeasible(Proof proof, Optional<Claim> claim) {
    return proof.settles()
        ? proof.words()
        : claim
            .filter(c -> Double.isInfinite(c.bound()))
            .map(c -> "infeasible by " + c.by() + ", not recomputed")
            .orElse(NONE);
  }

  /** Whether a claim says more of a feasible solution than what is certified. */
  private static boolean tells(double bound, Assessment assessment, Direction direction) {
    return assessment.proof() != Proof.OPTIMAL
        && Math.abs(bound) < Double.POSITIVE_INFINITY
        && (assessment.bound().isEmpty()
            || direction.cost(bound) > direction.cost(assessment.bound().getAsDouble()));
  }
}
