package org.talweg.papers;

import java.util.List;

/**
 * A claim of a paper, with the rule that decides it, both stated before anything runs.
 *
 * <p>It is <em>held</em> when every criterion is met, <em>not held</em> when no criterion that
 * states its effect is met, and <em>partly</em> held otherwise.
 *
 * @param name a few words, unique within the paper
 * @param statement the claim in one sentence
 * @param expectation what earlier evidence makes one expect, or empty
 */
public record Claim(String name, String statement, String expectation, List<Criterion> criteria) {
  public Claim {
    criteria = List.copyOf(criteria);
    if (criteria.stream().noneMatch(Criterion::effect)) {
      throw new IllegalArgumentException("the claim '" + name + "' asserts nothing");
    }
  }

  /** What the figures make of the claim. */
  public Judged judge(List<Figure> figures) {
    List<Judged.Part> parts =
        criteria.stream()
            .map(c -> new Judged.Part(c, c.figure(figures).value(), c.figure(figures).unit()))
            .toList();
    return new Judged(name, statement, expectation, parts, verdict(parts));
  }

  private static Verdict verdict(List<Judged.Part> parts) {
    if (parts.stream().allMatch(Judged.Part::held)) {
      return Verdict.HELD;
    }
    return parts.stream().noneMatch(part -> part.held() && part.criterion().effect())
        ? Verdict.NOT_HELD
        : Verdict.PARTLY;
  }

  /** A claim with what was found. */
  public record Judged(
      String name, String statement, String expectation, List<Part> parts, Verdict verdict) {
    public Judged {
      parts = List.copyOf(parts);
    }

    /** A criterion with the measured value. */
    public record Part(Criterion criterion, double value, String unit, boolean held) {
      Part(Criterion criterion, double value, String unit) {
        this(criterion, value, unit, criterion.holds(value));
      }
    }
  }
}
