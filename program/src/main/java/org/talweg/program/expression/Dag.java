package org.talweg.program.expression;

import java.util.Arrays;

/**
 * Expressions as one directed acyclic graph in which equal expressions are one node.
 *
 * <p>A node is an int; its arguments are smaller ints, so counting up visits arguments before what
 * is made of them. A node is found again by a hash of its operator and arguments before it is made,
 * which finds every common subexpression. Building also simplifies, lightly: constants are folded;
 * {@code x + 0}, {@code 1 x}, {@code 0 x}, {@code x / 1}, {@code x^1}, {@code -(-x)} and their like
 * vanish; constant factors move to the front. {@code 0 x} is 0 even where x would be NaN.
 *
 * <p>Space: about 24 bytes a node. Not safe for use by several threads while it grows.
 */
public final class Dag {
  private byte[] op = new byte[64];

  /** The place of a node's first argument; for a leaf, its index or the place of its value. */
  private int[] first = new int[64];

  private int[] arguments = new int[128];
  private double[] values = new double[16];
  private int size = 0;
  private int argumentsUsed = 0;
  private int valuesUsed = 0;

  /** Open addressing; 0 is free, else the node plus 1. */
  private int[] table = new int[256];

  private final int[] scratch = new int[3];

  /** How many nodes there are. */
  public int size() {
    return size;
  }

  /** The operator of a node. */
  public Op op(int node) {
    return Op.of(op[node]);
  }

  /** How many arguments the node has. */
  public int arity(int node) {
    int arity = op(node).arity();
    return arity >= 0 ? arity : arguments[first[node] - 1];
  }

  /** The node's k-th argument, from 0. */
  public int argument(int node, int k) {
    return arguments[first[node] + k];
  }

  /** The value of a constant. */
  public double value(int constant) {
    return values[first[constant]];
  }

  /** The index of a variable or parameter. */
  public int index(int leaf) {
    return first[leaf];
  }

  /** The value of an expression without parameters at x; for a few values, not for many. */
  public double evaluate(int root, double[] x) {
    return evaluate(new int[] {root}, x)[0];
  }

  /** The values of expressions without parameters at x, in one pass over what they are made of. */
  public double[] evaluate(int[] roots, double[] x) {
    int end = Arrays.stream(roots).max().orElse(-1) + 1;
    double[] found = new double[end];
    boolean[] needed = new boolean[end];
    for (int root : roots) {
      needed[root] = true;
    }
    for (int node = end - 1; node >= 0; node--) {
      for (int k = 0; needed[node] && k < arity(node); k++) {
        needed[argument(node, k)] = true;
      }
    }
    for (int node = 0; node < end; node++) {
      if (needed[node]) {
        found[node] = value(node, found, x);
      }
    }
    return Arrays.stream(roots).mapToDouble(root -> found[root]).toArray();
  }

  private double value(int node, double[] found, double[] x) {
    return switch (op(node)) {
      case CONSTANT -> value(node);
      case VARIABLE -> x[index(node)];
      case PARAMETER -> throw new IllegalArgumentException("the expression has parameters");
      case CHOOSE -> found[argument(node, found[argument(node, 0)] != 0 ? 1 : 2)];
      case SUM -> {
        double sum = 0;
        for (int k = 0; k < arity(node); k++) {
          sum += found[argument(node, k)];
        }
        yield sum;
      }
      default -> {
        double a = found[argument(node, 0)];
        yield arity(node) == 1 ? op(node).value(a) : op(node).value(a, found[argument(node, 1)]);
      }
    };
  }

  private boolean is(int node, Op wanted) {
    return op[node] == wanted.ordinal();
  }

  private boolean isConstant(int node) {
    return is(node, Op.CONSTANT);
  }

  /** Whether the node is that constant. */
  public boolean isConstant(int node, double value) {
    return isConstant(node) && value(node) == value;
  }

  public int constant(double value) {
    double clean = value == 0 ? 0.0 : value; // no negative zero
    long bits = Double.doubleToLongBits(clean);
    int hash = mix(31 * Long.hashCode(bits) + Op.CONSTANT.ordinal());
    int slot = hash & (table.length - 1);
    while (table[slot] != 0) {
      int node = table[slot] - 1;
      if (isConstant(node) && Double.doubleToLongBits(value(node)) == bits) {
        return node;
      }
      slot = (slot + 1) & (table.length - 1);
    }
    if (valuesUsed == values.length) {
      values = Arrays.copyOf(values, 2 * values.length);
    }
    values[valuesUsed] = clean;
    return append(Op.CONSTANT, valuesUsed++, slot);
  }

  public int variable(int index) {
    return leaf(Op.VARIABLE, index);
  }

  public int parameter(int index) {
    return leaf(Op.PARAMETER, index);
  }

  private int leaf(Op kind, int index) {
    int slot = mix(31 * index + kind.ordinal()) & (table.length - 1);
    while (table[slot] != 0) {
      int node = table[slot] - 1;
      if (is(node, kind) && first[node] == index) {
        return node;
      }
      slot = (slot + 1) & (table.length - 1);
    }
    return append(kind, index, slot);
  }

