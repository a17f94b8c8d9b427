package org.talweg.app.file;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.talweg.app.file.ProblemFileException.Mistake;

/** What is found wrong while a file is read; reading goes on, so that one look shows all of it. */
final class Mistakes {
  /** More would not be read at once. */
  private static final int MOST = 10;

  /** A file with more than this is no honest mistake, and is only counted from here on. */
  private static final int KEPT = 100;

  /** Words are found only for what is shown. */
  private record Noted(Place place, Supplier<String> message) {
    Mistake mistake() {
      return new Mistake(place.line(), place.column(), message.get());
    }
  }

  private final Source source;
  private final List<Noted> mistakes = new ArrayList<>();
  private final List<Mistake> warnings = new ArrayList<>();
  private int further = 0;

  Mistakes(Source source) {
    this.source = source;
  }

  Source source() {
    return source;
  }

  /** Notes that something is wrong there. */
  void add(Place place, String message) {
    add(place, () -> message);
  }

  /** Notes that something is wrong there, in words that take long to find. */
  void add(Place place, Supplier<String> message) {
    if (mistakes.size() < KEPT) {
      mistakes.add(new Noted(place, message));
    } else {
      further++;
    }
  }

  /** Notes something that is allowed and perhaps not meant. */
  void warn(Place place, String message) {
    warnings.add(new Mistake(place.line(), place.column(), message));
  }

  int count() {
    return mistakes.size() + further;
  }

  boolean none() {
    return mistakes.isEmpty();
  }

  /** The warnings, fit to be printed. */
  List<String> warnings() {
    return warnings.stream()
        .map(
            w ->
                ProblemFileException.render(
                    source, new Mistake(w.line(), w.column(), "warning: " + w.message())))
        .toList();
  }

  /** Throws what was noted, if anything was. */
  void throwIfAny() throws ProblemFileException {
    if (!mistakes.isEmpty()) {
      List<Mistake> ordered =
          mistakes.stream()
              .sorted(
                  Comparator.comparingInt((Noted noted) -> noted.place().line())
                      .thenComparingInt(noted -> noted.place().column()))
              .limit(MOST)
              .map(Noted::mistake)
              .toList();
      throw ProblemFileException.of(source, ordered, further + Math.max(0, mistakes.size() - MOST));
    }
  }
}
