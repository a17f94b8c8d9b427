package org.talweg.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that nobody can run: each is refused with its place, and nothing is written. */
class HostileFilesTest {
  static final Path FOLDER = Path.of("src/test/resources/hostile");

  @TempDir Path folder;

  /**
   * A line of expected.tsv.
   *
   * @param place line and column, - where the file as a whole is wrong
   * @param schema whether the schema refuses it too
   */
  record Expected(String file, String place, boolean schema, String words) {
    @Override
    public String toString() {
      return file;
    }
  }

  static Stream<Expected> hostile() throws Exception {
    return Files.readAllLines(FOLDER.resolve("expected.tsv")).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("\t"))
        .map(cell -> new Expected(cell[0], cell[1], cell[2].equals("S"), cell[3]));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void isRefusedWithItsPlaceAndNothingIsWritten(Expected expected) {
    Path file = FOLDER.resolve(expected.file());
    for (String command : List.of("solve", "explain")) {
      Path store = folder.resolve("store.db");
      Printed refused = Printed.of(command, file.toString(), "--store", store.toString());
      assertThat(refused.status()).isEqualTo(2);
      assertThat(refused.out()).isEmpty();
      assertThat(refused.err())
          .startsWith(file + (expected.place().equals("-") ? ":" : ":" + expected.place() + ":"))
          .contains(expected.words())
          .doesNotContain("Exception", "\tat ", "org.talweg", "org.snakeyaml");
      assertThat(refused.err().codePoints().filter(c -> c != '\n' && Character.isISOControl(c)))
          .isEmpty();
      assertThat(refused.err()).hasSizeLessThan(5000);
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void everyFileIsExpected() throws Exception {
    Set<String> expected = hostile().map(Expected::file).collect(Collectors.toSet());
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Stream.concat(expected.stream(), Stream.of("expected.tsv")).toList());
    }
  }
}
