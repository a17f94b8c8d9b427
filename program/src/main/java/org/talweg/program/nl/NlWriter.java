package org.talweg.program.nl;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.talweg.model.Direction;
import org.talweg.program.expression.Algebra;
import org.talweg.program.expression.Dag;
import org.talweg.program.expression.Op;
import org.talweg.program.expression.Row;

/**
 * Writes a program as an {@code .nl} file. The format wants variables and constraints in an order:
 * nonlinear before linear, real before whole; what is in that order already keeps it. What an
 * expression uses twice becomes a defined variable, so that the file is no larger than the graph.
 */
final class NlWriter {
  private final NlModel model;
  private final Algebra algebra;
  private final Dag dag;
  private final NlSink sink;
  private final int n;
  private final int m;
  private final boolean[] inConstraints;
  private final boolean[] inObjective;

  /** Old numbers in the new order, and new numbers by the old. */
  private final int[] variableOrder;

  private final int[] variablePlace;
  private final int[] constraintOrder;
  private final int[] constraintPlace;

  /** The defined variable that a node is written as, -1 for none. */
  private final int[] defined;

  private int definedCount = 0;

  NlWriter(NlModel model, NlSink sink) {
    this.model = model;
    this.algebra = model.algebra();
    this.dag = algebra.dag();
    this.sink = sink;
    n = algebra.variables();
    m = algebra.constraints().size();
    inConstraints = new boolean[n];
    inObjective = new boolean[n];
    int[] objective = {algebra.objective().nonlinear()};
    int[] rows = algebra.constraints().stream().mapToInt(Row::nonlinear).toArray();
    boolean[] reached = new boolean[dag.size()];
    mark(objective, inObjective, reached);
    mark(rows, inConstraints, reached);
    int[] uses =
        uses(IntStream.concat(Arrays.stream(objective), Arrays.stream(rows)).toArray(), reached);
    defined = new int[dag.size()];
    for (int node = 0; node < defined.length; node++) {
      defined[node] = uses[node] > 1 && dag.arity(node) > 0 ? n + definedCount++ : -1;
    }
    variableOrder = sorted(n, this::block);
    variablePlace = inverse(variableOrder);
    constraintOrder =
        sorted(m, i -> dag.op(algebra.constraints().get(i).nonlinear()) == Op.CONSTANT ? 1 : 0);
    constraintPlace = inverse(constraintOrder);
  }

