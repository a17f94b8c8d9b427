package org.talweg.program.inclusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.engine.Outcome;
import org.talweg.engine.RunOptions;
import org.talweg.engine.Talweg;
import org.talweg.model.AssessmentException;
import org.talweg.model.Budget;

class InclusionTest {
  /** Both players mix 1 : 3, and the game is worth 3/4. */
  private static final double[][] MIXED = {{3, 0}, {0, 1}};

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  private static double[][] game(int n, long seed) {
    var random = random(seed);
    double[][] a = new double[n][n];
    for (double[] row : a) {
      Arrays.setAll(row, j -> random.nextGaussian());
    }
    return a;
  }

  private static Outcome<double[]> solve(MonotoneInclusion inclusion, long epochs, String solver)
      throws Exception {
    return Talweg.solve(
        inclusion, RunOptions.within(Budget.evaluations(epochs)).withSolver(solver).withSeed(4));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"extragradient", "anchored-extragradient", "variance-reduced-extragradient"})
  void findsTheEquilibriumOfAGameOfTwoMoves(String solver) throws Exception {
    var best =
        solve(MonotoneInclusion.game("1 : 3", MIXED, 2e-3), 20_000, solver).best().orElseThrow();
    assertThat(best.assessment().objective()).isLessThanOrEqualTo(2e-3);
    assertThat(best.solution())
        .containsExactly(new double[] {0.25, 0.75, 0.25, 0.75}, within(4e-3));
  }

  /** Twenty components, in a game that is not cocoercive. */
  @ParameterizedTest
  @ValueSource(strings = {"halpern-page", "halpern-forb"})
  void leavesATenthOfTheResidualOfARandomGame(String solver) throws Exception {
    var game = MonotoneInclusion.game("random", game(20, 9), 1e-9);
    assertThat(solve(game, 5_000, solver).best().orElseThrow().assessment().objective())
        .isLessThan(0.1 * game.residual(game.start()));
  }

  /** F(u) = (1/n) sum of q_i (q_i' u - h_i): the normal equations of a consistent system. */
  private static MonotoneInclusion leastSquares(int n, double[] solution, long seed) {
    var random = random(seed);
    int d = solution.length;
    double[][] q = new double[n][d];
    for (double[] row : q) {
      Arrays.setAll(row, j -> random.nextGaussian());
      double norm = Math.sqrt(Arrays.stream(row).map(v -> v * v).sum());
      Arrays.setAll(row, j -> row[j] / norm);
    }
    var operator =
        new FiniteSumOperator() {
          @Override
          public int dimension() {
            return d;
          }

          @Override
          public int components() {
            return n;
          }

          @Override
          public void component(int i, double[] u, double[] value) {
            double residual = 0;
            for (int j = 0; j < d; j++) {
              residual += q[i][j] * (u[j] - solution[j]);
            }
            for (int j = 0; j < d; j++) {
              value[j] = residual * q[i][j];
            }
          }
        };
    return new MonotoneInclusion(
        "least squares", operator, Resolvent.none(), new double[d], 1, true, 1e-4);
  }

  /** Halpern's residual falls as 1/k; that of the others linearly where F is strongly monotone. */
  @ParameterizedTest
  @CsvSource({"extragradient, 1e-4", "variance-reduced-extragradient, 1e-4", "halpern-page, 5e-3"})
  void findsTheZeroOfACocoerciveSum(String solver, double residual) throws Exception {
    double[] solution = {1, -2, 0.5};
    var best = solve(leastSquares(64, solution, 3), 3_000, solver).best().orElseThrow();
    assertThat(best.assessment().objective()).isLessThanOrEqualTo(residual);
    assertThat(best.solution()).containsExactly(solution, within(10 * residual));
  }

  @Test
  void thePlannerTakesTheSavingMethodForManyComponentsAndTheSimpleOneForFew() throws Exception {
    RunOptions options = RunOptions.within(Budget.evaluations(50));
    assertThat(Talweg.solve(leastSquares(64, new double[] {1}, 3), options).plan().solvers())
        .containsExactly("variance-reduced-extragradient");
    assertThat(Talweg.solve(MonotoneInclusion.game("few", MIXED, 1e-3), options).plan().solvers())
        .containsExactly("extragradient");
  }

  @Test
  void theSameSeedGivesTheSameRun() throws Exception {
    var game = MonotoneInclusion.game("random", game(20, 9), 1e-9);
    for (String solver :
        List.of("halpern-page", "halpern-forb", "variance-reduced-extragradient")) {
      double[] once = solve(game, 60, solver).best().orElseThrow().solution();
      assertThat(solve(game, 60, solver).best().orElseThrow().solution()).isEqualTo(once);
    }
  }

  @Test
  void theBudgetOfEpochsIsKeptUpToOneIteration() throws Exception {
    var game = MonotoneInclusion.game("random", game(20, 9), 1e-12);
    for (String solver : List.of("extragradient", "halpern-page", "halpern-forb")) {
      assertThat(solve(game, 30, solver).spent().get(org.talweg.model.Resource.EVALUATIONS))
          .isBetween(30.0, 30 + 8.0);
    }
  }

  @Test
  void halpernWithExactValuesConvergesOnItsOwnTerms() throws Exception {
    MonotoneInclusion inclusion = leastSquares(8, new double[] {1, -2, 0.5}, 3);
    double[] last = new double[3];
    PageHalpern.iterateExactly(
        inclusion,
        1,
        new Oracle(
            inclusion.operator(),
            (epochs, u) -> {
              System.arraycopy(u, 0, last, 0, 3);
              return epochs < 2_000;
            }));
    // The rate of Halpern's iteration: 4 L |u_0 - u*| / k, with room for the constant.
    assertThat(inclusion.residual(last)).isLessThan(4 * 2.3 / 2_000);
  }

  @Property(tries = 100)
  void aGameIsTheMeanOfItsComponents(@ForAll @IntRange(min = 1, max = 6) int n, @ForAll long seed) {
    MonotoneInclusion inclusion = MonotoneInclusion.game("any", game(n, seed), 1e-3);
    double[] u = new double[2 * n];
    var random = random(seed + 1);
    Arrays.setAll(u, j -> random.nextGaussian());
    double[] whole = new double[2 * n];
    inclusion.operator().evaluate(u, whole);
    double[] mean = new double[2 * n];
    double[] part = new double[2 * n];
    for (int i = 0; i < n; i++) {
      inclusion.operator().component(i, u, part);
      for (int j = 0; j < part.length; j++) {
        mean[j] += part[j] / n;
      }
    }
    assertThat(mean).containsExactly(whole, within(1e-9));
  }

  @Property(tries = 300)
  void theProjectionOntoASimplexIsTheNearestPointOfIt(
      @ForAll @Size(min = 1, max = 9) List<@DoubleRange(min = -3, max = 3) Double> values) {
    double[] v = values.stream().mapToDouble(x -> x).toArray();
    double[] x = v.clone();
    Resolvent.simplices(x.length).apply(1, x);
    assertThat(Arrays.stream(x).sum()).isCloseTo(1, within(1e-12));
    assertThat(Arrays.stream(x).min().orElseThrow()).isNotNegative();
    // Nearest: v - x makes an obtuse angle with every way to a corner.
    for (int corner = 0; corner < x.length; corner++) {
      double product = 0;
      for (int j = 0; j < x.length; j++) {
        product += (v[j] - x[j]) * ((j == corner ? 1 : 0) - x[j]);
      }
      assertThat(product).isLessThan(1e-9);
    }
  }

  @Test
  void refusesWhatIsNoInclusion() {
    assertThatThrownBy(() -> MonotoneInclusion.game("empty", new double[0][0], 1e-3))
        .hasMessageContaining("a move for each player");
    assertThatThrownBy(() -> MonotoneInclusion.game("ragged", new double[][] {{1, 2}, {3}}, 1e-3))
        .hasMessageContaining("row 1 of the game has 1 entries, the first one 2");
    assertThatThrownBy(() -> MonotoneInclusion.game("zero", new double[][] {{0}}, 1e-3))
        .hasMessageContaining("not all 0");
    assertThatThrownBy(() -> MonotoneInclusion.game("g", MIXED, 1e-3).assess(new double[3]))
        .isInstanceOf(AssessmentException.class)
        .hasMessageContaining("4 coordinates, not 3");
  }
}
