package org.talweg.bench.program;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A problem of the benchmark, from a row of {@code index.csv}.
 *
 * @param best the best objective known
 * @param recorded what Ipopt came to when the index was made
 */
public record ProgramCase(
    String name, Path file, int variables, int constraints, double best, Recorded recorded) {
  /**
   * A recorded run of Ipopt, on whatever machine it was; the columns may be missing.
   *
   * @param objective empty where there was none
   */
  public record Recorded(String status, OptionalDouble objective, int iterations, double seconds) {}

  /** Within how much of max(1, |best|) an objective counts as the best. */
  public static final double TOLERANCE = 1e-6;

  /** How far constraints and bounds may be violated. */
  public static final double FEASIBLE = 1e-6;

  /** Whether an objective is as good as the best known, or better. */
  public boolean reached(double objective) {
    return objective <= best + TOLERANCE * Math.max(1, Math.abs(best));
  }

  /** Whether it is better than the best known by more than the tolerance. */
  public boolean surpassed(double objective) {
    return objective < best - TOLERANCE * Math.max(1, Math.abs(best));
  }

  /** Whether Ipopt's recorded run reached the best value, to either side. */
  public boolean reachedByRecorded() {
    double objective = recorded.objective.orElse(Double.NaN);
    return Math.abs(objective - best) <= TOLERANCE * Math.max(1, Math.abs(best));
  }

  /**
   * Reads the index of a folder of problems.
   *
   * @throws IOException where it cannot be read or a file that it names is missing
   */
  public static List<ProgramCase> read(Path folder) throws IOException {
    var cases = new ArrayList<ProgramCase>();
    Path index = folder.resolve("index.csv");
    try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(index)) {
      for (NamedCsvRecord row : rows) {
        cases.add(of(folder, row));
      }
    } catch (RuntimeException e) {
      throw new IOException(index + ": " + e.getMessage(), e);
    }
    return cases;
  }

  private static ProgramCase of(Path folder, NamedCsvRecord row) {
    String name = row.getField("name");
    Path file = folder.resolve(name + ".nl");
    file = Files.exists(file) ? file : folder.resolve(name + ".nl.gz");
    if (!Files.exists(file)) {
      throw new IllegalArgumentException("there is no " + name + ".nl");
    }
    return new ProgramCase(
        name,
        file,
        Integer.parseInt(row.getField("variables")),
        Integer.parseInt(row.getField("constraints")),
        Double.parseDouble(row.getField("best_known_objective")),
        new Recorded(
            row.findField("ipopt_status").orElse(""),
            number(row, "ipopt_objective"),
            (int) number(row, "ipopt_iterations").orElse(0),
            number(row, "ipopt_seconds").orElse(Double.NaN)));
  }

  private static OptionalDouble number(NamedCsvRecord row, String field) {
    return row.findField(field).filter(s -> !s.isBlank()).stream()
        .mapToDouble(Double::parseDouble)
        .findFirst();
  }
}
