package org.talweg.search.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.model.Assessment;
import org.talweg.model.BlackBox;
import org.talweg.search.pareto.Hypervolume;

class TwoObjectivesTest {
  private static Optimum.Front front(String name) {
    return (Optimum.Front) TestFunctions.find(name).optimum();
  }

  /** Points of a front dominate a little less than the front; the gap shrinks with their number. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "zdt1",
        "zdt2",
        "zdt3",
        "zdt4",
        "zdt6",
        "schaffer",
        "fonseca-fleming-2",
        "fonseca-fleming-5",
        "kursawe",
        "dtlz1",
        "dtlz1-m3",
        "dtlz2",
        "dtlz2-m3",
        "dtlz7",
        "dtlz7-m3",
        "binh-korn",
        "constr-ex"
      })
  void theSampledFrontsHypervolumeConvergesToTheStatedOne(String name) {
    Optimum.Front front = front(name);
    double[] reference = front.referencePoint();
    double few = Hypervolume.of(front.sampler().apply(150), reference);
    double many = Hypervolume.of(front.sampler().apply(2400), reference);
    double limit = front.hypervolume() + front.precision();
    assertThat(few).isLessThan(many);
    assertThat(many).isLessThan(limit);
    double shrinkage = reference.length == 2 ? 0.09 : 0.4;
    assertThat(front.hypervolume() - many)
        .isLessThan(shrinkage * (front.hypervolume() - few) + 2 * front.precision());
  }

  @ParameterizedTest
  @CsvSource({
    "zdt1, 0.8766667",
    "zdt2, 0.5433333",
    "zdt3, 1.3317629",
    "zdt6, 0.5078775",
    "dtlz2, 0.4246018",
    "dtlz2-m3, 0.8074012",
    "dtlz1, 159999.875",
    "dtlz1-m3, 63999999.9791667",
    "schaffer, 22.3333333"
  })
  void hypervolumesAreTheIntegralsOfTheFronts(String name, double hypervolume) {
    assertThat(front(name).hypervolume()).isCloseTo(hypervolume, within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"zdt1-5", "zdt3-5", "schaffer", "kursawe", "binh-korn", "constr-ex", "dtlz7"})
  void noSetOfFeasiblePointsPassesTheHypervolume(String name) throws Exception {
    TestFunction function = TestFunctions.find(name);
    BlackBox problem = function.problem();
    var random = new SplittableRandom(11);
    var found = new ArrayList<double[]>();
    for (int i = 0; i < 5_000; i++) {
      double[] u = random.doubles(function.space().unitDimension()).toArray();
      if (i % 2 == 0) {
        for (int k = 1; k < u.length; k++) {
          u[k] *= random.nextInt(2);
        }
      }
      Assessment a = problem.assess(function.space().fromUnit(u));
      if (a.feasible()) {
        found.add(new double[] {a.objectives().get(0), a.objectives().get(1)});
      }
    }
    assertThat(found).isNotEmpty();
    Optimum.Front front = front(name);
    assertThat(Hypervolume.of(found, front.referencePoint()))
        .isPositive()
        .isLessThan(front.hypervolume() + front.precision());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void dtlz2sFrontIsTheUnitSphere(int m) {
    TestFunction function = TestFunctions.find("dtlz2-m" + m);
    for (double[] f : front("dtlz2-m" + m).sampler().apply(50)) {
      assertThat(length(f)).isCloseTo(1, within(1e-12));
    }
    double[] x = new SplittableRandom(m).doubles(m + 9).toArray();
    double g = 0;
    for (int i = m - 1; i < x.length; i++) {
      g += (x[i] - 0.5) * (x[i] - 0.5);
    }
    assertThat(length(function.values(x))).isCloseTo(1 + g, within(1e-12));
  }

  private static double length(double[] f) {
    double sum = 0;
    for (double v : f) {
      sum += v * v;
    }
    return Math.sqrt(sum);
  }

  @ParameterizedTest
  @CsvSource({
    "schaffer, 0, 4, 4, 0",
    "binh-korn, 0, 50, 136, 4",
    "constr-ex, 0.3888889, 9, 1, 1",
    "kursawe, -20, 0, -14.4359, -11.6269",
    "dtlz1, 0, 0.5, 0.5, 0",
    "dtlz7, 0, 4, 0.8594009, 2.3070",
  })
  void endsOfTheFrontAreThePublishedOnes(
      String name, double first, double second, double lastFirst, double lastSecond) {
    List<double[]> front = front(name).sampler().apply(2000);
    assertThat(front.getFirst()).containsExactly(new double[] {first, second}, within(1e-3));
    assertThat(front.getLast()).containsExactly(new double[] {lastFirst, lastSecond}, within(3e-3));
  }
}