  private static int[] sorted(int count, IntUnaryOperator block) {
    return IntStream.range(0, count)
        .boxed()
        .sorted(Comparator.comparingInt(block::applyAsInt))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static int[] inverse(int[] order) {
    int[] place = new int[order.length];
    for (int k = 0; k < order.length; k++) {
      place[order[k]] = k;
    }
    return place;
  }

  /** Finds the variables below the roots. */
  private void mark(int[] roots, boolean[] variables, boolean[] reached) {
    boolean[] here = new boolean[dag.size()];
    for (int root : roots) {
      here[root] = true;
    }
    for (int node = here.length - 1; node >= 0; node--) {
      if (!here[node]) {
        continue;
      }
      reached[node] = true;
      if (dag.op(node) == Op.VARIABLE) {
        variables[dag.index(node)] = true;
      }
      for (int k = 0; k < dag.arity(node); k++) {
        here[dag.argument(node, k)] = true;
      }
    }
  }

  /** How often each node that is reached is written, if it is not written just once. */
  private int[] uses(int[] roots, boolean[] reached) {
    int[] uses = new int[dag.size()];
    for (int root : roots) {
      uses[root]++;
    }
    for (int node = 0; node < uses.length; node++) {
      for (int k = 0; reached[node] && k < dag.arity(node); k++) {
        uses[dag.argument(node, k)]++;
      }
    }
    return uses;
  }

  /** The block that the format puts a variable into. */
  private int block(int j) {
    int whole = algebra.integer()[j] ? 1 : 0;
    if (inConstraints[j] && inObjective[j]) {
      return whole;
    } else if (inConstraints[j]) {
      return 2 + whole;
    } else if (inObjective[j]) {
      return 4 + whole;
    }
    return whole == 0 ? 6 : isBinary(j) ? 7 : 8;
  }

  private boolean isBinary(int j) {
    return algebra.lower()[j] == 0 && algebra.upper()[j] == 1;
  }

  byte[] write(boolean binary) {
    for (int node = 0; node < defined.length; node++) {
      if (defined[node] >= 0) {
        sink.begin('V', defined[node], 0, 0);
        expression(node, true);
      }
    }
    for (int i : constraintOrder) {
      sink.begin('C', constraintPlace[i]);
      expression(algebra.constraints().get(i).nonlinear(), false);
    }
    sink.begin('O', 0, algebra.direction() == Direction.MINIMIZE ? 0 : 1);
    expression(algebra.objective().nonlinear(), false);
    if (model.dualsGiven()) {
      values('d', constraintOrder, model.duals());
    }
    values('x', variableOrder, algebra.start());
    if (m > 0) {
      sink.begin('r');
      for (int i : constraintOrder) {
        bounds(algebra.constraintLower()[i], algebra.constraintUpper()[i]);
      }
    }
    sink.begin('b');
    for (int j : variableOrder) {
      bounds(algebra.lower()[j], algebra.upper()[j]);
    }
    int nonzeros = linearParts();
    model.suffixes().forEach(this::suffix);
    return sink.bytes(header(binary, nonzeros));
  }

  private void values(char letter, int[] order, double[] values) {
    sink.begin(letter, order.length);
    for (int k = 0; k < order.length; k++) {
      sink.entry(k, values[order[k]]);
    }
  }

  private void bounds(double lower, double upper) {
    if (lower == upper) {
      sink.bounds(4, lower);
    } else if (Double.isInfinite(lower)) {
      if (Double.isInfinite(upper)) {
        sink.bounds(3);
      } else {
        sink.bounds(1, upper);
      }
    } else if (Double.isInfinite(upper)) {
      sink.bounds(2, lower);
    } else {
      sink.bounds(0, lower, upper);
    }
  }

  /** Coefficients of a row by a variable's new number, 0 for those that are only nonlinear. */
  private TreeMap<Integer, Double> coefficients(Row row) {
    var all = new TreeMap<Integer, Double>();
    variablesBelow(row.nonlinear(), all);
    for (int k = 0; k < row.variables().length; k++) {
      all.merge(variablePlace[row.variables()[k]], row.coefficients()[k], Double::sum);
    }
    return all;
  }

  private int[] stamps = {};
  private int stamp = 0;

  private void variablesBelow(int root, TreeMap<Integer, Double> all) {
    stamps = stamps.length == 0 ? new int[dag.size()] : stamps;
    stamp++;
    var waiting = new ArrayDeque<Integer>();
    waiting.push(root);
    while (!waiting.isEmpty()) {
      int node = waiting.pop();
      if (stamps[node] == stamp) {
        continue;
      }
      stamps[node] = stamp;
      if (dag.op(node) == Op.VARIABLE) {
        all.put(variablePlace[dag.index(node)], 0.0);
      }
      for (int k = 0; k < dag.arity(node); k++) {
        waiting.push(dag.argument(node, k));
      }
    }
  }

  private int gradientNonzeros;

  /** Segments k, J and G; returns how many entries the Jacobian has. */
  private int linearParts() {
    int[] columns = new int[n];
    int nonzeros = 0;
    var rows = new ArrayList<TreeMap<Integer, Double>>();
    for (int i : constraintOrder) {
      TreeMap<Integer, Double> row = coefficients(algebra.constraints().get(i));
      rows.add(row);
      row.keySet().forEach(j -> columns[j]++);
      nonzeros += row.size();
    }
    sink.begin('k', n - 1);
    int sum = 0;
    for (int j = 0; j < n - 1; j++) {
      sum += columns[j];
      sink.count(sum);
    }
    for (int i = 0; i < m; i++) {
      if (!rows.get(i).isEmpty()) {
        sink.begin('J', i, rows.get(i).size());
        rows.get(i).forEach(sink::entry);
      }
    }
    TreeMap<Integer, Double> gradient = coefficients(algebra.objective());
    gradientNonzeros = gradient.size();
    if (!gradient.isEmpty()) {
      sink.begin('G', 0, gradient.size());
      gradient.forEach(sink::entry);
    }
    return nonzeros;
  }

  private void suffix(Suffix suffix) {
    int count = suffix.indices().length;
    sink.suffix(suffix.target().ordinal() + (suffix.real() ? 4 : 0), count, suffix.name());
    int[] place =
        switch (suffix.target()) {
          case VARIABLES -> variablePlace;
          case CONSTRAINTS -> constraintPlace;
          case OBJECTIVES, PROBLEM -> new int[1];
        };
    var sorted = new TreeMap<Integer, Double>();
    for (int k = 0; k < count; k++) {
      sorted.put(place[suffix.indices()[k]], suffix.values()[k]);
    }
    sorted.forEach(
        (at, value) -> {
          if (suffix.real()) {
            sink.entry(at, value.doubleValue());
          } else {
            sink.entry(at, value.intValue());
          }
        });
  }

  /** Writes operator first, with a stack of our own. */
  private void expression(int root, boolean defining) {
    var waiting = new ArrayDeque<Integer>();
    waiting.push(root);
    boolean first = defining;
    while (!waiting.isEmpty()) {
      int node = waiting.pop();
      if (node < 0) {
        sink.number(-1 - node);
        continue;
      }
      if (!first && defined[node] >= 0) {
        sink.begin('v', defined[node]);
        continue;
      }
      first = false;
      switch (dag.op(node)) {
        case CONSTANT -> sink.number(dag.value(node));
        case VARIABLE -> sink.begin('v', variablePlace[dag.index(node)]);
        default -> {
          operator(node);
          // ROUND and TRUNCATE take digits, a square its exponent: these come last.
          switch (dag.op(node)) {
            case SQUARE -> waiting.push(-1 - 2);
            case ROUND, TRUNCATE -> waiting.push(-1);
            default -> {}
          }
          for (int k = dag.arity(node) - 1; k >= 0; k--) {
            waiting.push(dag.argument(node, k));
          }
        }
      }
    }
  }

  private void operator(int node) {
    sink.begin('o', code(dag.op(node)));
    switch (dag.op(node)) {
      case SUM, MIN, MAX -> sink.count(dag.arity(node));
      default -> {}
    }
  }

  private static int code(Op op) {
    return switch (op) {
      case ADD -> 0;
      case SUBTRACT -> 1;
      case MULTIPLY -> 2;
      case DIVIDE -> 3;
      case REMAINDER -> 4;
      case POWER, SQUARE -> 5;
      case MIN -> 11;
      case MAX -> 12;
      case FLOOR -> 13;
      case CEIL -> 14;
      case ABS -> 15;
      case NEGATE -> 16;
      case OR -> 20;
      case AND -> 21;
      case LESS -> 22;
      case LESS_EQUAL -> 23;
      case EQUAL -> 24;
      case NOT_EQUAL -> 30;
      case NOT -> 34;
      case CHOOSE -> 35;
      case TANH -> 37;
      case TAN -> 38;
      case SQRT -> 39;
      case SINH -> 40;
      case SIN -> 41;
      case LOG10 -> 42;
      case LOG -> 43;
      case EXP -> 44;
      case COSH -> 45;
      case COS -> 46;
      case ATANH -> 47;
      case ATAN2 -> 48;
      case ATAN -> 49;
      case ASINH -> 50;
      case ASIN -> 51;
      case ACOSH -> 52;
      case ACOS -> 53;
      case SUM -> 54;
      case ROUND -> 57;
      case TRUNCATE -> 58;
      case CONSTANT, VARIABLE, PARAMETER ->
          throw new IllegalArgumentException(op + " is no operator of a file");
    };
  }

  private String header(boolean binary, int nonzeros) {
    int[] blocks = new int[9];
    for (int j = 0; j < n; j++) {
      blocks[block(j)]++;
    }
    int ranges = 0;
    int equations = 0;
    int nonlinear = 0;
    for (int i = 0; i < m; i++) {
      double low = algebra.constraintLower()[i];
      double high = algebra.constraintUpper()[i];
      equations += low == high ? 1 : 0;
      ranges += low != high && Double.isFinite(low) && Double.isFinite(high) ? 1 : 0;
      nonlinear += dag.op(algebra.constraints().get(i).nonlinear()) == Op.CONSTANT ? 0 : 1;
    }
    int both = blocks[0] + blocks[1];
    int ofConstraints = both + blocks[2] + blocks[3];
    int objectiveOnly = blocks[4] + blocks[5];
    int ofObjective = objectiveOnly > 0 ? ofConstraints + objectiveOnly : both;
    boolean curved = dag.op(algebra.objective().nonlinear()) != Op.CONSTANT;
    return String.format(
        Locale.ROOT,
        """
        %s%s	# problem %s
         %d %d 1 %d %d	# vars, constraints, objectives, ranges, eqns
         %d %d	# nonlinear constraints, objectives
         0 0	# network constraints: nonlinear, linear
         %d %d %d	# nonlinear vars in constraints, objectives, both
         0 0 %d 1	# linear network variables; functions; arith, flags
         %d %d %d %d %d	# discrete variables: binary, integer, nonlinear (b,c,o)
         %d %d	# nonzeros in Jacobian, gradients
         0 0	# max name lengths: constraints, variables
         %d 0 0 0 0	# common exprs: b,c,o,c1,o1
        """,
        binary ? "b" : "g",
        optionCount() + " " + String.join(" ", model.options()),
        algebra.name(),
        n,
        m,
        ranges,
        equations,
        nonlinear,
        curved ? 1 : 0,
        ofConstraints,
        ofObjective,
        both,
        binary ? 1 : 0,
        blocks[7],
        blocks[8],
        blocks[1],
        blocks[3],
        blocks[5],
        nonzeros,
        gradientNonzeros,
        definedCount);
  }

  /** A further number, a tolerance, is not counted. */
  private int optionCount() {
    int count = model.options().size();
    return count > 3 && model.options().get(1).equals("3") ? count - 1 : count;
  }

  /** Old numbers of the variables in the order of the file. */
  int[] variableOrder() {
    return Arrays.copyOf(variableOrder, n);
  }

  /** Old numbers of the constraints in the order of the file. */
  int[] constraintOrder() {
    return Arrays.copyOf(constraintOrder, m);
  }
}
