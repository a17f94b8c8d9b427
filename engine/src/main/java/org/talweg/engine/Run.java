package org.talweg.engine;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.talweg.model.Assessment;
import org.talweg.model.AssessmentException;
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

  /** The best solution so far, of whatever origin: a place to start from. */
  Optional<S> incumbent();

  /**
   * Has the problem judge a solution; the best one judged becomes the incumbent. Charges nothing.
   *
   * @throws AssessmentException where the problem cannot judge it
   */
  Assessment offer(S solution) throws AssessmentException, InterruptedException;

  /** Says in a few words how it goes, for progress lines: an iteration, a residual, a gap. */
  void progress(String words);
}