  public int add(int a, int b) {
    if (isConstant(a, 0)) {
      return b;
    } else if (isConstant(b, 0)) {
      return a;
    } else if (a == b) {
      return multiply(constant(2), a);
    } else if (is(b, Op.NEGATE)) {
      return subtract(a, argument(b, 0));
    } else if (is(a, Op.NEGATE)) {
      return subtract(b, argument(a, 0));
    }
    return binary(Op.ADD, a, b);
  }

  /** The sum of the terms; constants among them become one. */
  public int sum(int... terms) {
    double constant = 0;
    int kept = 0;
    int[] rest = new int[terms.length + 1];
    for (int term : terms) {
      if (isConstant(term)) {
        constant += value(term);
      } else {
        rest[kept++] = term;
      }
    }
    if (constant != 0) {
      rest[kept++] = constant(constant);
    }
    return switch (kept) {
      case 0 -> constant(0);
      case 1 -> rest[0];
      case 2 -> add(rest[0], rest[1]);
      default -> find(Op.SUM, rest, kept);
    };
  }

  public int subtract(int a, int b) {
    if (isConstant(b, 0)) {
      return a;
    } else if (isConstant(a, 0)) {
      return negate(b);
    } else if (a == b) {
      return constant(0);
    } else if (is(b, Op.NEGATE)) {
      return add(a, argument(b, 0));
    }
    return binary(Op.SUBTRACT, a, b);
  }

  public int negate(int a) {
    if (is(a, Op.NEGATE)) {
      return argument(a, 0);
    } else if (is(a, Op.SUBTRACT)) {
      return subtract(argument(a, 1), argument(a, 0));
    } else if (is(a, Op.MULTIPLY) && isConstant(argument(a, 0))) {
      return multiply(constant(-value(argument(a, 0))), argument(a, 1));
    }
    return unary(Op.NEGATE, a);
  }

  public int multiply(int a, int b) {
    if (isConstant(b) && !isConstant(a)) {
      return multiply(b, a);
    }
    if (isConstant(a)) {
      double factor = value(a);
      if (factor == 0) {
        return constant(0);
      } else if (factor == 1) {
        return b;
      } else if (is(b, Op.NEGATE)) {
        return multiply(constant(-factor), argument(b, 0));
      } else if (is(b, Op.MULTIPLY) && isConstant(argument(b, 0))) {
        return multiply(constant(factor * value(argument(b, 0))), argument(b, 1));
      } else if (factor == -1) {
        return negate(b);
      }
      return binary(Op.MULTIPLY, a, b);
    }
    if (a == b) {
      return square(a);
    } else if (is(a, Op.NEGATE)) {
      return negate(multiply(argument(a, 0), b));
    } else if (is(b, Op.NEGATE)) {
      return negate(multiply(a, argument(b, 0)));
    } else if (is(a, Op.MULTIPLY) && isConstant(argument(a, 0))) {
      return multiply(argument(a, 0), multiply(argument(a, 1), b));
    } else if (is(b, Op.MULTIPLY) && isConstant(argument(b, 0))) {
      return multiply(argument(b, 0), multiply(a, argument(b, 1)));
    }
    return binary(Op.MULTIPLY, a, b);
  }

  public int divide(int a, int b) {
    if (isConstant(b, 1) || (isConstant(a, 0) && !isConstant(b, 0))) {
      return a;
    } else if (isConstant(b, -1)) {
      return negate(a);
    } else if (is(a, Op.NEGATE)) {
      return negate(divide(argument(a, 0), b));
    }
    return binary(Op.DIVIDE, a, b);
  }

  public int square(int a) {
    return is(a, Op.NEGATE) ? square(argument(a, 0)) : unary(Op.SQUARE, a);
  }

  public int power(int a, int b) {
    if (isConstant(b)) {
      double exponent = value(b);
      if (exponent == 0) {
        return constant(1);
      } else if (exponent == 1) {
        return a;
      } else if (exponent == 2) {
        return square(a);
      } else if (exponent == 0.5) {
        return unary(Op.SQRT, a);
      } else if (exponent == -1) {
        return divide(constant(1), a);
      }
    }
    return binary(Op.POWER, a, b);
  }

  /** {@code if condition then a else b}. */
  public int choose(int condition, int a, int b) {
    if (isConstant(condition)) {
      return value(condition) != 0 ? a : b;
    } else if (a == b) {
      return a;
    } else if (is(condition, Op.NOT)) {
      return choose(argument(condition, 0), b, a);
    }
    scratch[0] = condition;
    scratch[1] = a;
    scratch[2] = b;
    return find(Op.CHOOSE, scratch, 3);
  }

  /** Whether both hold. */
  private int and(int a, int b) {
    if (isConstant(a)) {
      return value(a) == 0 ? a : b;
    } else if (isConstant(b)) {
      return and(b, a);
    } else if (opposite(a, b)) {
      return constant(0);
    }
    return a == b ? a : binary(Op.AND, a, b);
  }

