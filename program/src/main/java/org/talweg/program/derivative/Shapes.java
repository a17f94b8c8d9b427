package org.talweg.program.derivative;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.talweg.program.expression.Dag;
import org.talweg.program.expression.Op;

/**
 * Sorts elements by their shape: what is left of an expression when its variables are numbered in
 * the order in which they are met and its constants become parameters (but for exponents, which
 * derivatives should know). The model of ten thousand repetitions has a handful of shapes; each is
 * differentiated once, in a small graph of its own.
 */
final class Shapes {
  /** Elements of one shape: variables and constants of each, and where each counts. */
  static final class Group {
    final Dag dag;
    final int root;
    final int variables;

    /** The parameters that differ from element to element, as places among the constants. */
    private final int[] varying;

    private final Members members;

    Group(Dag dag, int root, int variables, int[] varying, Members members) {
      this.dag = dag;
      this.root = root;
      this.variables = variables;
      this.varying = varying;
      this.members = members;
    }

    int size() {
      return members.rows.size;
    }

    int parameters() {
      return varying.length;
    }

    int row(int element) {
      return members.rows.values[element];
    }

    double weight(int element) {
      return members.weights.values[element];
    }

    int variable(int element, int k) {
      return members.variables.values[element * variables + k];
    }

    double parameter(int element, int k) {
      return members.constants.values[element * members.constantsEach + varying[k]];
    }
  }

  private static final class Ints {
    int[] values = new int[8];
    int size = 0;

    void add(int value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
      }
      values[size++] = value;
    }
  }

  private static final class Doubles {
    double[] values = new double[8];
    int size = 0;

    void add(double value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
      }
      values[size++] = value;
    }
  }

  private static final class Members {
    /** The element that the shape was first met in. */
    final int example;

    final int constantsEach;
    final Ints rows = new Ints();
    final Doubles weights = new Doubles();
    final Ints variables = new Ints();
    final Doubles constants = new Doubles();

    Members(int example, int constantsEach) {
      this.example = example;
      this.constantsEach = constantsEach;
    }
  }

  private record Key(int[] code, int hash) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key(int[] code2, _) && Arrays.equals(code, code2);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  private final Dag dag;
  private final Map<Key, Members> shapes = new LinkedHashMap<>();

  /** What the element being read calls a node: a variable's or an operator's number. */
  private final int[] numbers;

  private final int[] stamps;
  private int stamp = 0;
  private final Ints order = new Ints();
  private final Ints stack = new Ints();

  Shapes(Dag dag) {
    this.dag = dag;
    this.numbers = new int[dag.size()];
    this.stamps = new int[dag.size()];
  }

  /** Files an element. */
  void add(int root, int row, double weight) {
    inOrder(root);
    var code = new Ints();
    code.add(row < 0 ? 0 : 1); // the objective's elements make groups of their own
    var variables = new Ints();
    var constants = new Doubles();
    for (int k = 0; k < order.size; k++) {
      int node = order.values[k];
      Op op = dag.op(node);
      if (op == Op.VARIABLE) {
        numbers[node] = variables.size;
        variables.add(dag.index(node));
        continue;
      }
      numbers[node] = k;
      code.add(op.ordinal());
      code.add(dag.arity(node));
      for (int a = 0; a < dag.arity(node); a++) {
        int argument = dag.argument(node, a);
        if (isExponent(node, a)) {
          long bits = Double.doubleToLongBits(dag.value(argument));
          code.add((int) bits);
          code.add((int) (bits >>> 32));
        } else if (dag.op(argument) == Op.CONSTANT) {
          code.add(-1);
          constants.add(dag.value(argument));
        } else {
          code.add(dag.op(argument) == Op.VARIABLE ? -2 - numbers[argument] : numbers[argument]);
        }
      }
    }
    int[] exact = Arrays.copyOf(code.values, code.size);
    Members members =
        shapes.computeIfAbsent(
            new Key(exact, Arrays.hashCode(exact)), _ -> new Members(root, constants.size));
    members.rows.add(row);
    members.weights.add(weight);
    for (int k = 0; k < variables.size; k++) {
      members.variables.add(variables.values[k]);
    }
    for (int k = 0; k < constants.size; k++) {
      members.constants.add(constants.values[k]);
    }
  }

  private boolean isExponent(int node, int a) {
    return a == 1 && dag.op(node) == Op.POWER && dag.op(dag.argument(node, 1)) == Op.CONSTANT;
  }

  /** The variables and operators below the root, arguments first, by depth-first search. */
  private void inOrder(int root) {
    stamp++;
    order.size = 0;
    stack.size = 0;
    stack.add(root);
    while (stack.size > 0) {
      int node = stack.values[--stack.size];
      if (node < 0) { // its arguments are done
        order.add(-1 - node);
        continue;
      }
      if (stamps[node] == stamp || dag.op(node) == Op.CONSTANT) {
        continue;
      }
      stamps[node] = stamp;
      if (dag.op(node) == Op.VARIABLE) {
        order.add(node);
        continue;
      }
      stack.add(-1 - node);
      for (int a = dag.arity(node) - 1; a >= 0; a--) {
        stack.add(dag.argument(node, a));
      }
    }
  }

  /** The groups, in the order in which their shapes were first met. */
  List<Group> groups() {
    var groups = new ArrayList<Group>();
    shapes.values().forEach(members -> groups.add(group(members)));
    return groups;
  }

  /** Builds the shape's own graph; a constant that is the same in all elements stays one. */
  private Group group(Members members) {
    int each = members.constantsEach;
    int[] number = new int[each]; // of the parameter, or -1
    int[] varying = new int[each];
    int parameters = 0;
    for (int c = 0; c < each; c++) {
      number[c] = -1;
      if (varies(members, c)) {
        number[c] = parameters;
        varying[parameters++] = c;
      }
    }
    inOrder(members.example);
    var shape = new Dag();
    int[] made = new int[order.size];
    int variables = 0;
    int constants = 0;
    for (int k = 0; k < order.size; k++) {
      int node = order.values[k];
      numbers[node] = k;
      if (dag.op(node) == Op.VARIABLE) {
        made[k] = shape.variable(variables++);
        continue;
      }
      int[] arguments = new int[dag.arity(node)];
      for (int a = 0; a < arguments.length; a++) {
        int argument = dag.argument(node, a);
        if (dag.op(argument) != Op.CONSTANT) {
          arguments[a] = made[numbers[argument]];
        } else if (isExponent(node, a) || number[constants++] < 0) {
          arguments[a] = shape.constant(dag.value(argument));
        } else {
          arguments[a] = shape.parameter(number[constants - 1]);
        }
      }
      made[k] = shape.apply(dag.op(node), arguments);
    }
    return new Group(
        shape, made[order.size - 1], variables, Arrays.copyOf(varying, parameters), members);
  }

  private static boolean varies(Members members, int c) {
    double[] all = members.constants.values;
    for (int at = c; at < members.constants.size; at += members.constantsEach) {
      if (Double.doubleToLongBits(all[at]) != Double.doubleToLongBits(all[c])) {
        return true;
      }
    }
    return false;
  }
}
