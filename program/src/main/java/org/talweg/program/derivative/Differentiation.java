package org.talweg.program.derivative;

import java.util.Arrays;
import org.talweg.program.expression.Dag;
import org.talweg.program.expression.Op;

/**
 * Derivatives of expressions, as expressions of the same graph, by the reverse mode: the adjoint of
 * a node is the sum over the nodes that use it,
 *
 * <pre>
 *   adjoint(a) = sum over nodes v with argument a of adjoint(v) dv/da,
 * </pre>
 *
 * from the root, whose adjoint is 1, down to the variables. A gradient costs a small multiple of
 * the expression's own size, whatever the number of variables (Griewank and Walther, Evaluating
 * Derivatives, 2008, section 3.2). Since the graph folds constants and repeats nothing, what is
 * known to be zero is the constant 0.
 *
 * <p>Of {@code if}, min and max, the derivative is that of the branch taken, and a NaN or infinity
 * of the other branch does no harm: an adjoint comes with the condition under which it counts, its
 * guard, and is multiplied by nothing outside it. At a kink the derivative is one of the one-sided
 * ones; abs has derivative 1 at 0, floor and its like have 0 everywhere.
 */
public final class Differentiation {
  private final Dag dag;
  private final int variables;

  /** Nodes found from the root, and those of them that hold the current stamp. */
  private int[] found = new int[16];

  private int foundCount;
  private int[] stamps = new int[0];
  private int stamp = 0;

  /** For each node, the last of its contributions; each knows the one before it. */
  private int[] last = new int[0];

  private int[] before = new int[16];
  private int[] contribution = new int[16];
  private int[] guards = new int[16];
  private int contributions;

  /** The guard of the adjoint being passed on; the constant 1 where it always counts. */
  private int guard;

  private final int zero;
  private final int one;

  public Differentiation(Dag dag, int variables) {
    this.dag = dag;
    this.variables = variables;
    this.zero = dag.constant(0);
    this.one = dag.constant(1);
  }

  /** The partial derivative with respect to each variable. */
  public int[] gradient(int root) {
    int[] gradient = new int[variables];
    Arrays.fill(gradient, zero);
    collect(root);
    int count = foundCount;
    int[] nodes = Arrays.copyOf(found, count);
    Arrays.sort(nodes);
    contributions = 0;
    guard = one;
    contribute(root, one);
    for (int k = count - 1; k >= 0; k--) {
      int node = nodes[k];
      int adjoint = adjoint(node);
      if (adjoint == zero) {
        continue;
      }
      switch (dag.op(node)) {
        case VARIABLE -> gradient[dag.index(node)] = dag.choose(guard, adjoint, zero);
        case CHOOSE ->
            branch(dag.argument(node, 0), dag.argument(node, 1), dag.argument(node, 2), adjoint);
        case MIN -> branchOf(node, Op.LESS_EQUAL, adjoint);
        case MAX -> branchOf(node, Op.LESS, adjoint);
        default -> pass(node, adjoint);
      }
    }
    return gradient;
  }

  /** Marks what the root depends on through operators that can have a derivative. */
  private void collect(int root) {
    if (stamps.length < dag.size()) {
      stamps = Arrays.copyOf(stamps, 2 * dag.size());
      last = Arrays.copyOf(last, 2 * dag.size());
    }
    stamp++;
    foundCount = 0;
    find(root);
    for (int k = 0; k < foundCount; k++) {
      int node = found[k];
      int from = dag.op(node) == Op.CHOOSE ? 1 : 0;
      for (int a = from; a < dag.arity(node); a++) {
        find(dag.argument(node, a));
      }
    }
  }

  private void find(int node) {
    if (stamps[node] == stamp || isFlat(dag.op(node))) {
      return;
    }
    stamps[node] = stamp;
    last[node] = -1;
    if (foundCount == found.length) {
      found = Arrays.copyOf(found, 2 * foundCount);
    }
    found[foundCount++] = node;
  }

  /** Whether the derivative is zero wherever there is one. */
  private static boolean isFlat(Op op) {
    return switch (op) {
      case CONSTANT, PARAMETER, FLOOR, CEIL, ROUND, TRUNCATE -> true;
      case LESS, LESS_EQUAL, EQUAL, NOT_EQUAL, AND, OR, NOT -> true;
      default -> false;
    };
  }

  private void contribute(int node, int value) {
    contribute(node, value, guard);
  }

  private void contribute(int node, int value, int guard) {
    if (isFlat(dag.op(node)) || value == zero || guard == zero) {
      return;
    }
    if (contributions == before.length) {
      before = Arrays.copyOf(before, 2 * contributions);
      contribution = Arrays.copyOf(contribution, 2 * contributions);
      guards = Arrays.copyOf(guards, 2 * contributions);
    }
    before[contributions] = last[node];
    contribution[contributions] = value;
    guards[contributions] = guard;
    last[node] = contributions++;
  }

