package org.talweg.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.talweg.model.Assessment;
import org.talweg.model.Parameter;
import org.talweg.model.Point;
import org.talweg.model.Space;

class CallbackStrategyTest {
  private static final Space SPACE = Space.of(Parameter.real("x", 0, 1));

  private static Point point(double x) {
    return SPACE.fromUnit(new double[] {x});
  }

  private static Trial square(long number, Proposal proposal) {
    double x = proposal.point().real("x");
    return new Trial(number, proposal, new Result.Done(Assessment.of(x * x)));
  }

  private static double value(Trial trial) {
    return trial.assessment().orElseThrow().objective();
  }

  @Property(tries = 20)
  void theMethodSeesTheValuesOfItsOwnPoints(@ForAll @IntRange(min = 1, max = 50) int points) {
    var seen = new ArrayList<Double>();
    try (var strategy =
        new CallbackStrategy(
            evaluate -> {
              for (int i = 0; i < points; i++) {
                seen.add(value(evaluate.at(point(i / 64.0))));
              }
            })) {
      long number = 0;
      for (var asked = strategy.ask(); asked.isPresent(); asked = strategy.ask()) {
        strategy.tell(square(++number, asked.get()));
      }
      assertThat(number).isEqualTo(points);
      assertThat(strategy.failure()).isEmpty();
    }
    for (int i = 0; i < points; i++) {
      assertThat(seen.get(i)).isEqualTo(i / 64.0 * (i / 64.0));
    }
  }

  @Test
  void severalPointsMayBeToldInAnyOrder() {
    var values = new ArrayList<Double>();
    try (var strategy =
        new CallbackStrategy(
            evaluate ->
                evaluate
                    .all(List.of(point(0.25), point(0.5), point(0.75)))
                    .forEach(trial -> values.add(value(trial))))) {
      Proposal a = strategy.ask().orElseThrow();
      Proposal b = strategy.ask().orElseThrow();
      Proposal c = strategy.ask().orElseThrow();
      assertThat(strategy.ask()).isEmpty();
      assertThat(strategy.ask()).isEmpty();
      strategy.tell(square(1, c));
      strategy.tell(square(2, a));
      assertThat(strategy.ask()).isEmpty();
      strategy.tell(square(3, b));
      assertThat(strategy.ask()).isEmpty();
    }
    assertThat(values).containsExactly(0.0625, 0.25, 0.5625);
  }

  @Test
  void aMethodThatThrowsEndsForItsReason() {
    try (var strategy =
        new CallbackStrategy(
            evaluate -> {
              evaluate.at(point(0.5));
              throw new IllegalStateException("singular matrix");
            })) {
      strategy.tell(square(1, strategy.ask().orElseThrow()));
      assertThat(strategy.ask()).isEmpty();
      assertThat(strategy.failure().orElseThrow()).contains("singular matrix");
    }
  }

  @Test
  @Timeout(20)
  void closingEndsAMethodThatWaits() {
    var ended = new AtomicBoolean();
    var strategy =
        new CallbackStrategy(
            evaluate -> {
              try {
                evaluate.at(point(0.5));
              } finally {
                ended.set(true);
              }
            });
    assertThat(strategy.ask()).isPresent();
    strategy.close();
    assertThat(ended).isTrue();
    assertThat(strategy.ask()).isEqualTo(Optional.empty());
    assertThat(strategy.failure()).isEmpty();
  }

  @Test
  @Timeout(20)
  void closingEndsAMethodThatSleeps() throws InterruptedException {
    var strategy =
        new CallbackStrategy(
            evaluate -> {
              evaluate.at(point(0.5));
              Thread.sleep(60_000);
            });
    strategy.tell(square(1, strategy.ask().orElseThrow()));
    strategy.close();
  }

  @Test
  @Timeout(20)
  void closingBeforeTheFirstAskIsFine() {
    var strategy = new CallbackStrategy(evaluate -> evaluate.at(point(0.5)));
    strategy.close();
    assertThat(strategy.ask()).isEmpty();
  }
}
