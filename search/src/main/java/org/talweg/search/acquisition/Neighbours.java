package org.talweg.search.acquisition;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.talweg.model.Domain;
import org.talweg.model.Parameter;
import org.talweg.model.Point;
import org.talweg.model.Space;
import org.talweg.model.Value;
import org.talweg.search.gp.Encoding;

/**
 * The rows that differ from one in a single discrete parameter: whole numbers and ordinals one and
 * a random number of steps away, every other level of a choice (a few of many), and permutations
 * with two items exchanged. A parameter that becomes active by the change takes a random value.
 */
final class Neighbours {
  private static final int MOST = 12;

  private Neighbours() {}

  static double[][] of(Encoding encoding, double[] row, RandomGenerator random) {
    Space space = encoding.space();
    Point point = encoding.point(row);
    var rows = new ArrayList<double[]>();
    for (int p = 0; p < space.parameters().size(); p++) {
      Parameter parameter = space.parameters().get(p);
      Value value = point.value(p);
      if (value == null) {
        continue;
      }
      int at = space.offset(p);
      for (double[] changed : changes(parameter.domain(), row, at, random)) {
        double[] unit = row.clone();
        System.arraycopy(changed, 0, unit, at, changed.length);
        for (int k = 0; k < unit.length; k++) {
          unit[k] = Double.isNaN(unit[k]) ? random.nextDouble() : unit[k];
        }
        rows.add(encoding.row(unit));
      }
    }
    return rows.toArray(double[][]::new);
  }

  /** Other values of one parameter, in unit coordinates. */
  private static List<double[]> changes(
      Domain domain, double[] row, int at, RandomGenerator random) {
    return switch (domain) {
      case Domain.Real _ -> List.of();
      case Domain.Int range -> steps(domain, range.cardinality(), row[at], random);
      case Domain.Ordinal levels -> steps(domain, levels.cardinality(), row[at], random);
      case Domain.Choice(List<String> levels) -> others(levels.size(), row[at], random);
      case Domain.Permutation(List<String> items) -> exchanges(items.size(), row, at, random);
    };
  }

  private static List<double[]> steps(
      Domain domain, double cells, double at, RandomGenerator random) {
    var changes = new ArrayList<double[]>();
    if (cells < 2) {
      return changes;
    }
    if (domain instanceof Domain.Int range) {
      long value = ((Value.Int) domain.decode(new double[] {at}, 0)).value();
      for (long next : new long[] {value - 1, value + 1}) {
        if (next >= range.low() && next <= range.high()) {
          double[] unit = new double[1];
          domain.encode(new Value.Int(next), unit, 0);
          changes.add(unit);
        }
      }
    } else {
      for (double next : new double[] {at - 1 / cells, at + 1 / cells}) {
        if (next > 0 && next < 1) {
          changes.add(new double[] {next});
        }
      }
    }
    double jump = Math.clamp(at + 0.3 * random.nextGaussian(), 0.0, 1.0);
    changes.add(new double[] {jump});
    return changes;
  }

  private static List<double[]> others(int levels, double at, RandomGenerator random) {
    int present = Math.min((int) (at * levels), levels - 1);
    var changes = new ArrayList<double[]>();
    int first = levels > MOST ? random.nextInt(levels) : 0;
    for (int k = 0; k < levels && changes.size() < MOST; k++) {
      int level = (first + k) % levels;
      if (level != present) {
        changes.add(new double[] {(level + 0.5) / levels});
      }
    }
    return changes;
  }

  private static List<double[]> exchanges(int items, double[] row, int at, RandomGenerator random) {
    var changes = new ArrayList<double[]>();
    for (int k = 0; k < MOST && items > 1; k++) {
      int i = random.nextInt(items);
      int j = random.nextInt(items);
      double[] unit = new double[items];
      System.arraycopy(row, at, unit, 0, items);
      unit[i] = row[at + j];
      unit[j] = row[at + i];
      if (i != j) {
        changes.add(unit);
      }
    }
    return changes;
  }
}
