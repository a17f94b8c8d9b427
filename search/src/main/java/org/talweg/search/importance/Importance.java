package org.talweg.search.importance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.talweg.model.Domain;
import org.talweg.model.Parameter;
import org.talweg.model.Point;
import org.talweg.model.Space;
import org.talweg.model.Value;

/**
 * How much of an objective's variance over the space each parameter accounts for: a functional
 * ANOVA of a random forest f fitted to the trials.
 *
 * <pre>
 * alone_i      = Var(E[f | x_i]) / Var(f)             Sobol's first-order index
 * withOthers_i = E[Var(f | all but x_i)] / Var(f)     the total index, interactions included
 * </pre>
 *
 * <p>The space's unit cube is sampled uniformly within the known constraints: a conditional
 * parameter counts only where it exists, and what depends on whether it exists counts for the
 * parameters of its condition. Not being there is a level of its own for the forest. Permutations
 * are left out. The first index is read off cells of x_i, with the variance that chance leaves
 * between cells taken off; the second is Jansen's mean of squared differences, (f(x) - f(x'))^2 / 2
 * where x' differs from x in x_i alone. The first is at most the second: constraints make
 * parameters depend on one another, and then one that does nothing would be given what belongs to
 * those it goes with.
 *
 * <p>Source: Hutter, Hoos and Leyton-Brown, An Efficient Approach for Assessing Hyperparameter
 * Importance (2014); Sobol', Global sensitivity indices (2001); Jansen, Analysis of variance
 * designs for model output (1999). Needs {@value #FEWEST} values that differ. It speaks of the
 * forest, and only as far as {@link #explained} says of the objective; where one corner of the
 * space is extremely bad, most of the variance is there. Cost: a forest and some 60,000
 * predictions.
 *
 * @param shares in the order of declaration
 * @param explained the share of the variance that the forest predicts for trials it has not seen
 * @param trials used
 */
public record Importance(List<Share> shares, double explained, int trials) {
  /** Fewer values say nothing. */
  public static final int FEWEST = 12;

  private static final int TREES = 64;
  private static final int PREDICTIONS = 60_000;
  private static final int CELLS = 16;
  private static final int TRIES = 100;
  private static final long SEED = 1;

  /**
   * A parameter's part.
   *
   * @param alone from 0 to {@code withOthers}
   * @param withOthers up to 1; those of all parameters may sum to more than 1
   */
  public record Share(Parameter parameter, double alone, double withOthers) {}

  public Importance {
    shares = List.copyOf(shares);
  }

  /**
   * The importance of each parameter for the values of an objective, which belong to the points in
   * order; values that are not finite are left out. Empty where there are too few, or they are all
   * the same. The same trials give the same answer.
   */
  public static Optional<Importance> of(Space space, List<Point> points, double[] values) {
    int[] used = IntStream.range(0, values.length).filter(i -> finite(values[i])).toArray();
    double[] y = Arrays.stream(used).mapToDouble(i -> values[i]).toArray();
    List<Parameter> parameters =
        space.parameters().stream()
            .filter(p -> !(p.domain() instanceof Domain.Permutation))
            .toList();
    if (y.length < FEWEST || parameters.isEmpty() || Arrays.stream(y).distinct().count() < 2) {
      return Optional.empty();
    }
    double[][] rows =
        Arrays.stream(used).mapToObj(i -> row(parameters, points.get(i))).toArray(double[][]::new);
    int[] levels =
        parameters.stream()
            .mapToInt(p -> p.domain() instanceof Domain.Choice(var all) ? all.size() + 1 : 0)
            .toArray();
    var forest = new RegressionForest(rows, levels, y, TREES, SEED);
    return Optional.of(
        new Importance(shares(space, parameters, forest), forest.explained(), y.length));
  }

  private static boolean finite(double value) {
    return Math.abs(value) < 1e150; // its square must be finite too
  }

