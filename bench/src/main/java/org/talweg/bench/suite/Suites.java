package org.talweg.bench.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.talweg.bench.Case;

/**
 * Every suite by its name, in the order of the report. Those of recorded data need the data folder
 * and are skipped, with the reason, where it is not at hand.
 */
public final class Suites {
  /** The problems of one suite. */
  @FunctionalInterface
  interface Reader {
    List<Case> cases() throws IOException;
  }

  /** A suite that has no problems on this machine, and why. */
  public static final class AbsentException extends IOException {
    private static final long serialVersionUID = 1;

    public AbsentException(String message) {
      super(message);
    }
  }

  /** The BBOB functions in as many dimensions as one likes, not all of which are listed. */
  private static final Pattern BBOB = Pattern.compile("bbob-([1-9]\\d{0,3})d");

  private final Map<String, Reader> readers = new LinkedHashMap<>();

  private Suites() {}

  /** The suites, those of recorded data from the folder. */
  public static Suites of(Optional<Path> data) {
    var suites = new Suites();
    suites.readers.put("classics", FunctionSuites::classics);
    for (int dimension : FunctionSuites.dimensions()) {
      suites.readers.put("bbob-" + dimension + "d", () -> FunctionSuites.bbob(dimension));
    }
    suites.readers.put("many-dimensions", FunctionSuites::manyDimensions);
    suites.readers.put("constrained", FunctionSuites::constrained);
    suites.readers.put("two-objectives", FunctionSuites::twoObjectives);
    suites.readers.put("three-objectives", FunctionSuites::threeObjectives);
    suites.readers.put("mixed", FunctionSuites::mixed);
    suites.recorded(data, "hpo-tables", "hpo", HpoTables::cases);
    suites.recorded(data, "yahpo-lcbench", "hpo/yahpo_lcbench", YahpoSurrogates::lcbench);
    suites.recorded(data, "yahpo-glmnet", "hpo/yahpo_iaml_glmnet", YahpoSurrogates::glmnet);
    suites.recorded(data, "olympus", "bo_tables/olympus", LaboratoryTables::olympus);
    suites.recorded(data, "pvlab", "bo_tables/pvlab", LaboratoryTables::pvlab);
    for (String moot : List.of("config", "systems", "process")) {
      String suite = "moot-" + moot;
      suites.recorded(
          data,
          suite,
          "config_tuning/moot_" + moot,
          folder -> ConfigurationTables.cases(suite, folder));
    }
    suites.recorded(
        data, "moot-hpo", "hpo/moot_hpo", folder -> ConfigurationTables.cases("moot-hpo", folder));
    return suites;
  }

  /** Reads the problems of one folder. */
  private interface FolderReader {
    List<Case> cases(Path folder) throws IOException;
  }

  private void recorded(Optional<Path> data, String suite, String folder, FolderReader reader) {
    readers.put(
        suite,
        () -> {
          if (data.isEmpty()) {
            throw new AbsentException(
                "there is no data folder; name one with --data or TALWEG_DATA");
          }
          Path path = data.get().resolve(folder);
          if (!Files.isDirectory(path)) {
            throw new AbsentException("there is no folder " + path);
          }
          return reader.cases(path);
        });
  }

  /** Their names. */
  public List<String> names() {
    return List.copyOf(readers.keySet());
  }

  /**
   * The problems of a suite.
   *
   * @throws AbsentException where its data is missing
   * @throws IllegalArgumentException where there is no such suite
   */
  public List<Case> cases(String suite) throws IOException {
    Reader reader = readers.get(suite);
    Matcher bbob = BBOB.matcher(suite);
    if (reader == null && bbob.matches()) {
      return FunctionSuites.bbob(Integer.parseInt(bbob.group(1)));
    }
    if (reader == null) {
      throw new IllegalArgumentException(
          "there is no suite '" + suite + "'; suites are " + String.join(", ", names()));
    }
    return reader.cases();
  }

  /**
   * The suites that a word names: one suite, or all whose name begins with it and a hyphen.
   *
   * @throws IllegalArgumentException where there are none
   */
  public List<String> named(String word) {
    if (readers.containsKey(word) || BBOB.matcher(word).matches()) {
      return List.of(word);
    }
    List<String> group = names().stream().filter(name -> name.startsWith(word + "-")).toList();
    if (group.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no suite '" + word + "'; suites are " + String.join(", ", names()));
    }
    return group;
  }
}
