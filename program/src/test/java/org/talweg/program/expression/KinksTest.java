package org.talweg.program.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.talweg.model.Direction;
import org.talweg.program.derivative.RandomExpressions;

class KinksTest {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final int VARIABLES = 3;

  private static final double[] LOW = {-1.5, -1, 0};
  private static final double[] HIGH = {1.5, 1, 2};

  private static double[] point(Random random) {
    double[] x = new double[VARIABLES];
    Arrays.setAll(x, j -> LOW[j] + (HIGH[j] - LOW[j]) * random.nextDouble());
    return x;
  }

  /** A minimisation of a random sum that is full of kinks, with one random constraint. */
  private static Algebra program(Random random) {
    var dag = new Dag();
    var expressions = new RandomExpressions(random, dag, VARIABLES);
    int a = dag.apply(Op.ABS, expressions.next(2));
    int b = dag.apply(Op.MAX, expressions.next(2), dag.apply(Op.MAX, a, expressions.next(2)));
    int c = dag.apply(Op.MIN, expressions.next(2), dag.constant(0.5));
    int d = dag.apply(Op.EXP, dag.apply(Op.MIN, dag.constant(1), expressions.next(3)));
    int objective = dag.sum(dag.multiply(dag.constant(2), b), dag.negate(c), d);
    int row = dag.add(dag.multiply(dag.variable(2), b), dag.square(a));
    return new Algebra(
        "random",
        dag,
        List.of(),
        LOW,
        HIGH,
        new boolean[VARIABLES],
        new double[VARIABLES],
        Direction.MINIMIZE,
        Row.of(objective),
        List.of(),
        List.of(Row.of(row)),
        new double[] {-INF},
        new double[] {3});
  }

  @Property(tries = 300)
  void aRangeHoldsEveryValue(@ForAll long seed) {
    var random = new Random(seed);
    Algebra program = program(random);
    Range[] ranges = Range.of(program.dag(), program.dag().size(), LOW, HIGH);
    int[] nodes = new int[ranges.length];
    Arrays.setAll(nodes, node -> node);
    for (int k = 0; k < 20; k++) {
      double[] values = program.dag().evaluate(nodes, point(random));
      for (int node : nodes) {
        if (!Double.isNaN(values[node])) {
          assertThat(values[node] + 0.0).isBetween(ranges[node].low(), ranges[node].high());
        }
      }
    }
  }

  @Property(tries = 300)
  void atTheKinksValuesTheNewProgramIsTheOld(@ForAll long seed) {
    var random = new Random(seed);
    Algebra program = program(random);
    if (IntStream.range(0, program.dag().size())
        .anyMatch(node -> program.dag().op(node) == Op.CHOOSE)) {
      return; // a condition between equals turns by rounding
    }
    Kinks kinks = Kinks.of(program);
    Algebra free = kinks.replaced();
    assertThat(Kinks.of(free).count()).isZero();
    double[] x = point(random);
    double[] full = Arrays.copyOf(x, free.variables());
    System.arraycopy(kinks.values(x), 0, full, VARIABLES, kinks.count());
    same(value(free, free.objective(), full), value(program, program.objective(), x));
    same(
        value(free, free.constraints().getFirst(), full),
        value(program, program.constraints().getFirst(), x));
    for (int i = 1; kinks.switches() == 0 && i < free.constraints().size(); i++) {
      double side = value(free, free.constraints().get(i), full);
      assertThat(Double.isNaN(side) ? free.constraintUpper()[i] : side)
          .isBetween(free.constraintLower()[i] - 1e-9, free.constraintUpper()[i] + 1e-9);
    }
  }