  /** Adds up what was contributed to the node, and sets the guard under which that counts. */
  private int adjoint(int node) {
    int count = 0;
    guard = last[node] < 0 ? zero : guards[last[node]];
    boolean alike = true;
    for (int c = last[node]; c >= 0; c = before[c]) {
      count++;
      alike &= guards[c] == guard;
    }
    int any = guard;
    int[] terms = new int[count];
    for (int c = last[node]; c >= 0; c = before[c]) {
      any = dag.apply(Op.OR, any, guards[c]);
      terms[--count] = alike ? contribution[c] : dag.choose(guards[c], contribution[c], zero);
    }
    guard = any;
    return dag.sum(terms);
  }

  private void branchOf(int node, Op comparison, int adjoint) {
    int a = dag.argument(node, 0);
    int b = dag.argument(node, 1);
    boolean max = dag.op(node) == Op.MAX;
    int condition = dag.apply(comparison, a, b);
    branch(condition, max ? b : a, max ? a : b, adjoint);
  }

  private void branch(int condition, int a, int b, int adjoint) {
    contribute(a, adjoint, dag.apply(Op.AND, guard, condition));
    contribute(b, adjoint, dag.apply(Op.AND, guard, dag.apply(Op.NOT, condition)));
  }

  /** Passes the node's adjoint on to its arguments. */
  private void pass(int node, int adjoint) {
    int a = dag.arity(node) > 0 ? dag.argument(node, 0) : -1;
    int b = dag.arity(node) > 1 ? dag.argument(node, 1) : -1;
    switch (dag.op(node)) {
      case ADD, SUM -> {
        for (int k = 0; k < dag.arity(node); k++) {
          contribute(dag.argument(node, k), adjoint);
        }
      }
      case SUBTRACT -> {
        contribute(a, adjoint);
        contribute(b, dag.negate(adjoint));
      }
      case NEGATE -> contribute(a, dag.negate(adjoint));
      case MULTIPLY -> {
        contribute(a, dag.multiply(adjoint, b));
        contribute(b, dag.multiply(adjoint, a));
      }
      case DIVIDE -> {
        contribute(a, dag.divide(adjoint, b));
        contribute(b, dag.negate(dag.divide(dag.multiply(adjoint, node), b)));
      }
      case SQUARE -> contribute(a, dag.multiply(adjoint, dag.multiply(dag.constant(2), a)));
      case POWER -> {
        int lower = dag.power(a, dag.subtract(b, dag.constant(1)));
        contribute(a, dag.multiply(adjoint, dag.multiply(b, lower)));
        if (!isFlat(dag.op(b))) {
          int slope = dag.multiply(node, dag.apply(Op.LOG, a));
          int nothing = dag.apply(Op.LESS_EQUAL, a, zero); // 0^b does not vary with b
          contribute(b, dag.multiply(adjoint, dag.choose(nothing, zero, slope)));
        }
      }
      case ATAN2 -> {
        int square = dag.add(dag.square(a), dag.square(b));
        contribute(a, dag.multiply(adjoint, dag.divide(b, square)));
        contribute(b, dag.negate(dag.multiply(adjoint, dag.divide(a, square))));
      }
      case REMAINDER -> {
        contribute(a, adjoint);
        int times = dag.apply(Op.TRUNCATE, dag.divide(a, b));
        contribute(b, dag.negate(dag.multiply(adjoint, times)));
      }
      default -> contribute(a, chain(node, a, adjoint));
    }
  }

  /** The adjoint times the derivative of a function of one argument. */
  private int chain(int node, int a, int adjoint) {
    return switch (dag.op(node)) {
      case SQRT -> dag.divide(dag.multiply(dag.constant(0.5), adjoint), node);
      case EXP -> dag.multiply(adjoint, node);
      case LOG -> dag.divide(adjoint, a);
      case LOG10 -> dag.divide(dag.multiply(dag.constant(1 / Math.log(10)), adjoint), a);
      case SIN -> dag.multiply(adjoint, dag.apply(Op.COS, a));
      case COS -> dag.negate(dag.multiply(adjoint, dag.apply(Op.SIN, a)));
      case TAN -> dag.multiply(adjoint, dag.add(one, dag.square(node)));
      case ASIN -> dag.divide(adjoint, dag.apply(Op.SQRT, dag.subtract(one, dag.square(a))));
      case ACOS ->
          dag.negate(dag.divide(adjoint, dag.apply(Op.SQRT, dag.subtract(one, dag.square(a)))));
      case ATAN -> dag.divide(adjoint, dag.add(one, dag.square(a)));
      case SINH -> dag.multiply(adjoint, dag.apply(Op.COSH, a));
      case COSH -> dag.multiply(adjoint, dag.apply(Op.SINH, a));
      case TANH -> dag.multiply(adjoint, dag.subtract(one, dag.square(node)));
      case ASINH -> dag.divide(adjoint, dag.apply(Op.SQRT, dag.add(one, dag.square(a))));
      case ACOSH -> dag.divide(adjoint, dag.apply(Op.SQRT, dag.subtract(dag.square(a), one)));
      case ATANH -> dag.divide(adjoint, dag.subtract(one, dag.square(a)));
      case ABS -> {
        int positive = dag.apply(Op.LESS_EQUAL, dag.constant(0), a);
        yield dag.multiply(adjoint, dag.choose(positive, one, dag.constant(-1)));
      }
      default -> throw new IllegalStateException("no derivative of " + dag.op(node));
    };
  }
}
