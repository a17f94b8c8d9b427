package org.talweg.papers;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The ninety papers with what their recorded reproductions found. */
public final class PaperTable {
  private final List<Row> rows;

  private PaperTable(List<Row> rows) {
    this.rows = List.copyOf(rows);
  }

  /**
   * A paper and its state.
   *
   * @param report of the recorded full run, null where there is none
   */
  public record Row(Paper paper, @Nullable Report report) {
    /** The recorded verdict. */
    public Verdict verdict() {
      return report == null ? Verdict.NOT_YET : report.verdict();
    }
  }

  /** The table with the records that this version of Talweg carries. */
  public static PaperTable bundled() {
    return with(id -> Optional.ofNullable(Records.bundled(id)));
  }

  /** The table with records of another origin. */
  static PaperTable with(Function<String, Optional<Report>> records) {
    return new PaperTable(
        Records.index().stream()
            .map(paper -> new Row(paper, records.apply(paper.id()).orElse(null)))
            .toList());
  }

  /** All rows, in the order of the index: by theme. */
  public List<Row> rows() {
    return rows;
  }

  /** How many rows have each verdict. */
  public long count(Verdict verdict) {
    return rows.stream().filter(row -> row.verdict() == verdict).count();
  }

  /**
   * The row of that paper.
   *
   * @throws UnknownPaperException where there is none; names the nearest id
   */
  public Row find(String id) throws UnknownPaperException {
    for (Row row : rows) {
      if (row.paper().id().equals(id)) {
        return row;
      }
    }
    String nearest =
        rows.stream()
            .map(row -> row.paper().id())
            .min(Comparator.comparingInt(other -> distance(id, other)))
            .orElseThrow();
    throw new UnknownPaperException(
        "there is no paper '"
            + id
            + "'"
            + (distance(id, nearest) <= Math.max(2, id.length() / 3)
                ? "; did you mean '" + nearest + "'?"
                : "; 'talweg papers list' shows all"));
  }

  /** One row as the command line prints it. */
  public record Entry(
      String id,
      String title,
      int year,
      String source,
      String module,
      String place,
      boolean runnable,
      Verdict verdict) {}

  /** All rows as the command line prints them. */
  public List<Entry> entries() {
    Set<String> runnable = Reproductions.ids();
    return rows.stream().map(row -> entry(row, runnable.contains(row.paper().id()))).toList();
  }

  private static Entry entry(Row row, boolean runnable) {
    Paper p = row.paper();
    return new Entry(
        p.id(), p.title(), p.year(), p.source(), p.module(), p.place(), runnable, row.verdict());
  }

  /** The entries as a JSON list, indented, ending in a newline. */
  public String toJson() {
    return Records.toJson(entries());
  }

  /** Levenshtein's edit distance. */
  static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(change, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
