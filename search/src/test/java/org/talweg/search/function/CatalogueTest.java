package org.talweg.search.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.talweg.model.Domain;

/** The table in docs/test-functions.md says what the registry holds. */
class CatalogueTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "test-functions.md");

  @Test
  void theDocumentedTableIsTheRegistrys() throws IOException {
    assertThat(Files.readString(DOCUMENT)).contains(table());
  }

  private static String table() {
    var text =
        new StringBuilder(
            "| name | at this size | variables | measures | best known | source |\n"
                + "| --- | --- | --- | --- | --- | --- |\n");
    List<String> names = TestFunctions.names();
    List<TestFunction> examples = TestFunctions.examples();
    for (int i = 0; i < names.size(); i++) {
      TestFunction f = examples.get(i);
      text.append(
          "| `%s` | `%s` | %s | %s | %s | %s |\n"
              .formatted(
                  names.get(i),
                  f.name(),
                  variables(f),
                  String.join(", ", f.quantities()),
                  best(f.optimum()),
                  f.source()));
    }
    return text.toString();
  }

  private static String variables(TestFunction function) {
    var kinds = new TreeMap<String, Integer>();
    for (var parameter : function.space().parameters()) {
      String kind =
          switch (parameter.domain()) {
            case Domain.Real _ -> "real";
            case Domain.Int _ -> "whole";
            case Domain.Choice _ -> "choice";
            case Domain.Ordinal _ -> "ordinal";
            case Domain.Permutation _ -> "order";
          };
      kinds.merge(parameter.when().isPresent() ? "conditional " + kind : kind, 1, Integer::sum);
    }
    return String.join(
        ", ", kinds.entrySet().stream().map(e -> e.getValue() + " " + e.getKey()).toList());
  }

  private static String best(Optimum optimum) {
    return switch (optimum) {
      case Optimum.Least least -> shortest(least.value());
      case Optimum.Front front ->
          "hypervolume %s below %s"
              .formatted(
                  shortest(front.hypervolume()),
                  front.reference().stream().map(CatalogueTest::shortest).toList());
    };
  }

  private static String shortest(double value) {
    return new BigDecimal(value, new MathContext(10)).stripTrailingZeros().toPlainString();
  }
}
