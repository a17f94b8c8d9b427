package org.talweg.search.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.model.Assessment;
import org.talweg.model.BlackBox;
import org.talweg.model.Probe;

class ClassicsTest {
  @ParameterizedTest
  @CsvSource({
    "branin, 0.397887",
    "hartmann-3, -3.86278",
    "hartmann-6, -3.32237",
    "six-hump-camel, -1.0316",
    "goldstein-price, 3",
    "forrester, -6.020740",
    "sphere-7, 0",
    "rosenbrock-4, 0",
    "ackley-5, 0",
    "rastrigin-20, 0",
    "griewank-3, 0",
    "levy-9, 0",
    "schwefel-6, 0",
    "michalewicz-2, -1.8013",
    "michalewicz-5, -4.687658",
    "michalewicz-10, -9.66015",
    "styblinski-tang-3, -117.49850",
  })
  void theBestValueIsThePublishedOne(String name, String published) {
    int digits = published.length() - published.indexOf('.') - 1;
    double half = published.contains(".") ? 0.51 * Math.pow(10, -digits) : 1e-9;
    assertThat(TestFunctions.find(name).best().orElseThrow())
        .isCloseTo(Double.parseDouble(published), within(half));
  }

  @Test
  void rosenbrockMayBeRestrictedToItsValley() {
    TestFunction function = TestFunctions.find("rosenbrock-4[-2,2]");
    assertThat(function.name()).isEqualTo("rosenbrock-4[-2,2]");
    assertThat(function.space().toString()).isEqualTo("[x1, x2, x3, x4]");
    assertThat(function.values(-2, -2, 2, 2)[0]).isEqualTo(100 * (36 + 4 + 4) + 9 + 9 + 1);
    assertThatThrownBy(() -> function.within(-3, 2)).hasMessageContaining("not part of");
    assertThatThrownBy(() -> function.within(-1, 0)).hasMessageContaining("no known optimum");
  }

  @Test
  void forrestersCheapPairHasAnotherMinimumAndATenthOfTheCost() throws Exception {
    BlackBox problem = TestFunctions.find("forrester").problem();
    var fidelity = problem.fidelity().orElseThrow();
    assertThat(fidelity.evaluations(0)).isCloseTo(0.1, within(1e-12));
    assertThat(fidelity.evaluations(1)).isEqualTo(1);
    double[] argmin = new double[2];
    for (int level = 0; level <= 1; level++) {
      double least = Double.POSITIVE_INFINITY;
      for (int i = 0; i <= 1000; i++) {
        double x = i / 1000.0;
        var point = problem.space().fromUnit(new double[] {x});
        Assessment a = problem.assess(point, Probe.outsideARun(level));
        double high = Math.pow(6 * x - 2, 2) * Math.sin(12 * x - 4);
        double expected = level == 1 ? high : 0.5 * high + 10 * (x - 0.5) - 5;
        assertThat(a.objective()).isCloseTo(expected, within(1e-12));
        if (a.objective() < least) {
          least = a.objective();
          argmin[level] = x;
        }
      }
    }
    assertThat(argmin[1]).isCloseTo(0.757, within(1e-9));
    assertThat(argmin[0]).isLessThan(0.2);
    assertThat(problem.assess(problem.space().fromUnit(new double[] {0.5})).quantities())
        .isEqualTo(Map.of("f", TestFunctions.find("forrester").values(0.5)[0]));
  }
}
