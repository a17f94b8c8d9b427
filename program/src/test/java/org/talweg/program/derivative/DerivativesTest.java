package org.talweg.program.derivative;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.talweg.model.Direction;
import org.talweg.program.Nlp;
import org.talweg.program.expression.Algebra;
import org.talweg.program.expression.Dag;
import org.talweg.program.expression.Op;
import org.talweg.program.expression.Row;

class DerivativesTest {
  private static final int VARIABLES = 4;

  /** A program of random rows; some rows repeat the shape of others with other numbers. */
  private static Algebra program(Random random) {
    var dag = new Dag();
    var expressions = new RandomExpressions(random, dag, VARIABLES);
    var rows = new ArrayList<Row>();
    for (int i = 0; i < 4; i++) {
      int[] linear = {random.nextInt(VARIABLES), random.nextInt(VARIABLES)};
      double[] coefficients = {random.nextGaussian(), random.nextInt(3) - 1};
      int factor = dag.constant(random.nextInt(1, 4));
      int twin =
          dag.apply(
              Op.SIN, dag.multiply(dag.variable(random.nextInt(VARIABLES)), dag.constant(1.5 * i)));
      rows.add(
          new Row(
              linear,
              coefficients,
              dag.sum(dag.multiply(factor, expressions.next(4)), dag.negate(twin))));
    }
    double[] none = new double[VARIABLES];
    double[] free = {0, 0, 0};
    return new Algebra(
        "random",
        dag,
        List.of(),
        none,
        none,
        new boolean[VARIABLES],
        none,
        random.nextBoolean() ? Direction.MINIMIZE : Direction.MAXIMIZE,
        rows.getFirst(),
        List.of(),
        rows.subList(1, 4),
        free,
        free);
  }

  private static double[] point(Random random) {
    return random.doubles(VARIABLES, -1.5, 1.5).toArray();
  }

  @Property(tries = 300)
  void valuesAreThoseOfTheRows(@ForAll long seed) {
    var random = new Random(seed);
    Algebra algebra = program(random);
    Nlp nlp = new AlgebraicNlp(algebra);
    double[] x = point(random);
    double sign = algebra.direction() == Direction.MINIMIZE ? 1 : -1;
    same(nlp.objective(x), sign * value(algebra, algebra.objective(), x));
    double[] c = new double[3];
    nlp.constraints(x, c);
    for (int i = 0; i < 3; i++) {
      same(c[i], value(algebra, algebra.constraints().get(i), x));
    }
  }

  private static void same(double a, double b) {
    if (!Double.isNaN(a) || !Double.isNaN(b)) {
      assertThat(Math.abs(a - b)).isLessThanOrEqualTo(1e-10 * (1 + Math.abs(b)));
    }
  }

  /** Straight from the definition, by recursion. */
  private static double value(Algebra algebra, Row row, double[] x) {
    double sum = value(algebra.dag(), row.nonlinear(), x);
    for (int k = 0; k < row.variables().length; k++) {
      sum += row.coefficients()[k] * x[row.variables()[k]];
    }
    return sum;
  }

  private static double value(Dag dag, int node, double[] x) {
    return switch (dag.op(node)) {
      case CONSTANT -> dag.value(node);
      case VARIABLE -> x[dag.index(node)];
      case SUM -> {
        double sum = 0;
        for (int k = 0; k < dag.arity(node); k++) {
          sum += value(dag, dag.argument(node, k), x);
        }
        yield sum;
      }
      case CHOOSE ->
          value(dag, dag.argument(node, 0), x) != 0
              ? value(dag, dag.argument(node, 1), x)
              : value(dag, dag.argument(node, 2), x);
      default -> {
        double a = value(dag, dag.argument(node, 0), x);
        yield dag.arity(node) == 1
            ? dag.op(node).value(a)
            : dag.op(node).value(a, value(dag, dag.argument(node, 1), x));
      }
    };
  }

  @Property(tries = 500)
  void derivativesAgreeWithFiniteDifferences(@ForAll long seed) {
    var random = new Random(seed);
    Nlp nlp = new AlgebraicNlp(program(random));
    FiniteDifferences.check(nlp, point(random), random);
  }

  @Property(tries = 200)
  void anUnusedRowDoesNotTouchTheHessian(@ForAll long seed) {
    var random = new Random(seed);
    Nlp nlp = new AlgebraicNlp(program(random));
    double[] values = new double[nlp.hessianSparsity().size()];
    Arrays.fill(values, 7);
    nlp.hessian(point(random), 0, new double[3], values);
    assertThat(values).containsOnly(0.0);
  }

  @Test
  void theBranchNotTakenDoesNoHarm() {
    var dag = new Dag();
    int x = dag.variable(0);
    int guarded =
        dag.choose(
            dag.apply(Op.LESS, dag.constant(0), x),
            dag.multiply(dag.apply(Op.SQRT, x), dag.apply(Op.LOG, x)),
            dag.square(x));
    Nlp nlp = one(dag, guarded);
    double[] gradient = new double[1];
    nlp.gradient(new double[] {-2}, gradient);
    assertThat(gradient[0]).isEqualTo(-4);
    double[] hessian = new double[1];
    nlp.hessian(new double[] {-2}, 1, new double[0], hessian);
    assertThat(hessian[0]).isEqualTo(2);
  }

  @Test
  void repeatedShapesAreDifferentiatedOnce() {
    var dag = new Dag();
    int[] elements = new int[1000];
    for (int k = 0; k < elements.length; k++) {
      int difference = dag.subtract(dag.variable(k), dag.constant(0.1 * (k + 1)));
      elements[k] = dag.multiply(dag.apply(Op.EXP, difference), dag.variable(k + 1));
    }
    var shapes = new Shapes(dag);
    for (int element : elements) {
      shapes.add(element, 0, 1);
    }
    assertThat(shapes.groups()).hasSize(1);
    assertThat(shapes.groups().getFirst().size()).isEqualTo(1000);
    assertThat(shapes.groups().getFirst().parameters()).isEqualTo(1);
  }

  @Test
  void linearTermsHaveNoSecondDerivatives() {
    var dag = new Dag();
    int sum =
        dag.subtract(
            dag.divide(dag.variable(0), dag.constant(4)),
            dag.multiply(dag.constant(3), dag.add(dag.variable(0), dag.constant(1))));
    Nlp nlp = one(dag, sum);
    double[] gradient = new double[1];
    nlp.gradient(new double[] {5}, gradient);
    assertThat(gradient[0]).isEqualTo(-2.75);
    assertThat(nlp.hessianSparsity().size()).isZero();
    assertThat(nlp.objective(new double[] {0})).isEqualTo(-3);
  }

  private static Nlp one(Dag dag, int objective) {
    double[] zero = {0};
    return new AlgebraicNlp(
        new Algebra(
            "one",
            dag,
            List.of(),
            zero,
            zero,
            new boolean[1],
            zero,
            Direction.MINIMIZE,
            Row.of(objective),
            List.of(),
            List.of(),
            new double[0],
            new double[0]));
  }
}
