package org.talweg.program.derivative;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.talweg.program.expression.Dag;
import org.talweg.program.expression.Op;

/**
 * Random expressions whose derivatives exist almost everywhere near the points they are read at.
 */
public final class RandomExpressions {
  private final Random random;
  private final Dag dag;
  private final int variables;
  private final List<Integer> made = new ArrayList<>();

  public RandomExpressions(Random random, Dag dag, int variables) {
    this.random = random;
    this.dag = dag;
    this.variables = variables;
  }

  /** Half of the time something made before, so that expressions share. */
  public int next(int depth) {
    if (!made.isEmpty() && random.nextInt(5) == 0) {
      return made.get(random.nextInt(made.size()));
    }
    int node = fresh(depth);
    made.add(node);
    return node;
  }

  private int fresh(int depth) {
    if (depth == 0 || random.nextInt(8) == 0) {
      return random.nextInt(4) == 0
          ? dag.constant(random.nextInt(-3, 4) / 2.0)
          : dag.variable(random.nextInt(variables));
    }
    int a = next(depth - 1);
    return switch (random.nextInt(24)) {
      case 0, 1 -> dag.add(a, next(depth - 1));
      case 2 -> dag.sum(a, next(depth - 1), next(depth - 1), next(depth - 1));
      case 3 -> dag.subtract(a, next(depth - 1));
      case 4, 5, 6 -> dag.multiply(a, next(depth - 1));
      case 7 -> dag.divide(a, positive(next(depth - 1)));
      case 8 -> dag.square(a);
      case 9 -> dag.power(positive(a), dag.constant(random.nextInt(-3, 6) / 2.0));
      case 10 -> dag.power(positive(bounded(a)), bounded(next(depth - 1)));
      case 11 -> dag.apply(Op.SQRT, positive(a));
      case 12 -> dag.apply(Op.EXP, bounded(a));
      case 13 -> dag.apply(random.nextBoolean() ? Op.LOG : Op.LOG10, positive(a));
      case 14 -> dag.apply(random.nextBoolean() ? Op.SIN : Op.COS, a);
      case 15 -> dag.apply(random.nextBoolean() ? Op.TAN : Op.ATANH, small(a));
      case 16 -> dag.apply(random.nextBoolean() ? Op.ASIN : Op.ACOS, small(a));
      case 17 -> dag.apply(random.nextBoolean() ? Op.ATAN : Op.ASINH, a);
      case 18 -> dag.apply(random.nextBoolean() ? Op.SINH : Op.COSH, bounded(a));
      case 19 -> dag.apply(Op.ACOSH, dag.add(dag.constant(1), positive(a)));
      case 20 -> dag.apply(Op.ATAN2, a, positive(next(depth - 1)));
      case 21 -> dag.apply(random.nextBoolean() ? Op.MIN : Op.MAX, a, next(depth - 1));
      case 22 -> dag.negate(a);
      default ->
          dag.choose(
              dag.apply(Op.LESS, a, next(depth - 1)),
              dag.apply(Op.SQRT, hardlyZero(next(depth - 1))),
              dag.apply(Op.ABS, next(depth - 1)));
    };
  }

  private int bounded(int a) {
    return dag.multiply(dag.constant(2), dag.apply(Op.SIN, a));
  }

  private int small(int a) {
    return dag.multiply(dag.constant(0.8), dag.apply(Op.TANH, a));
  }

  /** Of any sign; differences such as max(a, b) - a are 0 exactly, where a root has no slope. */
  private int hardlyZero(int a) {
    return dag.add(dag.constant(0.37), a);
  }

  private int positive(int a) {
    return dag.add(dag.constant(0.3), dag.square(a));
  }
}