  /** Whether one of them holds. */
  private int or(int a, int b) {
    if (isConstant(a)) {
      return value(a) == 0 ? b : constant(1);
    } else if (isConstant(b)) {
      return or(b, a);
    } else if (opposite(a, b)) {
      return constant(1);
    }
    return a == b ? a : binary(Op.OR, a, b);
  }

  private boolean opposite(int a, int b) {
    return (is(a, Op.NOT) && argument(a, 0) == b) || (is(b, Op.NOT) && argument(b, 0) == a);
  }

  /** An operator of one argument. */
  public int apply(Op operator, int a) {
    return switch (operator) {
      case NEGATE -> negate(a);
      case SQUARE -> square(a);
      default -> unary(operator, a);
    };
  }

  /** An operator of two arguments. */
  public int apply(Op operator, int a, int b) {
    return switch (operator) {
      case ADD -> add(a, b);
      case SUBTRACT -> subtract(a, b);
      case MULTIPLY -> multiply(a, b);
      case DIVIDE -> divide(a, b);
      case POWER -> power(a, b);
      case AND -> and(a, b);
      case OR -> or(a, b);
      default -> binary(operator, a, b);
    };
  }

  /** An operator of as many arguments as it takes. */
  public int apply(Op operator, int[] of) {
    if (operator == Op.SUM) {
      return sum(of);
    } else if (of.length != operator.arity() || of.length == 0) {
      throw new IllegalArgumentException(operator + " of " + of.length + " arguments");
    }
    return switch (of.length) {
      case 1 -> apply(operator, of[0]);
      case 2 -> apply(operator, of[0], of[1]);
      default -> choose(of[0], of[1], of[2]);
    };
  }

  private int unary(Op operator, int a) {
    if (isConstant(a)) {
      return constant(operator.value(value(a)));
    }
    scratch[0] = a;
    return find(operator, scratch, 1);
  }

  private int binary(Op operator, int a, int b) {
    if (isConstant(a) && isConstant(b)) {
      return constant(operator.value(value(a), value(b)));
    }
    boolean swap = operator.commutes() && rank(a) > rank(b);
    scratch[0] = swap ? b : a;
    scratch[1] = swap ? a : b;
    return find(operator, scratch, 2);
  }

  /** Constants before variables before all else: so that equal shapes have equal orders. */
  private long rank(int node) {
    if (isConstant(node)) {
      return -1;
    }
    return is(node, Op.VARIABLE) ? first[node] : (1L << 32) + node;
  }

  private int find(Op operator, int[] of, int count) {
    int hash = operator.ordinal();
    for (int k = 0; k < count; k++) {
      hash = stir(hash, of[k]);
    }
    int slot = mix(hash) & (table.length - 1);
    while (table[slot] != 0) {
      int node = table[slot] - 1;
      if (is(node, operator) && sameArguments(node, of, count)) {
        return node;
      }
      slot = (slot + 1) & (table.length - 1);
    }
    if (argumentsUsed + count + 1 > arguments.length) {
      arguments = Arrays.copyOf(arguments, 2 * (argumentsUsed + count + 1));
    }
    if (operator.arity() < 0) {
      arguments[argumentsUsed++] = count;
    }
    int start = argumentsUsed;
    System.arraycopy(of, 0, arguments, start, count);
    argumentsUsed += count;
    return append(operator, start, slot);
  }

  private boolean sameArguments(int node, int[] of, int count) {
    if (arity(node) != count) {
      return false;
    }
    int start = first[node];
    return Arrays.equals(arguments, start, start + count, of, 0, count);
  }

  private int append(Op operator, int where, int slot) {
    if (size == op.length) {
      op = Arrays.copyOf(op, 2 * size);
      first = Arrays.copyOf(first, 2 * size);
    }
    op[size] = (byte) operator.ordinal();
    first[size] = where;
    table[slot] = size + 1;
    size++;
    if (2L * size > table.length) {
      rehash();
    }
    return size - 1;
  }

  private void rehash() {
    int[] larger = new int[2 * table.length];
    for (int node = 0; node < size; node++) {
      int slot = hash(node) & (larger.length - 1);
      while (larger[slot] != 0) {
        slot = (slot + 1) & (larger.length - 1);
      }
      larger[slot] = node + 1;
    }
    table = larger;
  }

  private int hash(int node) {
    Op operator = op(node);
    return switch (operator) {
      case CONSTANT -> mix(31 * Long.hashCode(Double.doubleToLongBits(value(node))));
      case VARIABLE, PARAMETER -> mix(31 * first[node] + operator.ordinal());
      default -> {
        int hash = operator.ordinal();
        for (int k = 0; k < arity(node); k++) {
          hash = stir(hash, argument(node, k));
        }
        yield mix(hash);
      }
    };
  }

  /** Spreads pairs of neighbouring numbers, which products of variables are made of. */
  private static int stir(int hash, int next) {
    int h = (hash ^ next) * 0x85EBCA6B;
    return h ^ (h >>> 13);
  }

  private static int mix(int hash) {
    int h = hash * 0x9E3779B9;
    return h ^ (h >>> 15);
  }
}
