package org.talweg.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.talweg.model.Parameter.choice;
import static org.talweg.model.Parameter.integer;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class BlackBoxTest {
  private static final Space SPACE =
      Space.of(
              integer("level", 0, 9),
              choice("mode", "fast", "normal"),
              integer("depth", 0, 9).when("mode = normal"))
          .subjectTo("level <= 5");

  private static final BlackBox PROBLEM =
      BlackBox.of(
          "archive",
          SPACE,
          List.of(Objective.minimize("bytes")),
          (point, probe) -> Map.of("bytes", 100.0 - point.integer("level"), "seconds", 3.0));

  private static final Point FAST = point("fast", 4);
  private static final Point NORMAL =
      FAST.with(Map.of("mode", new Value.Text("normal"), "depth", new Value.Int(7)));

  private static Point point(String mode, long level) {
    return SPACE.point(Map.of("mode", new Value.Text(mode), "level", new Value.Int(level)));
  }

  @Test
  void theObjectiveIsWhatWasMeasured() throws Exception {
    Assessment assessment = PROBLEM.assess(FAST);
    assertThat(assessment.objective()).isEqualTo(96);
    assertThat(assessment.feasible()).isTrue();
    assertThat(assessment.quantities()).containsEntry("seconds", 3.0);
    assertThat(PROBLEM.features().get(Features.CONDITIONAL)).isEqualTo(1);
  }

  @Test
  void knownAndMeasuredViolationsAddUp() throws Exception {
    BlackBox limited = PROBLEM.subjectTo("seconds <= 2");
    assertThat(limited.assess(FAST).violation()).isEqualTo(1);
    assertThat(limited.assess(point("fast", 8)).violation()).isEqualTo(4);
  }

  @Test
  void levelsMeanTheSameInMeasuredConstraints() throws Exception {
    BlackBox either = PROBLEM.subjectTo("seconds <= 2 or mode = fast");
    assertThat(either.assess(FAST).feasible()).isTrue();
    assertThat(either.assess(NORMAL).violation()).isEqualTo(1);
    assertThat(either.subjectTo("seconds <= 9").constraints().getFirst())
        .isEqualTo(either.constraints().getFirst());
    assertRefused(() -> PROBLEM.subjectTo("seconds <= 2 or mode = fats"), "levels fast, normal");
    assertRefused(() -> PROBLEM.subjectTo("mode <= seconds"), "not one of the levels");
    assertRefused(() -> PROBLEM.subjectTo("seconds"), "not a condition");
    assertRefused(() -> PROBLEM.subjectTo("seconds <"), "after 9 characters");
  }

  @Test
  void levelsMeanTheSameInObjectives() throws Exception {
    var penalised =
        new Objective("cost", Formula.parse("bytes + 10 * (mode = fast)"), Direction.MINIMIZE);
    BlackBox problem = BlackBox.of("p", SPACE, List.of(penalised), PROBLEM.measure());
    assertThat(problem.assess(FAST).objective()).isEqualTo(106);
    assertThat(problem.assess(NORMAL).objective()).isEqualTo(96);
    assertThat(problem.objectives().getFirst().name()).isEqualTo("cost");
  }

  @Test
  void numericLevelsCompareWithMeasuredQuantities() throws Exception {
    Space space = Space.of(choice("threads", "1", "2", "8"));
    BlackBox problem =
        BlackBox.of(
                "p", space, List.of(Objective.minimize("seconds")), (_, _) -> Map.of("seconds", 1.))
            .subjectTo("threads <= cores");
    Point eight = space.point(Map.of("threads", new Value.Text("8")));
    assertThat(problem.judge(eight, Map.of("seconds", 1.0, "cores", 4.0)).violation()).isEqualTo(4);
  }

  @Test
  void constraintsOverInactiveParametersRestrictNothingButNeedTheirQuantities() throws Exception {
    BlackBox problem = PROBLEM.subjectTo("depth + seconds <= 4");
    assertThat(problem.assess(FAST).feasible()).isTrue();
    assertThat(problem.assess(NORMAL).violation()).isEqualTo(6);
    assertFails(() -> problem.judge(FAST, Map.of("bytes", 1.0)), "'seconds' was not measured");
  }

  @Test
  void whatCannotBeJudgedSaysWhy() {
    assertFails(() -> PROBLEM.judge(FAST, Map.of()), "bytes: 'bytes' was not measured");
    assertFails(() -> PROBLEM.judge(FAST, Map.of("bytes", Double.NaN)), "'bytes' is NaN");
    assertFails(
        () -> PROBLEM.judge(FAST, Map.of("bytes", Double.POSITIVE_INFINITY)), "bytes is Infinity");
    BlackBox limited = PROBLEM.subjectTo("seconds <= 2");
    assertFails(() -> limited.judge(FAST, Map.of("bytes", 1.0)), "'seconds' was not measured");
    assertFails(
        () -> limited.judge(FAST, Map.of("bytes", 1.0, "seconds", Double.NaN)), "'seconds' is NaN");
    BlackBox deep =
        BlackBox.of("p", SPACE, List.of(Objective.minimize("depth")), PROBLEM.measure());
    assertFails(() -> deep.judge(FAST, Map.of()), "'depth' is inactive");
  }

  @Test
  void anInfiniteQuantityViolatesInfinitely() throws Exception {
    var measured = Map.of("bytes", 1.0, "seconds", Double.POSITIVE_INFINITY);
    assertThat(PROBLEM.subjectTo("seconds <= 2").judge(FAST, measured).violation()).isInfinite();
    assertThat(PROBLEM.subjectTo("seconds >= 2").judge(FAST, measured).feasible()).isTrue();
  }

  @Test
  void whatAMeasureThrowsBecomesTheReason() {
    assertFails(
        () ->
            measuredBy(
                    (_, _) -> {
                      throw new IllegalStateException("no disk");
                    })
                .assess(FAST),
        "no disk");
    assertFails(
        () ->
            measuredBy(
                    (_, _) -> {
                      throw new IllegalStateException();
                    })
                .assess(FAST),
        "IllegalStateException");
    assertFails(() -> measuredBy((_, _) -> null).assess(FAST), "null");
    assertThatThrownBy(
            () ->
                measuredBy(
                        (_, _) -> {
                          throw new InterruptedException();
                        })
                    .assess(FAST))
        .isInstanceOf(InterruptedException.class);
  }

  private static BlackBox measuredBy(Measure measure) {
    return BlackBox.of("p", SPACE, List.of(Objective.minimize("bytes")), measure);
  }

  @Test
  void impossibleProblemsAreRefused() {
    assertRefused(() -> BlackBox.of("p", SPACE, List.of(), PROBLEM.measure()), "objective");
    assertRefused(() -> PROBLEM.withAttempts(Optional.empty(), -1), "retries");
    assertRefused(() -> PROBLEM.withAttempts(Optional.of(Duration.ZERO), 0), "time-out");
    assertRefused(() -> new Noise.Gaussian(OptionalDouble.of(-1)), "standard deviation");
    assertRefused(() -> new Form("Black Box"), "lower-case");
  }

  @Test
  void aFidelityIsChargedRelativeToFull() throws Exception {
    var epochs = new Fidelity("epochs", 1, 100, Formula.parse("5 + epochs"));
    assertThat(epochs.evaluations(100)).isEqualTo(1);
    assertThat(epochs.evaluations(16)).isEqualTo(0.2);
    assertThat(PROBLEM.withFidelity(epochs).fullFidelity()).isEqualTo(100);
    assertRefused(() -> new Fidelity("e", 2, 1, Formula.parse("e")), "from low to high");
    assertRefused(() -> new Fidelity("e", 0, 1, Formula.parse("e")), "positive");
    assertRefused(() -> new Fidelity("e", 1, 2, Formula.parse("f")), "'f' has no value");
  }

  @Test
  void assessmentsAreChecked() {
    assertRefused(Assessment::of, "at least one");
    assertRefused(() -> Assessment.of(1.0, Double.NaN), "NaN");
    for (double violation : new double[] {-1, Double.NaN}) {
      assertRefused(
          () -> new Assessment(List.of(1.0), violation, OptionalDouble.empty(), Map.of()),
          "0 or more");
    }
    var quantities = new LinkedHashMap<String, Double>();
    for (int i = 20; i > 0; i--) {
      quantities.put("q" + i, (double) i);
    }
    var assessment = new Assessment(List.of(1.0), 0, OptionalDouble.empty(), quantities);
    quantities.clear();
    assertThat(assessment.quantities().keySet()).first().isEqualTo("q20");
    assertThat(assessment.quantities()).hasSize(20);
  }

  private static void assertRefused(ThrowingCallable action, String message) {
    assertThatThrownBy(action)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static void assertFails(ThrowingCallable action, String message) {
    assertThatThrownBy(action)
        .isInstanceOf(AssessmentException.class)
        .hasMessageContaining(message);
  }
}
