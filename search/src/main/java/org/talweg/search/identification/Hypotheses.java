package org.talweg.search.identification;

import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What may be true: each hypothesis says yes or no to each of d questions.
 *
 * @param answers one row of d answers per hypothesis, no two alike
 */
public record Hypotheses(List<List<Boolean>> answers) {
  public Hypotheses {
    answers = answers.stream().map(List::copyOf).toList();
    if (answers.isEmpty()
        || answers.getFirst().isEmpty()
        || new HashSet<>(answers).size() < answers.size()) {
      throw new IllegalArgumentException(
          "one hypothesis or more, no two alike, one question or more");
    }
    int d = answers.getFirst().size();
    if (answers.stream().anyMatch(row -> row.size() != d)) {
      throw new IllegalArgumentException("every hypothesis answers the same questions");
    }
  }

  /** Thresholds on a line of d questions: hypothesis k says yes to the first k, k = 0 ... d. */
  public static Hypotheses thresholds(int d) {
    return new Hypotheses(
        IntStream.rangeClosed(0, d)
            .mapToObj(k -> IntStream.range(0, d).mapToObj(i -> i < k).toList())
            .toList());
  }

  /** The number of hypotheses. */
  public int count() {
    return answers.size();
  }

  /** d, the number of questions. */
  public int questions() {
    return answers.getFirst().size();
  }

  /** What a hypothesis says to a question: 1 for yes, -1 for no. */
  int sign(int hypothesis, int question) {
    return answers.get(hypothesis).get(question) ? 1 : -1;
  }
}
