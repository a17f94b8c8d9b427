package org.talweg.papers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The pages of the documentation about papers, as Markdown. A pure function of the records. */
public final class Pages {
  private Pages() {}

  /** Renews the pages of the checkout it is run in, after an edit of the index. */
  public static void main(String[] args) throws IOException {
    Path checkout = Records.checkout(Path.of("")).orElseThrow();
    Records.renewPages(checkout).forEach(System.out::println);
  }

  /** The table of all papers: {@code docs/papers.md}. */
  public static String table(PaperTable table) {
    var page = new StringBuilder();
    page.append(
        """
        # The paper table

        <!-- Generated from the index and the records of the papers module: do not edit. -->

        Ninety published methods and what became of their claims when Talweg tested them. A claim is
        stated with its criteria before it is run: *held* when every criterion is met, *not held*
        when none that states its effect is, *partly* otherwise. A paper is held when all its claims
        are, not held when none is, partly otherwise. What did not hold stays in the table.

        | verdict | papers |
        | --- | --- |
        """);
    for (Verdict verdict : Verdict.values()) {
      page.append("| %s | %d |\n".formatted(verdict, table.count(verdict)));
    }
    page.append(
        """

        `talweg papers list` prints this table, `talweg papers run ID` tests a paper,
        `talweg papers run ID --record` renews its record and its page in a checkout. A further
        reproduction is one class that implements `Reproduction`, one line in
        `META-INF/services/org.talweg.papers.Reproduction`, and one test.

        | id | paper | module | its place | verdict |
        | --- | --- | --- | --- | --- |
        """);
    for (PaperTable.Row row : table.rows()) {
      Paper p = row.paper();
      String id = row.report() == null ? p.id() : "[" + p.id() + "](papers/" + p.id() + ".md)";
      page.append(
          "| %s | %s (%d, %s) | `%s` | %s | %s |\n"
              .formatted(
                  id,
                  cell(p.title()),
                  p.year(),
                  links(p.source()),
                  p.module(),
                  cell(p.place()),
                  verdict(row)));
    }
    return page.toString();
  }

  private static String verdict(PaperTable.Row row) {
    if (row.report() == null) {
      return row.verdict().toString();
    }
    List<Verdict> claims = row.report().claims().stream().map(Claim.Judged::verdict).toList();
    return row.verdict()
        + " (claims: %d held, %d partly, %d not)"
            .formatted(
                Collections.frequency(claims, Verdict.HELD),
                Collections.frequency(claims, Verdict.PARTLY),
                Collections.frequency(claims, Verdict.NOT_HELD));
  }

  /** The page of one record: {@code docs/papers/ID.md}. */
  public static String report(Report report) {
    var page = new StringBuilder();
    page.append("# %s: %s\n\n".formatted(report.id(), report.title()));
    page.append("<!-- Generated from the record of the papers module: do not edit. -->\n\n");
    page.append("Verdict: **%s**%s.\n\n".formatted(report.verdict(), quick(report)));
    page.append("## Protocol\n\n");
    report.protocol().forEach(line -> page.append("- ").append(line).append("\n"));
    page.append("\nCompared with: ").append(String.join("; ", report.baselines())).append(".\n");
    page.append("\n## Claims\n");
    report.claims().forEach(claim -> page.append(claim(claim)));
    page.append("\n## Figures\n\nThe value, then how the seeds scatter.\n");
    figures(report.figures()).forEach((quantity, rows) -> page.append(table(quantity, rows)));
    page.append("\n## What this scale cannot show\n\n");
    report.limits().forEach(line -> page.append("- ").append(line).append("\n"));
    page.append("\n## How it was run\n\n");
    page.append(facts(report));
    return page.toString();
  }

  private static String quick(Report report) {
    return report.quick() ? " (a quick run, which counts for nothing)" : "";
  }

  private static String claim(Claim.Judged claim) {
    var text = new StringBuilder();
    text.append("\n### %s: %s\n\n".formatted(claim.name(), claim.verdict()));
    text.append(claim.statement()).append("\n");
    if (!claim.expectation().isEmpty()) {
      text.append("\nExpected: ").append(claim.expectation()).append("\n");
    }
    text.append(
        "\n| | criterion | threshold | measured | met |\n| --- | --- | --- | --- | --- |\n");
    for (Claim.Judged.Part part : claim.parts()) {
      Criterion c = part.criterion();
      text.append(
          "| %s | %s, %s | %s %s | %s | %s |\n"
              .formatted(
                  c.effect() ? "effect" : "condition",
                  cell(c.quantity()),
                  cell(c.method()),
                  c.relation(),
                  number(c.threshold()),
                  measured(part.value(), part.unit()),
                  part.held() ? "yes" : "no"));
    }
    return text.toString();
  }

  private static Map<String, List<Figure>> figures(List<Figure> figures) {
    var byQuantity = new LinkedHashMap<String, List<Figure>>();
    figures.forEach(
        f -> byQuantity.computeIfAbsent(f.quantity(), quantity -> new ArrayList<>()).add(f));
    return byQuantity;
  }

  private static String table(String quantity, List<Figure> rows) {
    var text = new StringBuilder();
    String unit = rows.getFirst().unit();
    text.append("\n### %s%s\n\n".formatted(quantity, unit.isEmpty() ? "" : " (" + unit + ")"));
    text.append("| method | value | min | quartiles | max | n |\n");
    text.append("| --- | --- | --- | --- | --- | --- |\n");
    for (Figure f : rows) {
      Spread s = f.spread();
      text.append(
          "| %s | %s (%s) | %s | %s, %s, %s | %s | %d |\n"
              .formatted(
                  cell(f.method()),
                  number(f.value()),
                  f.aggregate().words(),
                  number(s.min()),
                  number(s.lowerQuartile()),
                  number(s.median()),
                  number(s.upperQuartile()),
                  number(s.max()),
                  s.n()));
    }
    return text.toString();
  }

  private static String facts(Report report) {
    Machine m = report.machine();
    return """
    - %s, Talweg %s, Java %s
    - %s, %s, %d processors, %s GiB of heap; load before the run %s
    - %s s for %d seeds: %s
    """
        .formatted(
            report.date(),
            report.talweg(),
            m.java(),
            m.os(),
            m.processor(),
            m.processors(),
            number(m.heapGiB()),
            m.load() < 0 ? "unknown" : number(m.load()),
            number(report.seconds()),
            report.seeds().size(),
            String.join(", ", report.seeds().stream().map(String::valueOf).toList()));
  }

  private static String measured(double value, String unit) {
    return number(value) + (unit.isEmpty() ? "" : " " + unit);
  }

  /** Four significant digits, without an exponent where that is readable. */
  static String number(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "none" : value > 0 ? "∞" : "-∞";
    }
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-3 || size >= 1e6)) {
      return String.format(Locale.ROOT, "%.3e", value);
    }
    int digits = size == 0 ? 0 : Math.clamp(3 - (int) Math.floor(Math.log10(size)), 0, 6);
    String text = String.format(Locale.ROOT, "%." + digits + "f", value);
    return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
  }

  private static String links(String source) {
    var links = new ArrayList<String>();
    for (String part : source.split(" ")) {
      String[] pair = part.split(":", 2);
      links.add(
          pair[0].equals("doi")
              ? "[doi](https://doi.org/" + pair[1] + ")"
              : "[arXiv " + pair[1] + "](https://arxiv.org/abs/" + pair[1] + ")");
    }
    return String.join(", ", links);
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
