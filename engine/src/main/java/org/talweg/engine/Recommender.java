package org.talweg.engine;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.talweg.model.BlackBox;
import org.talweg.model.Point;

/**
 * Chooses the answer of a noisy run from what was measured: among many noisy values the best one is
 * likely to be a lucky one. It reads trials only, so it serves every solver alike and gives a
 * resumed run the same answer. Found through {@link ServiceLoader}.
 */
public interface Recommender {
  /**
   * A point measured at full fidelity.
   *
   * @param values measured there of the first objective, in the user's direction; at least one
   */
  record Candidate(Point point, List<Double> values) {
    public Candidate {
      values = List.copyOf(values);
    }
  }

  /**
   * The candidate to prefer.
   *
   * @param candidate its place in the list
   * @param expected the first objective's value without noise, in the user's direction
   * @param deviation of that estimate, 0 or more
   */
  record Choice(int candidate, double expected, double deviation) {}

  /** Chooses among the candidates, of which there is at least one; empty where it cannot tell. */
  Optional<Choice> choose(BlackBox problem, List<Candidate> candidates);
}
