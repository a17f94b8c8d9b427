package org.talweg.app.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.talweg.model.BlackBox;
import org.talweg.model.Domain;
import org.talweg.model.Parameter;
import org.talweg.model.Point;
import org.talweg.model.Probe;
import org.talweg.model.Value;

/** What a table answers; what is refused is in the folder of hostile files. */
class TableReaderTest {
  private static final String TABLE =
      """
      size,speed (m/s)+,mode,load
      1,10,fast,0.5
      1,30,fast,0.5
      2,15,normal,0.25
      7,40,fast,1
      """;

  @TempDir Path folder;

  private ProblemFile read(String text) throws Exception {
    Files.writeString(folder.resolve("t.csv"), TABLE);
    return ProblemFile.read(
        Files.writeString(folder.resolve("problem.yaml"), text + "\nmeasure: {table: t.csv}\n"));
  }

  private static double answer(BlackBox problem, Map<String, Value> values) throws Exception {
    return problem.assess(problem.space().point(values)).objective();
  }

  @Test
  void withoutVariablesEveryColumnVariesThatIsNotMeasured() throws Exception {
    BlackBox problem = read("maximize: speed_m_s\nsubject to: load <= 0.5").problem();
    assertThat(problem.space().parameters())
        .containsExactly(
            new Parameter(
                "size",
                new Domain.Ordinal(List.of("1", "2", "7")),
                Optional.empty(),
                Optional.empty()),
            Parameter.choice("mode", "fast", "normal"));
    assertThat(problem.constraints()).hasSize(1);
  }

  @Test
  void aRowAnswersForItselfAndTheNearestForEveryOtherPoint() throws Exception {
    BlackBox problem =
        read("""
                maximize: speed_m_s
                variables:
                  size: {int: [1, 7]}
                  mode: {choice: [normal, fast]}
                """)
            .problem();
    var fast = new Value.Text("fast");
    assertThat(answer(problem, Map.of("size", new Value.Int(7), "mode", fast))).isEqualTo(40);
    assertThat(answer(problem, Map.of("size", new Value.Int(5), "mode", fast))).isEqualTo(40);
    // The mean of two rows that are alike in the variables.
    assertThat(answer(problem, Map.of("size", new Value.Int(1), "mode", fast))).isEqualTo(20);
    // No row has it; the kinds are a whole range apart, the sizes a sixth of one.
    assertThat(answer(problem, Map.of("size", new Value.Int(2), "mode", fast))).isEqualTo(20);
  }

  @Test
  void rowsOutsideTheRangesAreLeftOutAndCounted() throws Exception {
    ProblemFile file = read("maximize: speed_m_s\nvariables: {size: {int: [1, 4]}}");
    assertThat(answer(file.problem(), Map.of("size", new Value.Int(4)))).isEqualTo(15);
    assertThat(file.warnings()).singleElement().asString().contains("1 of the 4 rows of t.csv");
  }

  @Test
  void numbersAreLevelsHoweverTheyAreWritten() throws Exception {
    BlackBox problem =
        read("maximize: speed_m_s\nvariables: {load: {choice: [\"0.25\", 1]}}").problem();
    assertThat(answer(problem, Map.of("load", new Value.Text("0.25")))).isEqualTo(15);
  }

  @Test
  void aColumnMayBeADerivative() throws Exception {
    BlackBox problem =
        read("""
                maximize: {formula: speed_m_s, gradient: {size: load}}
                variables: {size: {real: [1, 7]}}
                """)
            .problem();
    Point point = problem.space().point(Map.of("size", new Value.Real(2)));
    assertThat(problem.measure().measure(point, Probe.outsideARun(1)))
        .containsEntry("speed_m_s", 15.0)
        .containsEntry("load", 0.25);
  }

  @Test
  void constraintsMayBeOverVariablesAndOverWhatIsMeasured() throws Exception {
    BlackBox problem =
        read("""
                maximize: speed_m_s
                subject to: [size <= 2, load <= 0.25]
                variables: {size: {int: [1, 7]}}
                """)
            .problem();
    assertThat(problem.space().constraints()).hasSize(1);
    assertThat(problem.constraints()).hasSize(1);
  }
}
