package org.talweg.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.talweg.engine.Trial.Report;
import org.talweg.model.Direction;

class StopRuleTest {
  private static List<Report> curve(int steps, double value) {
    var reports = new ArrayList<Report>();
    for (int step = 1; step <= steps; step++) {
      reports.add(new Report(step, value));
    }
    return reports;
  }

  private static List<List<Report>> curves(double... values) {
    var all = new ArrayList<List<Report>>();
    for (double value : values) {
      all.add(curve(27, value));
    }
    return all;
  }

  @Test
  void everyRuleIsReadBackFromItsWord() {
    for (String word : List.of("none", "median", "halving")) {
      assertThat(StopRule.parse(word)).map(StopRule::word).hasValue(word);
    }
    assertThat(StopRule.parse("sometimes")).isEmpty();
  }

  @Test
  void theMedianRuleStopsWhatIsWorseThanTheMedianOfEnoughOthers() {
    var rule = new StopRule.Median(3);
    List<List<Report>> others = curves(1, 2, 3);
    assertThat(rule.stops(curve(2, 2.5), others, Direction.MINIMIZE)).isTrue();
    assertThat(rule.stops(curve(2, 2), others, Direction.MINIMIZE)).isFalse();
    assertThat(rule.stops(curve(2, 1.5), others, Direction.MAXIMIZE)).isTrue();
    assertThat(rule.stops(curve(2, 9), curves(1, 2), Direction.MINIMIZE)).isFalse();
  }

  @Test
  void halvingDecidesOnlyAtRungs() {
    var rule = new StopRule.Halving(3);
    List<List<Report>> others = curves(1, 2, 3, 4, 5);
    for (int steps = 1; steps <= 27; steps++) {
      boolean rung = steps == 3 || steps == 9 || steps == 27;
      assertThat(rule.stops(curve(steps, 9), others, Direction.MINIMIZE))
          .as("after step %d", steps)
          .isEqualTo(rung);
    }
  }

  @Property
  void aTrialBetterThanAllOthersIsNeverStopped(
      @ForAll @IntRange(min = 1, max = 30) int others,
      @ForAll @IntRange(min = 1, max = 27) int steps,
      @ForAll long seed) {
    var random = new Random(seed);
    var curves = new ArrayList<List<Report>>();
    for (int i = 0; i < others; i++) {
      curves.add(curve(1 + random.nextInt(27), 1 + random.nextDouble()));
    }
    for (StopRule rule : List.of(new StopRule.Median(1), new StopRule.Halving(3))) {
      assertThat(rule.stops(curve(steps, 0.5), curves, Direction.MINIMIZE)).isFalse();
    }
  }

  @Property
  void theOrderOfTheOthersDoesNotMatter(
      @ForAll @IntRange(min = 1, max = 20) int others, @ForAll long seed) {
    var random = new Random(seed);
    var curves = new ArrayList<List<Report>>();
    for (int i = 0; i < others; i++) {
      curves.add(curve(1 + random.nextInt(9), random.nextDouble()));
    }
    List<Report> trial = curve(3, random.nextDouble());
    for (StopRule rule : List.of(new StopRule.Median(2), new StopRule.Halving(3))) {
      boolean before = rule.stops(trial, curves, Direction.MINIMIZE);
      var shuffled = new ArrayList<>(curves);
      Collections.shuffle(shuffled, random);
      assertThat(rule.stops(trial, shuffled, Direction.MINIMIZE)).isEqualTo(before);
    }
  }
}
