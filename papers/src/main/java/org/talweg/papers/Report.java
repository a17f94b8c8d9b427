package org.talweg.papers;

import java.util.List;

/**
 * What a run of a reproduction found, with everything needed to repeat it; {@link Records} writes
 * and reads it as JSON.
 *
 * @param id the paper's
 * @param verdict over all claims
 * @param quick whether it was a reduced run, whose verdict counts for nothing
 * @param date of the run, UTC, as year-month-day
 * @param talweg the version that ran
 * @param seconds wall time
 */
public record Report(
    String id,
    String title,
    Verdict verdict,
    boolean quick,
    String date,
    String talweg,
    Machine machine,
    List<Long> seeds,
    double seconds,
    List<String> protocol,
    List<String> baselines,
    List<Claim.Judged> claims,
    List<Figure> figures,
    List<String> limits) {
  public Report {
    seeds = List.copyOf(seeds);
    protocol = List.copyOf(protocol);
    baselines = List.copyOf(baselines);
    claims = List.copyOf(claims);
    figures = List.copyOf(figures);
    limits = List.copyOf(limits);
  }

  /** As JSON, indented, ending in a newline. */
  public String toJson() {
    return Records.toJson(this);
  }
}
