package org.talweg.app.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The published schema and the reader are two statements of one format. */
class SchemaTest {
  private static final Path RESOURCES = Path.of("src/test/resources");
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final JsonNode text = JSON.readTree(ProblemFile.schema());
  private final Schema schema =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(text);

  private static JsonNode yaml(Path file) throws Exception {
    String text = Files.readString(file);
    var load = new Load(LoadSettings.builder().build());
    return JSON.valueToTree(
        load.loadFromString(file.toString().endsWith("json") ? text.replace('\t', ' ') : text));
  }

  @Test
  void acceptsEveryFileThatTheReaderAccepts() throws Exception {
    var files = new ArrayList<Path>();
    try (Stream<Path> valid = Files.list(RESOURCES.resolve("valid"));
        Stream<Path> examples = Files.walk(Path.of("../examples"))) {
      valid.forEach(files::add);
      examples.filter(file -> file.toString().endsWith(".yaml")).forEach(files::add);
    }
    assertThat(files).hasSizeGreaterThan(9);
    for (Path file : files) {
      assertThat(schema.validate(yaml(file))).as("%s", file).isEmpty();
      if (Files.readString(file).contains("\n  start: ")) {
        continue; // from weights that another training has yet to learn
      }
      var objectives =
          TrainingFile.takes(file)
              ? TrainingFile.read(file).training().objectives()
              : DiscoveryFile.takes(file)
                  ? DiscoveryFile.read(file).discovery().objectives()
                  : ProblemFile.read(file).problem().objectives();
      assertThat(objectives).as("%s", file).isNotEmpty();
    }
  }

  @Test
  void refusesWhatItIsExpectedToRefuse() throws Exception {
    int refused = 0;
    for (String line : Files.readAllLines(RESOURCES.resolve("hostile/expected.tsv"))) {
      String[] cells = line.split("\t");
      if (!line.startsWith("#") && cells[2].equals("S")) {
        Path file = RESOURCES.resolve("hostile").resolve(cells[0]);
        assertThat(schema.validate(yaml(file))).as("%s", file).isNotEmpty();
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(60);
  }

  @Test
  void hasTheKeysThatTheReaderHas() {
    var all = new TreeSet<>(ProblemReader.KEYS);
    all.addAll(TrainingReader.KEYS);
    all.addAll(DiscoveryReader.KEYS);
    assertThat(keys(text)).containsExactlyInAnyOrderElementsOf(all);
    assertThat(keys(text.at("/properties/budget")))
        .containsExactlyInAnyOrderElementsOf(Amounts.RESOURCES.keySet());
    var measure = new TreeSet<>(keys(text.at("/$defs/command")));
    assertThat(keys(text.at("/$defs/function")))
        .containsExactlyInAnyOrderElementsOf(MeasureReader.KEYS_OF_FUNCTIONS);
    measure.addAll(MeasureReader.KEYS_OF_FUNCTIONS);
    assertThat(keys(text.at("/$defs/table")))
        .containsExactlyInAnyOrderElementsOf(MeasureReader.KEYS_OF_TABLES);
    measure.addAll(MeasureReader.KEYS_OF_TABLES);
    assertThat(measure).containsExactlyInAnyOrderElementsOf(MeasureReader.KEYS);
    assertThat(keys(text.at("/$defs/objective/anyOf/1")))
        .containsExactlyInAnyOrderElementsOf(ObjectivesReader.KEYS);
    var variable = new TreeSet<String>();
    text.at("/$defs/variable/oneOf").forEach(kind -> variable.addAll(keys(kind)));
    assertThat(variable).containsExactlyInAnyOrderElementsOf(VariablesReader.KEYS);
  }

  @Test
  void describesEveryKey() {
    var without = new ArrayList<String>();
    for (String where :
        List.of("/properties", "/$defs/command/properties", "/properties/budget/properties")) {
      text.at(where)
          .properties()
          .forEach(
              key -> {
                JsonNode target = key.getValue();
                if (!target.has("description") && target.has("$ref")) {
                  target = text.at(target.get("$ref").asString().substring(1));
                }
                if (!target.has("description")) {
                  without.add(where + "/" + key.getKey());
                }
              });
    }
    assertThat(without).isEmpty();
  }

  private static Set<String> keys(JsonNode object) {
    return Set.copyOf(object.get("properties").propertyNames());
  }
}
