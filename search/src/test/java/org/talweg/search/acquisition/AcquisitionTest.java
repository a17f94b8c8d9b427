package org.talweg.search.acquisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.talweg.model.Parameter.choice;
import static org.talweg.model.Parameter.integer;
import static org.talweg.model.Parameter.real;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.talweg.model.Point;
import org.talweg.model.Space;
import org.talweg.search.Toys;
import org.talweg.search.gp.Encoding;
import org.talweg.search.gp.GaussianProcess;
import org.talweg.search.gp.Hyperparameters;
import org.talweg.search.gp.Kernel;
import org.talweg.search.gp.Outputs;
import org.talweg.search.gp.PosteriorSample;
import org.talweg.search.gp.Prediction;

/** The identities of Frazier's tutorial, and gradients against finite differences. */
class AcquisitionTest {
  private static final Encoding BOX = Encoding.of(Toys.box(2, 0, 1));

  /** A process over twelve random values in the unit square. */
  private static GaussianProcess process(long seed, double noise) {
    var random = new Random(seed);
    double[][] rows = new double[12][];
    double[] y = new double[12];
    for (int i = 0; i < 12; i++) {
      rows[i] = row(random);
      y[i] = Math.sin(5 * rows[i][0]) + rows[i][1] + noise * random.nextGaussian();
    }
    var h = new Hyperparameters(new double[] {0.3, 0.5}, 1.2, noise, 0.1);
    return GaussianProcess.of(BOX, Kernel.MATERN_5_2, h, rows, y);
  }

  private static double[] row(Random random) {
    return new double[] {random.nextDouble(), random.nextDouble()};
  }

  /** Rows that are not those of the processes of that seed. */
  private static Random elsewhere(long seed) {
    return new Random(~seed);
  }

  private static double[][] observed(GaussianProcess process) {
    double[][] rows = new double[process.size()][];
    Arrays.setAll(rows, process::row);
    return rows;
  }

  private static double least(GaussianProcess process) {
    var prediction = new Prediction(2);
    double least = Double.POSITIVE_INFINITY;
    for (double[] row : observed(process)) {
      process.predict(row, prediction);
      least = Math.min(least, prediction.mean);
    }
    return least;
  }

  private static Map<String, Acquisition> acquisitions(long seed) {
    GaussianProcess f = process(seed, 0.05);
    GaussianProcess g = process(seed + 1, 0.05);
    GaussianProcess h = process(seed + 2, 0.05);
    var random = new Random(seed);
    Acquisition improvement = new OfPosterior(f, new ExpectedImprovement(least(f)));
    var all = new LinkedHashMap<String, Acquisition>();
    all.put("improvement", improvement);
    all.put("bound", new OfPosterior(f, new ConfidenceBound(2)));
    all.put("feasibility", new OfPosterior(f, new Feasibility(0.3)));
    all.put(
        "entropy", new OfPosterior(f, MaxValueEntropy.sample(f, observed(f), least(f), 8, random)));
    all.put("noisy improvement", KnowledgeGradient.noisyImprovement(f, 0.05));
    all.put("knowledge", new KnowledgeGradient(f, new double[][] {{0.1, 0.2}, {0.8, 0.4}}, 0.3));
    all.put("sum", new Sum(List.of(improvement, new OfPosterior(g, new Feasibility(0.5)))));
    all.put(
        "per cost", new PerCost(improvement, g, Outputs.standardized(new double[] {1, 2, 5}), 0.7));
    List<double[]> front2 = List.of(new double[] {0, 1}, new double[] {0.5, 0.2});
    all.put(
        "hypervolume of two",
        new HypervolumeImprovement(List.of(f, g), front2, new double[] {1.2, 1.5}));
    List<double[]> front3 = List.of(new double[] {0, 1, 0.3}, new double[] {0.5, 0.2, 0.6});
    all.put(
        "hypervolume of three",
        new HypervolumeImprovement(List.of(f, g, h), front3, new double[] {1.2, 1.5, 1.4}));
    return all;
  }

  @Property(tries = 20)
  void everyGradientAgreesWithFiniteDifferences(@ForAll @IntRange(min = 0, max = 10_000) int seed) {
    double[] x = row(elsewhere(seed));
    acquisitions(seed)
        .forEach(
            (name, acquisition) -> {
              double[] gradient = new double[2];
              double value = acquisition.at(x, gradient);
              assertThat(acquisition.at(x)).as(name).isEqualTo(value, within(1e-9));
              for (int k = 0; k < 2; k++) {
                double slope = slope(acquisition, x, k, gradient[k]);
                assertThat(gradient[k])
                    .as(name + " along " + k)
                    .isEqualTo(slope, within(1e-4 * (1 + Math.abs(slope))));
              }
            });
  }

