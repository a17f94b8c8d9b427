package org.talweg.search.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.model.Assessment;
import org.talweg.model.BlackBox;
import org.talweg.model.Dominance;
import org.talweg.model.Noise;
import org.talweg.model.Parameter;
import org.talweg.model.Point;
import org.talweg.model.Probe;
import org.talweg.model.Space;

/** What holds for every test function. */
class TestFunctionsTest {
  static List<TestFunction> functions() {
    return TestFunctions.examples();
  }

  @ParameterizedTest
  @MethodSource("functions")
  void knownOptimaAreFeasibleAndAsGoodAsStated(TestFunction function) throws Exception {
    if (function.optimum() instanceof Optimum.Least least) {
      assertThat(least.points()).isNotEmpty();
      BlackBox problem = function.problem();
      for (Point point : least.points()) {
        Assessment a = problem.assess(point);
        assertThat(a.violation()).as(function.name()).isZero();
        assertThat(a.objective()).isCloseTo(least.value(), within(least.precision()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void noRandomPointIsBetterThanTheOptimum(TestFunction function) throws Exception {
    BlackBox problem = function.problem();
    var random = new SplittableRandom(1);
    for (int i = 0; i < 300; i++) {
      Assessment a = problem.assess(function.space().sample(random));
      if (a.feasible() && function.optimum() instanceof Optimum.Least least) {
        assertThat(a.objective()).isGreaterThanOrEqualTo(least.value() - least.precision());
      }
    }
  }

  /** Steps of every size around an optimum, in the unit cube: no better point is found. */
  @ParameterizedTest
  @MethodSource("functions")
  void noStepFromTheOptimumImproves(TestFunction function) throws Exception {
    if (function.optimum() instanceof Optimum.Least least) {
      BlackBox problem = function.problem();
      var random = new SplittableRandom(2);
      for (int i = 0; i < 300; i++) {
        double size = Math.pow(10, -6 * random.nextDouble());
        double[] u = function.space().toUnit(least.points().get(i % least.points().size()));
        for (int k = 0; k < u.length; k++) {
          if (random.nextInt(u.length) < 2) {
            u[k] = Math.clamp(u[k] + size * random.nextGaussian(), 0.0, 1.0);
          }
        }
        Assessment a = problem.assess(function.space().fromUnit(u));
        if (a.feasible()) {
          assertThat(a.objective()).isGreaterThanOrEqualTo(least.value() - least.precision());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void frontsAreMutuallyNonDominatedAndNoRandomPointDominatesThem(TestFunction function)
      throws Exception {
    if (function.optimum() instanceof Optimum.Front front) {
      List<Assessment> sampled =
          front.sampler().apply(200).stream().map(TestFunctionsTest::assessment).toList();
      assertThat(sampled).hasSizeGreaterThanOrEqualTo(150);
      assertThat(Dominance.front(function.objectives(), sampled, a -> a)).hasSameSizeAs(sampled);
      BlackBox problem = function.problem();
      var random = new SplittableRandom(4);
      for (int i = 0; i < 300; i++) {
        Assessment a = problem.assess(function.space().sample(random));
        if (a.feasible()) {
          assertThat(sampled).noneMatch(b -> Dominance.dominates(function.objectives(), a, b));
        }
      }
    }
  }

  private static Assessment assessment(double[] objectives) {
    return Assessment.of(
        IntStream.range(0, objectives.length).mapToObj(i -> objectives[i]).toArray(Double[]::new));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void aFunctionIsFoundByItsOwnName(TestFunction function) {
    assertThat(TestFunctions.find(function.name()).name()).isEqualTo(function.name());
    assertThat(function.source()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(strings = {"brannin", "Branin", "barnin", "branin2"})
  void aMisspeltNameSuggestsTheRightOne(String name) {
    assertThatThrownBy(() -> TestFunctions.find(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + name + "'")
        .hasMessageContaining("nearest are branin,");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-",
        "ackley-0",
        "ackley-",
        "ackley--3",
        "ackley-1.5",
        "ackley-999999999",
        "ackley-99999999999999999999",
        "rosenbrock-1",
        "bbob-f0",
        "bbob-f25",
        "bbob-f1-d1",
        "bbob-f1-d2000000",
        "bbob-f1-d2-i0",
        "branin[",
        "branin[]",
        "branin[1]",
        "branin[a,b]",
        "branin[NaN,1]",
        "branin[1,0]",
        "branin[-Infinity,Infinity]",
        "ackley[0,1][0,1][0,1]["
      })
  void impossibleNamesAreRefused(String name) {
    assertThatThrownBy(() -> TestFunctions.find(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("null");
  }

  @Test
  void noiseHasItsStandardDeviationAndRepeatsWithTheTrialsSeed() throws Exception {
    BlackBox noisy = TestFunctions.find("branin").withNoise(2.5).problem();
    Point point = noisy.space().fromUnit(new double[] {0.3, 0.6});
    double truth = TestFunctions.find("branin").values(point)[0];
    assertThat(noisy.noise()).isInstanceOf(Noise.Gaussian.class);
    int n = 20_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double error = noisy.assess(point, seeded(i)).objective() - truth;
      assertThat(noisy.assess(point, seeded(i)).objective() - truth).isEqualTo(error);
      sum += error;
      squares += error * error;
    }
    assertThat(sum / n).isCloseTo(0, within(4 * 2.5 / Math.sqrt(n)));
    assertThat(Math.sqrt(squares / n)).isCloseTo(2.5, within(4 * 2.5 / Math.sqrt(2.0 * n)));
    assertThat(TestFunctions.find("branin").withNoise(0).problem().noise().present()).isFalse();
  }

  private static Probe seeded(long seed) {
    return new Probe() {
      @Override
      public long trial() {
        return seed;
      }

      @Override
      public long seed() {
        return seed;
      }

      @Override
      public double fidelity() {
        return 1;
      }

      @Override
      public void report(long step, double value) {}
    };
  }

  @Test
  void aUsersOwnVariablesAreReadByPosition() throws Exception {
    TestFunction branin = TestFunctions.find("branin");
    Space own = Space.of(Parameter.integer("wide", -100, 100), Parameter.logReal("tall", 1, 1000));
    BlackBox problem = branin.problem(own);
    Point point = own.fromUnit(new double[] {0.9, 0.9});
    assertThat(problem.assess(point).objective())
        .isEqualTo(branin.values(point.integer("wide"), point.real("tall"))[0]);
    assertThatThrownBy(() -> branin.problem(Space.of(Parameter.real("x", 0, 1))))
        .hasMessageContaining("branin has 2 coordinates, the space has 1 parameters");
    assertThatThrownBy(
            () -> branin.problem(Space.of(Parameter.real("x", 0, 1), Parameter.real("f", 0, 1))))
        .hasMessageContaining("measures 'f'");
    Space levels =
        Space.of(Parameter.ordinal("x", "1", "2"), Parameter.choice("y", "fast", "slow"));
    assertThatThrownBy(() -> branin.problem(levels))
        .hasMessageContaining("needs a number from every parameter, which y does not");
  }
}