  /** What the forest sees: levels by their place, everything else from 0 to 1, -1 where absent. */
  private static double[] row(List<Parameter> parameters, Point point) {
    double[] row = new double[parameters.size()];
    double[] unit = new double[1];
    for (int c = 0; c < row.length; c++) {
      Domain domain = parameters.get(c).domain();
      Value value = point.value(parameters.get(c).name());
      if (domain instanceof Domain.Choice(List<String> all)) {
        row[c] = value == null ? all.size() : all.indexOf(value.toString());
      } else if (value == null) {
        row[c] = -1;
      } else {
        domain.encode(value, unit, 0);
        row[c] = unit[0];
      }
    }
    return row;
  }

  private static List<Share> shares(
      Space space, List<Parameter> parameters, RegressionForest forest) {
    int d = parameters.size();
    int n = Math.clamp(PREDICTIONS / (d + 1), 500, 6000);
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    double[][] u = new double[n][];
    double[] f = new double[n];
    double[][] differences = new double[d][n];
    for (int k = 0; k < n; k++) {
      u[k] = draw(space, random);
      f[k] = forest.predict(row(parameters, space.fromUnit(u[k])));
      for (int i = 0; i < d; i++) {
        Point other = elsewhere(space, u[k], parameters.get(i), random);
        differences[i][k] = other == null ? 0 : f[k] - forest.predict(row(parameters, other));
      }
    }
    double mean = Arrays.stream(f).average().orElse(0);
    double variance = Arrays.stream(f).map(v -> (v - mean) * (v - mean)).sum() / n;
    var shares = new ArrayList<Share>();
    for (int i = 0; i < d; i++) {
      double squares = Arrays.stream(differences[i]).map(v -> v * v).sum() / n;
      double alone = variance > 0 ? alone(space, parameters.get(i), u, f, mean) : 0;
      double withOthers = variance > 0 ? Math.min(1, squares / 2 / variance) : 0;
      shares.add(new Share(parameters.get(i), Math.min(alone, withOthers), withOthers));
    }
    return shares;
  }

  /** A point of the unit cube that satisfies the known constraints. */
  private static double[] draw(Space space, RandomGenerator random) {
    for (int t = 0; t < TRIES; t++) {
      double[] u = random.doubles(space.unitDimension()).toArray();
      if (space.violation(space.fromUnit(u)) == 0) {
        return u;
      }
    }
    return space.toUnit(space.sample(random));
  }

  /** The point with another value of one parameter, null where the constraints allow none. */
  private static @Nullable Point elsewhere(
      Space space, double[] u, Parameter parameter, RandomGenerator random) {
    double[] moved = u.clone();
    for (int t = 0; t < TRIES; t++) {
      moved[space.offset(space.indexOf(parameter.name()))] = random.nextDouble();
      Point point = space.fromUnit(moved);
      if (space.violation(point) == 0) {
        return point;
      }
    }
    return null;
  }

  /** Variance between cells of one coordinate, less what chance leaves there, over all of it. */
  private static double alone(
      Space space, Parameter parameter, double[][] u, double[] f, double mean) {
    int offset = space.offset(space.indexOf(parameter.name()));
    double values = parameter.domain().cardinality();
    boolean levels = parameter.domain() instanceof Domain.Choice;
    int cells = (int) Math.min(values, levels ? f.length / 10.0 : CELLS);
    double[] sums = new double[cells];
    double[] squares = new double[cells];
    int[] counts = new int[cells];
    for (int k = 0; k < f.length; k++) {
      int cell = Math.min((int) (u[k][offset] * cells), cells - 1);
      double deviation = f[k] - mean;
      sums[cell] += deviation;
      squares[cell] += deviation * deviation;
      counts[cell]++;
    }
    double between = 0;
    double total = 0;
    int filled = 0;
    for (int c = 0; c < cells; c++) {
      if (counts[c] > 0) {
        between += sums[c] * sums[c] / counts[c];
        total += squares[c];
        filled++;
      }
    }
    double chance = (total - between) / Math.max(1, f.length - filled) * (filled - 1);
    return total > 0 ? Math.clamp((between - chance) / total, 0.0, 1.0) : 0;
  }
}
