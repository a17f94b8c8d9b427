package org.talweg.papers.exactal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.talweg.model.Direction;
import org.talweg.program.Program;
import org.talweg.program.expression.Algebra;
import org.talweg.program.expression.Dag;
import org.talweg.program.expression.Op;
import org.talweg.program.expression.Row;

/** The problems: equations only, no bounds. */
final class EquationProblems {
  private final String name;
  private final Dag dag = new Dag();
  private final double[] start;
  private final List<Row> equations = new ArrayList<>();
  private final List<Double> right = new ArrayList<>();

  private EquationProblems(String name, double... start) {
    this.name = name;
    this.start = start;
  }

  private int x(int i) {
    return dag.variable(i - 1);
  }

  private int number(double value) {
    return dag.constant(value);
  }

  private int power(int a, int n) {
    return dag.power(a, number(n));
  }

  private int product(int... factors) {
    int p = factors[0];
    for (int i = 1; i < factors.length; i++) {
      p = dag.multiply(p, factors[i]);
    }
    return p;
  }

  private int squaredDifference(int a, int b) {
    return dag.square(dag.subtract(a, b));
  }

  private EquationProblems equal(double value, int expression) {
    equations.add(Row.of(expression));
    right.add(value);
    return this;
  }

  private Program minimise(int objective) {
    int n = start.length;
    double[] low = new double[n];
    double[] high = new double[n];
    Arrays.fill(low, Double.NEGATIVE_INFINITY);
    Arrays.fill(high, Double.POSITIVE_INFINITY);
    double[] values = right.stream().mapToDouble(v -> v).toArray();
    return Program.of(
        new Algebra(
            name,
            dag,
            List.of(),
            low,
            high,
            new boolean[n],
            start,
            Direction.MINIMIZE,
            Row.of(objective),
            List.of(),
            equations,
            values,
            values));
  }

  /** Hock and Schittkowski's problems 6, 7, 28, 40, 42, 48, 77 and 78. */
  static List<Program> hockSchittkowski() {
    return List.of(hs6(), hs7(), hs28(), hs40(), hs42(), hs48(), hs77(), hs78());
  }

  private static Program hs6() {
    var p = new EquationProblems("HS6", -1.2, 1);
    return p.equal(0, p.product(p.number(10), p.dag.subtract(p.x(2), p.dag.square(p.x(1)))))
        .minimise(p.squaredDifference(p.number(1), p.x(1)));
  }

  private static Program hs7() {
    var p = new EquationProblems("HS7", 2, 2);
    int onePlus = p.dag.add(p.number(1), p.dag.square(p.x(1)));
    return p.equal(4, p.dag.add(p.dag.square(onePlus), p.dag.square(p.x(2))))
        .minimise(p.dag.subtract(p.dag.apply(Op.LOG, onePlus), p.x(2)));
  }

  private static Program hs28() {
    var p = new EquationProblems("HS28", -4, 1, 1);
    return p.equal(
            1, p.dag.sum(p.x(1), p.product(p.number(2), p.x(2)), p.product(p.number(3), p.x(3))))
        .minimise(
            p.dag.add(
                p.dag.square(p.dag.add(p.x(1), p.x(2))), p.dag.square(p.dag.add(p.x(2), p.x(3)))));
  }

  private static Program hs40() {
    var p = new EquationProblems("HS40", 0.8, 0.8, 0.8, 0.8);
    return p.equal(1, p.dag.add(p.power(p.x(1), 3), p.dag.square(p.x(2))))
        .equal(0, p.dag.subtract(p.product(p.dag.square(p.x(1)), p.x(4)), p.x(3)))
        .equal(0, p.dag.subtract(p.dag.square(p.x(4)), p.x(2)))
        .minimise(p.dag.negate(p.product(p.x(1), p.x(2), p.x(3), p.x(4))));
  }

  private static Program hs42() {
    var p = new EquationProblems("HS42", 1, 1, 1, 1);
    int[] terms = new int[4];
    for (int i = 1; i <= 4; i++) {
      terms[i - 1] = p.squaredDifference(p.x(i), p.number(i));
    }
    return p.equal(2, p.x(1))
        .equal(2, p.dag.add(p.dag.square(p.x(3)), p.dag.square(p.x(4))))
        .minimise(p.dag.sum(terms));
  }

  private static Program hs48() {
    var p = new EquationProblems("HS48", 3, 5, -3, 2, -2);
    return p.equal(5, p.dag.sum(p.x(1), p.x(2), p.x(3), p.x(4), p.x(5)))
        .equal(-3, p.dag.subtract(p.x(3), p.product(p.number(2), p.dag.add(p.x(4), p.x(5)))))
        .minimise(
            p.dag.sum(
                p.squaredDifference(p.x(1), p.number(1)),
                p.squaredDifference(p.x(2), p.x(3)),
                p.squaredDifference(p.x(4), p.x(5))));
  }