  /** Values of the variables that bound the kinks, each above what it must be by something. */
  @Property(tries = 300)
  void looseBoundsAreNoBetter(@ForAll long seed) {
    var random = new Random(seed);
    Algebra program = program(random);
    Kinks kinks = Kinks.of(program);
    if (kinks.switches() > 0) {
      return;
    }
    Algebra free = kinks.replaced();
    double[] x = point(random);
    double[] full = Arrays.copyOf(x, free.variables());
    double[] least = new double[full.length];
    Arrays.fill(least, -INF);
    double[] most = new double[full.length];
    Arrays.fill(most, INF);
    for (int i = 1; i < free.constraints().size(); i++) {
      Row row = free.constraints().get(i);
      int t = row.variables()[0];
      double piece = free.dag().evaluate(row.nonlinear(), full);
      if (free.constraintUpper()[i] == 0) {
        least[t] = Math.max(least[t], piece);
        full[t] = least[t] + random.nextDouble();
      } else {
        most[t] = Math.min(most[t], piece);
        full[t] = most[t] - random.nextDouble();
      }
    }
    double loose = value(free, free.objective(), full);
    double tight = value(program, program.objective(), x);
    if (!Double.isNaN(loose) && !Double.isNaN(tight)) {
      assertThat(loose).isGreaterThanOrEqualTo(tight - 1e-9 * Math.max(1, Math.abs(tight)));
    }
  }

  @Test
  void whatIsPressedAgainstItsPiecesNeedsBinaries() {
    var dag = new Dag();
    int x = dag.variable(0);
    int y = dag.variable(1);
    int norm = dag.add(dag.apply(Op.ABS, x), dag.apply(Op.ABS, y));
    Algebra maximal = linear(dag, Direction.MAXIMIZE, norm);
    assertThat(Kinks.of(maximal).switches()).isEqualTo(2);
    assertThat(Kinks.of(maximal).bounded()).isTrue();
    assertThat(Kinks.of(linear(dag, Direction.MINIMIZE, norm)).switches()).isZero();
  }

  @Test
  void knownSignsAndOrdersAreNoKinks() {
    var dag = new Dag();
    int z = dag.variable(2); // 0 to 2
    int one = dag.apply(Op.ABS, z);
    int two = dag.apply(Op.MAX, dag.variable(1), dag.add(z, dag.constant(2)));
    int three = dag.apply(Op.ABS, dag.subtract(dag.constant(-1), z));
    Algebra program = linear(dag, Direction.MAXIMIZE, dag.sum(one, two, three));
    assertThat(Kinks.of(program).count()).isZero();
  }

  @Property(tries = 300)
  void smoothKinksAreOffByTheirWidthAtMost(@ForAll long seed) {
    var random = new Random(seed);
    var dag = new Dag();
    int x = dag.variable(0);
    int y = dag.variable(1);
    double[] p = point(random);
    double width = 0.01;
    for (int kink :
        new int[] {dag.apply(Op.ABS, x), dag.apply(Op.MAX, x, y), dag.apply(Op.MIN, x, y)}) {
      for (Direction direction : Direction.values()) {
        Algebra program = linear(dag, direction, kink);
        Algebra smooth = Kinks.of(program).smoothed(width);
        double error =
            value(smooth, smooth.objective(), p) - value(program, program.objective(), p);
        assertThat(direction == Direction.MINIMIZE ? error : -error)
            .as("worse, by the width at most")
            .isBetween(dag.op(kink) == Op.MIN ? -width : -1e-12, width);
      }
    }
  }

  private static Algebra linear(Dag dag, Direction direction, int objective) {
    return new Algebra(
        "small",
        dag,
        List.of(),
        LOW,
        HIGH,
        new boolean[VARIABLES],
        new double[VARIABLES],
        direction,
        Row.of(objective),
        List.of(),
        List.of(),
        new double[0],
        new double[0]);
  }

  private static void same(double a, double b) {
    if (!Double.isNaN(b)) {
      assertThat(a - b)
          .isBetween(-1e-9 * Math.max(1, Math.abs(b)), 1e-9 * Math.max(1, Math.abs(b)));
    }
  }

  private static double value(Algebra algebra, Row row, double[] x) {
    double sum = algebra.dag().evaluate(row.nonlinear(), x);
    for (int k = 0; k < row.variables().length; k++) {
      sum += row.coefficients()[k] * x[row.variables()[k]];
    }
    return sum;
  }
}
