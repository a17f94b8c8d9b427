package org.talweg.papers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * The index and the recorded runs. Records live among the resources of this module, one JSON file a
 * paper; the pages under {@code docs} are generated from them and from the index.
 */
public final class Records {
  private static final String RECORDS = "papers/src/main/resources/org/talweg/papers/records";
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY).build();
  private static final ObjectWriter WRITER =
      JSON.writer()
          .with(
              new DefaultPrettyPrinter()
                  .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                  .withArrayIndenter(new DefaultIndenter("  ", "\n")));

  private Records() {}

  /** All papers, in the order of the index. */
  static List<Paper> index() {
    String text = resource("index.tsv");
    if (text == null) {
      throw new IllegalStateException("index.tsv is missing from the jar of talweg-papers");
    }
    return text.lines().skip(1).map(Paper::read).toList();
  }

  /** The record that this version of Talweg carries for a paper of the index. */
  static @Nullable Report bundled(String id) {
    String text = resource("records/" + id + ".json");
    return text == null ? null : read(text);
  }

  private static @Nullable String resource(String name) {
    try (InputStream in = Records.class.getResourceAsStream(name)) {
      return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a report.
   *
   * @throws JacksonException where the text is no report
   */
  static Report read(String json) {
    return JSON.readValue(json, Report.class);
  }

  static String toJson(Object value) {
    return WRITER.writeValueAsString(value) + "\n";
  }

  /**
   * Records a full run in a checkout of Talweg and renews the pages that show it.
   *
   * @param checkout its root folder, which {@link #checkout} finds
   * @return the files written
   * @throws ReproductionException where the run was not a full one: its verdict counts for nothing
   */
  public static List<Path> record(Report report, Path checkout)
      throws ReproductionException, IOException {
    int stated = Reproductions.find(report.id()).map(Reproduction::seeds).orElse(0);
    if (report.quick() || report.seeds().size() < stated) {
      throw new ReproductionException(
          "only a full run is recorded: not a quick one, and at least " + stated + " seeds");
    }
    Path record = checkout.resolve(RECORDS).resolve(report.id() + ".json");
    Files.createDirectories(record.getParent());
    Files.writeString(record, report.toJson());
    var written = new ArrayList<>(List.of(record));
    written.addAll(renewPages(checkout));
    return written;
  }

  /** Writes the pages that show the index and the records of a checkout; returns them. */
  static List<Path> renewPages(Path checkout) throws IOException {
    var written = new ArrayList<Path>();
    PaperTable table = in(checkout);
    Path docs = checkout.resolve("docs");
    Files.createDirectories(docs.resolve("papers"));
    written.add(Files.writeString(docs.resolve("papers.md"), Pages.table(table)));
    for (PaperTable.Row row : table.rows()) {
      if (row.report() != null) {
        Path page = docs.resolve("papers/" + row.paper().id() + ".md");
        written.add(Files.writeString(page, Pages.report(row.report())));
      }
    }
    return written;
  }

  /** The table with the records of a checkout, which may be newer than the bundled ones. */
  static PaperTable in(Path checkout) {
    return PaperTable.with(
        id -> {
          Path file = checkout.resolve(RECORDS).resolve(id + ".json");
          try {
            return Files.exists(file)
                ? Optional.of(read(Files.readString(file)))
                : Optional.empty();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** The checkout of Talweg that the folder lies in. */
  public static Optional<Path> checkout(Path folder) {
    for (Path at = folder.toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve("papers/src/main/resources/org/talweg/papers"))) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }
}