  /**
   * The central difference nearest to the gradient, of three steps: logarithms of values such as
   * e^-65 bend so much that a step of 1e-5 is too long, and flat ones need no shorter one.
   */
  private static double slope(Acquisition acquisition, double[] x, int k, double gradient) {
    double nearest = Double.NaN;
    for (double step : new double[] {1e-5, 1e-6, 1e-7}) {
      double[] up = x.clone();
      double[] down = x.clone();
      up[k] += step;
      down[k] -= step;
      double slope = (acquisition.at(up) - acquisition.at(down)) / (2 * step);
      if (!(Math.abs(slope - gradient) >= Math.abs(nearest - gradient))) {
        nearest = slope;
      }
    }
    return nearest;
  }

  @Property(tries = 20)
  void aBatchOfRowsIsWorthWhatEachIsAlone(@ForAll @IntRange(min = 0, max = 10_000) int seed) {
    var random = elsewhere(seed);
    double[][] rows = new double[70][];
    Arrays.setAll(rows, _ -> row(random));
    acquisitions(seed)
        .forEach(
            (name, acquisition) -> {
              double[] together = new double[70];
              acquisition.at(rows, 70, together);
              for (int i = 0; i < 70; i++) {
                assertThat(together[i])
                    .as(name)
                    .isEqualTo(acquisition.at(rows[i]), within(1e-8 * (1 + Math.abs(together[i]))));
              }
            });
  }

