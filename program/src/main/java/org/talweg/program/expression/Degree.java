package org.talweg.program.expression;

/**
 * The degree of an expression as a polynomial in the variables, read off its operators:
 *
 * <pre>
 *   deg(a + b) = max(deg a, deg b),   deg(a b) = deg a + deg b,   deg(a^k) = k deg a
 * </pre>
 *
 * An upper bound: what cancels is counted. Anything that is no polynomial has degree {@link #NONE}.
 * Cost: one pass over the graph up to the expression.
 */
public final class Degree {
  /** Of what is no polynomial, or one of a degree beyond counting. */
  public static final int NONE = 1 << 16;

  private Degree() {}

  /** The degree of a node's expression. */
  public static int of(Dag dag, int root) {
    int[] degree = new int[root + 1]; // arguments come before what they are arguments of
    for (int node = 0; node <= root; node++) {
      degree[node] = Math.min(NONE, of(dag, node, degree));
    }
    return degree[root];
  }

  private static int of(Dag dag, int node, int[] degree) {
    int a = dag.arity(node) > 0 ? degree[dag.argument(node, 0)] : 0;
    int b = dag.arity(node) > 1 ? degree[dag.argument(node, 1)] : 0;
    return switch (dag.op(node)) {
      case CONSTANT -> 0;
      case VARIABLE -> 1;
      case NEGATE -> a;
      case ADD, SUBTRACT -> Math.max(a, b);
      case MULTIPLY -> a + b;
      case SQUARE -> 2 * a;
      case DIVIDE -> b == 0 ? a : NONE;
      case POWER -> power(dag, dag.argument(node, 1), a);
      case SUM -> {
        int most = 0;
        for (int k = 0; k < dag.arity(node); k++) {
          most = Math.max(most, degree[dag.argument(node, k)]);
        }
        yield most;
      }
      default -> constant(dag, node, degree) ? 0 : NONE;
    };
  }

  private static int power(Dag dag, int exponent, int degree) {
    if (dag.op(exponent) != Op.CONSTANT) {
      return NONE;
    }
    double k = dag.value(exponent);
    return degree == 0
        ? 0
        : k >= 0 && k <= NONE && k == Math.rint(k) ? (int) Math.min(NONE, k * degree) : NONE;
  }

  private static boolean constant(Dag dag, int node, int[] degree) {
    for (int k = 0; k < dag.arity(node); k++) {
      if (degree[dag.argument(node, k)] > 0) {
        return false;
      }
    }
    return dag.arity(node) > 0;
  }
}
