package org.talweg.engine.journal;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Finds runs by their ids, which a user may shorten, and says what is wrong with an id. */
final class KnownRuns {
  private static final int SHOWN = 5;

  private KnownRuns() {}

  /**
   * The one of the ids that is meant, empty where none is.
   *
   * @throws JournalException where several begin like that
   */
  static Optional<String> resolve(String shortened, Collection<String> ids) {
    if (ids.contains(shortened)) {
      return Optional.of(shortened);
    }
    List<String> meant = ids.stream().filter(id -> id.startsWith(shortened)).sorted().toList();
    if (meant.size() > 1) {
      throw new JournalException(
          "'%s' could be any of %d runs: %s%s; give more of the id"
              .formatted(
                  shortened,
                  meant.size(),
                  String.join(", ", meant.subList(0, Math.min(SHOWN, meant.size()))),
                  meant.size() > SHOWN ? ", ..." : ""),
          null);
    }
    return meant.stream().findFirst();
  }

  static IllegalArgumentException unknown(String id) {
    return new IllegalArgumentException("there is no run '" + id + "'");
  }

  static IllegalArgumentException exists(String id) {
    return new IllegalArgumentException("there is a run '" + id + "' already");
  }

  static IllegalStateException askedTwice(String id, long trial) {
    return new IllegalStateException("trial " + trial + " of run " + id + " was asked before");
  }
}
