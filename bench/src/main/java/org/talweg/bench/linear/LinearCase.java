package org.talweg.bench.linear;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program of the benchmark, from a row of {@code solved_with_highs.csv}.
 *
 * @param status Optimal, Infeasible or Unbounded, as HiGHS found
 * @param objective the optimum; NaN where there is none
 */
public record LinearCase(String name, Path file, String status, double objective) {
  /** The name of a folder's index. */
  public static final String INDEX = "solved_with_highs.csv";

  /** Within how much of max(1, |optimum|) an objective counts as the optimum. */
  public static final double TOLERANCE = 1e-6;

  /** Whether an objective is the optimum. */
  public boolean reached(double value) {
    return Math.abs(value - objective) <= TOLERANCE * Math.max(1, Math.abs(objective));
  }

  /** Reads the index of a folder of programs. */
  public static List<LinearCase> read(Path folder) throws IOException {
    var cases = new ArrayList<LinearCase>();
    Path index = folder.resolve(INDEX);
    try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(index)) {
      for (NamedCsvRecord row : rows) {
        String file = row.getField("file");
        String objective = row.getField("objective");
        cases.add(
            new LinearCase(
                file,
                folder.resolve(file),
                row.getField("status"),
                objective.isBlank() ? Double.NaN : Double.parseDouble(objective)));
      }
    } catch (RuntimeException e) {
      throw new IOException(index + ": " + e.getMessage(), e);
    }
    return cases;
  }
}