  @Property(tries = 20)
  void theLineFormulaAgreesWithMonteCarlo(@ForAll @IntRange(min = 0, max = 10_000) int seed) {
    var random = new Random(seed);
    int n = 2 + random.nextInt(20);
    var lines = new Lines(n);
    for (int i = 0; i < n; i++) {
      lines.a()[i] = random.nextGaussian();
      lines.b()[i] = random.nextGaussian();
    }
    double[] a = lines.a().clone();
    double[] b = lines.b().clone();
    double now = Arrays.stream(a).max().orElseThrow();
    double sum = 0;
    double squares = 0;
    int samples = 100_000;
    for (int s = 0; s < samples; s++) {
      double z = random.nextGaussian();
      double most = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < n; i++) {
        most = Math.max(most, a[i] + b[i] * z);
      }
      sum += most - now;
      squares += (most - now) * (most - now);
    }
    double mean = sum / samples;
    double error = Math.sqrt((squares / samples - mean * mean) / samples);
    // Four standard errors: one in 16,000 samples lies outside, and twenty are drawn.
    assertThat(Math.exp(lines.logGain())).isEqualTo(mean, within(4 * error + 1e-12));
  }

  @Property(tries = 50)
  void noisyImprovementWithoutNoiseIsExpectedImprovement(
      @ForAll @IntRange(min = 0, max = 10_000) int seed) {
    GaussianProcess process = process(seed, 0);
    double[] x = row(elsewhere(seed));
    double noisy = KnowledgeGradient.noisyImprovement(process, 1e-12).at(x);
    double plain = new OfPosterior(process, new ExpectedImprovement(least(process))).at(x);
    assertThat(Math.exp(noisy)).isEqualTo(Math.exp(plain), within(1e-6));
  }

  @Property(tries = 50)
  void knowingMoreIsNeverWorthLessThanNothing(@ForAll @IntRange(min = 0, max = 10_000) int seed) {
    GaussianProcess process = process(seed, 0.1);
    var random = elsewhere(seed);
    var few = new KnowledgeGradient(process, new double[][] {row(random)}, 0.1);
    double[] x = row(random);
    assertThat(Math.exp(few.at(x))).isGreaterThanOrEqualTo(0).isFinite();
  }

  @Test
  void theImprovementOfABatchOfOneIsExpectedImprovement() {
    GaussianProcess process = process(4, 0.05);
    double best = least(process);
    double[] x = {0.72, 0.31};
    var draws = PosteriorSample.of(process, new double[][] {x});
    var random = new Random(8);
    int samples = 200_000;
    double sum = 0;
    double squares = 0;
    for (int s = 0; s < samples; s++) {
      double gain = Math.max(0, best - draws.draw(random)[0]);
      sum += gain;
      squares += gain * gain;
    }
    double mean = sum / samples;
    double error = Math.sqrt((squares / samples - mean * mean) / samples);
    double exact = Math.exp(new OfPosterior(process, new ExpectedImprovement(best)).at(x));
    assertThat(exact).isEqualTo(mean, within(3 * error));
  }

  @Test
  void hypervolumeImprovementAgreesWithMonteCarlo() {
    GaussianProcess f = process(1, 0.05);
    GaussianProcess g = process(2, 0.05);
    List<double[]> front = List.of(new double[] {-0.5, 1}, new double[] {0.4, 0.3});
    double[] reference = {1.2, 1.5};
    double[] x = {0.4, 0.6};
    var a = new Prediction(2);
    var b = new Prediction(2);
    f.predict(x, a);
    g.predict(x, b);
    var random = new Random(3);
    double sum = 0;
    double squares = 0;
    int samples = 200_000;
    for (int s = 0; s < samples; s++) {
      double u = a.mean + Math.sqrt(a.variance) * random.nextGaussian();
      double v = b.mean + Math.sqrt(b.variance) * random.nextGaussian();
      double gain = volume(front, u, v, reference);
      sum += gain;
      squares += gain * gain;
    }
    double mean = sum / samples;
    double error = Math.sqrt((squares / samples - mean * mean) / samples);
    double exact = Math.exp(new HypervolumeImprovement(List.of(f, g), front, reference).at(x));
    assertThat(exact).isEqualTo(mean, within(3 * error));
  }

  /** What (u, v) adds to the area that the front dominates: strips between the front's points. */
  private static double volume(List<double[]> front, double u, double v, double[] reference) {
    double area = 0;
    double[] cuts = {Double.NEGATIVE_INFINITY, front.get(0)[0], front.get(1)[0], reference[0]};
    double[] heights = {reference[1], front.get(0)[1], front.get(1)[1]};
    for (int i = 0; i < heights.length; i++) {
      double width = Math.max(0, cuts[i + 1] - Math.max(u, cuts[i]));
      area += width * Math.max(0, heights[i] - v);
    }
    return area;
  }

  @Test
  void aMaximumIsNeverExcludedNorForbiddenAndEndsWithTheSpace() {
    Space space = Space.of(integer("n", 0, 5), choice("c", "a", "b")).subjectTo("n <= 3 or c = a");
    Encoding encoding = Encoding.of(space);
    double[] own = encoding.row(new double[] {0.5, 0.1});
    var h = new Hyperparameters(new double[] {0.3, 1}, 1, 0, 0);
    var process =
        GaussianProcess.of(encoding, Kernel.RBF, h, new double[][] {own}, new double[] {0});
    var acquisition = new OfPosterior(process, new ConfidenceBound(1));
    Set<Point> seen = new HashSet<>();
    for (int i = 0; i < 10; i++) {
      Optional<double[]> next = maximum(acquisition, encoding, seen);
      Point point = encoding.point(next.orElseThrow());
      assertThat(space.violation(point)).isZero();
      assertThat(seen.add(point)).isTrue();
    }
    assertThat(maximum(acquisition, encoding, seen)).isEmpty();
  }

  private static Optional<double[]> maximum(
      Acquisition acquisition, Encoding encoding, Set<Point> seen) {
    return Maximizer.standard()
        .maximize(
            acquisition,
            encoding,
            List.of(),
            row -> seen.contains(encoding.point(row)),
            new Random(1));
  }

  @Test
  void theMaximiserFindsAGlobalMaximumInAContinuum() {
    Encoding encoding = Encoding.of(Space.of(real("x", 0, 1), real("y", 0, 1)));
    GaussianProcess process = process(9, 0.01);
    var acquisition = new OfPosterior(process, new ExpectedImprovement(least(process)));
    double[] found =
        Maximizer.standard()
            .maximize(acquisition, encoding, List.of(), _ -> false, new Random(1))
            .orElseThrow();
    double best = Double.NEGATIVE_INFINITY;
    for (int i = 0; i <= 100; i++) {
      for (int j = 0; j <= 100; j++) {
        best = Math.max(best, acquisition.at(new double[] {i / 100.0, j / 100.0}));
      }
    }
    assertThat(acquisition.at(found)).isGreaterThanOrEqualTo(best);
  }
}
