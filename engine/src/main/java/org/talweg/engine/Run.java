package org.talweg.engine;

import java.nio.file.Path;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.talweg.model.Assessment;
import org.talweg.model.AssessmentException;
import org.talweg.model.EnvironmentException;
import org.talweg.model.Resource;

/** What a solver sees of the run it works for. */
public interface Run<S> {
  /** How much of the resource is left, infinite where the budget sets no limit. */
  double left(Resource resource);

  /** Records that some of a resource has been spent; wall time is charged by the engine. */
  void charge(Resource resource, double amount);

  /** Whether the budget is spent or the run cancelled: return soon. */
  boolean over();

  /** A generator of this solver's own, the same for the same seed. */
  RandomGenerator random();

  /** How many things may be worked on at a time, at least 1; results must not depend on it. */
  default int parallel() {
    return 1;
  }

  /** The best solution so far, of whatever origin: a place to start from. */
  Optional<S> incumbent();

  /**
   * Has the problem judge a solution; the best one judged becomes the incumbent. Charges nothing.
   *
   * @throws AssessmentException where the problem cannot judge it
   */
  Assessment offer(S solution) throws AssessmentException, InterruptedException;

  /**
   * Says what the solver's own search has shown of the optimum, beyond what it can hand to the
   * problem to be checked; the last claim stands.
   */
  default void claim(Claim claim) {}

  /**
   * The answer to a question that must not be put twice, such as one to a person. It is journaled
   * before the solver hears it. When the run is resumed the solver begins anew with the same seed,
   * and a question whose answer is recorded is not put again; so a solver that depends on nothing
   * but answers and {@link #random} stands where it stood. Charges nothing.
   *
   * <p>When an answer is taken back the method throws, the solver begins anew and hears the answers
   * before that one: let the exception pass.
   *
   * @param question all that the answer depends on
   */
  String answer(String question, Answerer answerer) throws InterruptedException;

  /** Who answers a solver's questions. */
  @FunctionalInterface
  interface Answerer {
    /**
     * Answers.
     *
     * @param answered how many answers were given before and can be taken back
     * @throws Withdrawal to take the last answer back
     * @throws EnvironmentException where no question can be answered any more; the run fails
     * @throws InterruptedException where there will be no answer now; the run can be resumed
     */
    String answer(int answered) throws Withdrawal, EnvironmentException, InterruptedException;
  }

  /** The last answer is taken back. */
  final class Withdrawal extends Exception {
    private static final long serialVersionUID = 1;

    public Withdrawal() {
      super("the last answer is taken back", null, false, false);
    }
  }

  /**
   * A folder of this run's own, beside the journal, for what is too large for it, such as
   * checkpoints. It need not exist yet; a run that is resumed finds there what it left.
   */
  default Path files() {
    throw new UnsupportedOperationException("this run keeps no files");
  }

  /** Says in a few words how it goes, for progress lines: an iteration, a residual, a gap. */
  void progress(String words);

  /** The same, and keeps it in the journal, for the report of the run. */
  default void note(String words) {
    progress(words);
  }
}
