package org.talweg.papers;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Collection;

/** What testing a claim, or all claims of a paper, came to. */
public enum Verdict {
  HELD("held"),
  PARTLY("partly"),
  NOT_HELD("not held"),
  /** No full run has been recorded. */
  NOT_YET("not yet");

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  /** The verdict of a paper: all claims held, none did, or something between. */
  public static Verdict of(Collection<Verdict> claims) {
    if (claims.isEmpty()) {
      return NOT_YET;
    }
    Verdict first = claims.iterator().next();
    return claims.stream().allMatch(claim -> claim == first) ? first : PARTLY;
  }

  /** The verdict of those words. */
  @JsonCreator
  static Verdict named(String words) {
    return Arrays.stream(values())
        .filter(verdict -> verdict.words.equals(words))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no verdict: " + words));
  }

  @JsonValue
  @Override
  public String toString() {
    return words;
  }
}