  private static Program hs77() {
    var p = new EquationProblems("HS77", 2, 2, 2, 2, 2);
    int one = p.number(1);
    return p.equal(
            2 * Math.sqrt(2),
            p.dag.add(
                p.product(p.dag.square(p.x(1)), p.x(4)),
                p.dag.apply(Op.SIN, p.dag.subtract(p.x(4), p.x(5)))))
        .equal(
            8 + Math.sqrt(2),
            p.dag.add(p.x(2), p.product(p.power(p.x(3), 4), p.dag.square(p.x(4)))))
        .minimise(
            p.dag.sum(
                p.squaredDifference(p.x(1), one),
                p.squaredDifference(p.x(1), p.x(2)),
                p.squaredDifference(p.x(3), one),
                p.power(p.dag.subtract(p.x(4), one), 4),
                p.power(p.dag.subtract(p.x(5), one), 6)));
  }

  private static Program hs78() {
    var p = new EquationProblems("HS78", -2, 1.5, 2, -1, -1);
    int[] squares = new int[5];
    for (int i = 1; i <= 5; i++) {
      squares[i - 1] = p.dag.square(p.x(i));
    }
    return p.equal(10, p.dag.sum(squares))
        .equal(0, p.dag.subtract(p.product(p.x(2), p.x(3)), p.product(p.number(5), p.x(4), p.x(5))))
        .equal(-1, p.dag.add(p.power(p.x(1), 3), p.power(p.x(2), 3)))
        .minimise(p.product(p.x(1), p.x(2), p.x(3), p.x(4), p.x(5)));
  }

  /** min mean log(1 + exp(-y[i] a[i]'x)) with 10 random equations A x = b and |x|^2 = 1. */
  static Program logistic(RandomGenerator random, int n, int samples) {
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    var p = new EquationProblems("logistic", ones);
    double[] truth = normal(random, n);
    int[] losses = new int[samples];
    for (int i = 0; i < samples; i++) {
      double[] a = normal(random, n);
      double margin = 0;
      for (int j = 0; j < n; j++) {
        margin += a[j] * truth[j];
      }
      double label = margin + random.nextGaussian() > 0 ? 1 : -1;
      losses[i] =
          p.dag.apply(Op.LOG, p.dag.add(p.number(1), p.dag.apply(Op.EXP, p.weighted(a, -label))));
    }
    double[] inside = normal(random, n); // so that the equations have a common solution
    double length = Math.sqrt(Arrays.stream(inside).map(v -> v * v).sum());
    for (int k = 0; k < 10; k++) {
      double[] a = normal(random, n);
      double b = 0;
      for (int j = 0; j < n; j++) {
        b += a[j] * inside[j] / length;
      }
      p.equal(b, p.weighted(a, 1));
    }
    int[] squares = new int[n];
    for (int j = 0; j < n; j++) {
      squares[j] = p.dag.square(p.x(j + 1));
    }
    return p.equal(1, p.dag.sum(squares))
        .minimise(p.product(p.number(1.0 / samples), p.dag.sum(losses)));
  }

  private static double[] normal(RandomGenerator random, int n) {
    double[] v = new double[n];
    Arrays.setAll(v, j -> random.nextGaussian());
    return v;
  }

  private int weighted(double[] weights, double factor) {
    int[] terms = new int[weights.length];
    for (int j = 0; j < weights.length; j++) {
      terms[j] = product(number(factor * weights[j]), x(j + 1));
    }
    return dag.sum(terms);
  }

  /**
   * min |w - 1|^2 / 2 + 0.05 |z|^2 where ((N + 1) / 2)^2 times the 5-point Laplacian of w, plus z,
   * is 0 at the N by N inner points of a square; w is 0 on its edge.
   */
  static Program control(int size) {
    int points = size * size;
    var p = new EquationProblems("control", new double[2 * points]);
    int[] terms = new int[2 * points];
    double scale = (size + 1) / 2.0 * ((size + 1) / 2.0);
    for (int i = 0; i < points; i++) {
      terms[i] = p.product(p.number(0.5), p.squaredDifference(p.x(i + 1), p.number(1)));
      terms[points + i] = p.product(p.number(0.05), p.dag.square(p.x(points + i + 1)));
      var laplacian = new ArrayList<Integer>();
      laplacian.add(p.product(p.number(4), p.x(i + 1)));
      int column = i % size;
      for (int neighbour :
          new int[] {
            column > 0 ? i - 1 : -1,
            column < size - 1 ? i + 1 : -1,
            i - size,
            i + size < points ? i + size : -1
          }) {
        if (neighbour >= 0) {
          laplacian.add(p.dag.negate(p.x(neighbour + 1)));
        }
      }
      int sum = p.dag.sum(laplacian.stream().mapToInt(k -> k).toArray());
      p.equal(0, p.dag.add(p.product(p.number(-scale), sum), p.x(points + i + 1)));
    }
    return p.minimise(p.dag.sum(terms));
  }
}
