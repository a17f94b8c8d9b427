package org.talweg.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscoveryCommandTest {
  private static final Pattern RUN = Pattern.compile("\"run\" : \"([^\"]+)\"");
  private static final Pattern RULE = Pattern.compile("\"rule\" : .*");

  @TempDir Path folder = Path.of("");

  @BeforeEach
  void threeClassesInThePlane() throws Exception {
    var random = new Random(1);
    var rows = new StringBuilder();
    for (int n = 0; n < 40; n++) {
      int c = n % 3;
      rows.append(random.nextGaussian() + (c == 1 ? 2 : 0)).append(',');
      rows.append(random.nextGaussian() + (c == 2 ? 2 : 0)).append(',').append(c).append('\n');
    }
    Files.writeString(folder.resolve("a.csv"), rows);
  }

  private Path file(String discover) throws Exception {
    return Files.writeString(folder.resolve("d.yaml"), "discover: {" + discover + "}\n");
  }

  private Printed solve(String file, String store, int rules) throws Exception {
    String budget = "evaluations=" + rules;
    return Printed.of("solve", file, "--json", "--store", store, "--budget", budget);
  }

  private static String first(Pattern pattern, Printed printed) {
    Matcher matcher = pattern.matcher(printed.out());
    assertThat(matcher.find()).as("%s %s", printed.out(), printed.err()).isTrue();
    return matcher.group(matcher.groupCount());
  }

  @Test
  void aRuleIsFoundAndASearchThatGoesOnEndsWhereOneInOneGoEnds() throws Exception {
    String file = file("data: {csv: a.csv}").toString();
    String store = folder.resolve("runs.db").toString();
    Printed plan = Printed.of("explain", file, "--store", store);
    assertThat(plan.out()).contains("an update-rule").contains("plan: regularised-evolution");
    Printed begun = solve(file, store, 8);
    assertThat(begun.status()).as("%s", begun.err()).isZero();
    Printed more =
        Printed.of(
            "runs",
            "resume",
            first(RUN, begun),
            "--store",
            store,
            "--json",
            "--budget",
            "evaluations=16");
    assertThat(more.status()).as("%s", more.err()).isZero();
    assertThat(first(RULE, more)).isEqualTo(first(RULE, solve(file, store, 16)));
    assertThat(Printed.of("runs", "show", first(RUN, begun), "--store", store).status()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data: {csv: a.csv}, start: 'update = g + h'|h has no value",
        "data: {csv: a.csv}, begin: adamw|'begin' is no key of a discovery",
        "data: {csv: a.csv, of: numbers}|rules are tried on classes, not on numbers",
        "data: {csv: missing.csv}|no file",
        "start: lion|'data' is missing",
      })
  void aFileThatIsNoDiscoveryIsRefusedWithThePlace(String discover, String complaint)
      throws Exception {
    Printed refused = Printed.of("solve", file(discover).toString());
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).contains(complaint).contains("d.yaml:1");
  }
}
