package org.talweg.program.nl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.talweg.model.Direction;
import org.talweg.program.expression.Algebra;
import org.talweg.program.expression.Dag;
import org.talweg.program.expression.Row;

/**
 * Reads the segments of an {@code .nl} file into a program (D. M. Gay, Writing .nl Files, 2005).
 * Every count is held against what the header declares and against the size of the file before
 * memory is taken for it.
 */
final class NlReader {
  /** Bounds at or beyond this size are none. */
  private static final double INFINITE = 1e20;

  private final NlSource source;
  private final NlHeader header;
  private final Dag dag = new Dag();
  private final ExpressionReader expressions;
  private final int n;
  private final int m;
  private final int[] bodies;
  private final int[][] rowVariables;
  private final double[][] rowCoefficients;
  private final double[] lower;
  private final double[] upper;
  private final double[] constraintLower;
  private final double[] constraintUpper;
  private final double[] start;
  private final double[] duals;
  private final List<Suffix> suffixes = new ArrayList<>();
  private Direction direction = Direction.MINIMIZE;
  private int objective;
  private int[] gradientVariables = {};
  private double[] gradientCoefficients = {};
  private boolean boundsRead = false;
  private boolean rangesRead = false;
  private boolean startRead = false;
  private boolean dualsRead = false;

  NlReader(NlSource source, NlHeader header) {
    this.source = source;
    this.header = header;
    n = header.variables();
    m = header.constraints();
    expressions = new ExpressionReader(source, dag, n, header.definedVariables());
    objective = dag.constant(0);
    bodies = new int[m];
    Arrays.fill(bodies, objective);
    rowVariables = new int[m][0];
    rowCoefficients = new double[m][0];
    lower = filled(n, Double.NEGATIVE_INFINITY);
    upper = filled(n, Double.POSITIVE_INFINITY);
    constraintLower = filled(m, Double.NEGATIVE_INFINITY);
    constraintUpper = filled(m, Double.POSITIVE_INFINITY);
    start = new double[n];
    duals = new double[m];
  }

  private static double[] filled(int length, double value) {
    double[] array = new double[length];
    Arrays.fill(array, value);
    return array;
  }

  NlModel read(String name) throws NlFormatException {
    for (int letter = source.letter(); letter != -1; letter = source.letter()) {
      segment(letter);
    }
    if (!boundsRead) {
      throw source.mistake("the file ends without segment b, the bounds of the variables");
    } else if (m > 0 && !rangesRead) {
      throw source.mistake("the file ends without segment r, the bounds of the constraints");
    }
    var constraints = new ArrayList<Row>(m);
    for (int i = 0; i < m; i++) {
      constraints.add(new Row(rowVariables[i], rowCoefficients[i], bodies[i]));
    }
    var algebra =
        new Algebra(
            name,
            dag,
            List.of(),
            lower,
            upper,
            header.integers(),
            start,
            direction,
            new Row(gradientVariables, gradientCoefficients, objective),
            List.of(),
            constraints,
            constraintLower,
            constraintUpper);
    return new NlModel(
        algebra, duals, startRead, dualsRead, suffixes, header.objectives(), header.options());
  }

  private void segment(int letter) throws NlFormatException {
    switch (letter) {
      case 'C' -> {
        int i = index("a constraint's number", m);
        bodies[i] = expressions.read();
      }
      case 'O' -> {
        int k = index("an objective's number", header.objectives());
        int sense = source.integer("the direction, 0 to minimise or 1 to maximise");
        if (sense != 0 && sense != 1) {
          throw source.mistake("the direction is 0 to minimise or 1 to maximise, not " + sense);
        }
        int expression = expressions.read();
        if (k == 0) {
          objective = expression;
          direction = sense == 0 ? Direction.MINIMIZE : Direction.MAXIMIZE;
        }
      }
      case 'V' -> defined();
      case 'J' -> {
        int i = index("a constraint's number", m);
        int count = entries("terms", n);
        rowVariables[i] = new int[count];
        rowCoefficients[i] = new double[count];
        terms(rowVariables[i], rowCoefficients[i]);
      }
      case 'G' -> {
        int k = index("an objective's number", header.objectives());
        int count = entries("terms", n);
        int[] variables = new int[count];
        double[] coefficients = new double[count];
        terms(variables, coefficients);
        if (k == 0) {
          gradientVariables = variables;
          gradientCoefficients = coefficients;
        }
      }
      case 'k', 'K' -> {
        int count = source.integer("the number of columns");
        if (count < 0 || count > n) {
          throw source.mistake("segment k counts %d columns of %d".formatted(count, n - 1));
        }
        for (int j = 0; j < count; j++) {
          var unused = source.count("the length of a column");
        }
      }
      case 'b' -> {
        boundsRead = true;
        bounds(lower, upper, "variable", n);
      }
      case 'r' -> {
        rangesRead = true;
        bounds(constraintLower, constraintUpper, "constraint", m);
      }
      case 'x' -> {
        startRead = true;
        sparse(start, entries("start values", n), "a variable's number");
      }
      case 'd' -> {
        dualsRead = true;
        sparse(duals, entries("start values of multipliers", m), "a constraint's number");
      }
      case 'S' -> suffix();
      case 'F' ->
          throw source.mistake(
              "imported functions are not supported: they live in a library of the modelling"
                  + " tool's");
      case 'L' -> throw source.mistake("logical constraints are not supported");
      default ->
          throw source.mistake(
              "a segment begins with one of C O V J G k b r x d S, not with "
                  + ExpressionReader.printable(letter));
    }
  }

  private int index(String what, int end) throws NlFormatException {
    int index = source.integer(what);
    if (index < 0 || index >= end) {
      throw source.mistake(
          end == 0
              ? "%s is %d, but the header declares none".formatted(what, index)
              : "%s is %d; it should be from 0 to %d".formatted(what, index, end - 1));
    }
    return index;
  }

  private int entries(String what, int most) throws NlFormatException {
    int count = source.integer("the number of " + what);
    if (count < 0 || count > most) {
      throw source.mistake("%d %s: there are at most %d".formatted(count, what, most));
    }
    return count;
  }

  private void terms(int[] variables, double[] coefficients) throws NlFormatException {
    for (int k = 0; k < variables.length; k++) {
      int j = source.count("a variable's number");
      if (j < 0 || j >= n) {
        throw source.mistake("variables are from 0 to %d, not %d".formatted(n - 1, j));
      }
      variables[k] = j;
      coefficients[k] = finite("a coefficient");
    }
  }

  private double finite(String what) throws NlFormatException {
    double value = source.real(what);
    if (!Double.isFinite(value)) {
      throw source.mistake(what + " is finite, not " + value);
    }
    return value;
  }

  private void defined() throws NlFormatException {
    int index = source.integer("a defined variable's number");
    int count = source.integer("the number of linear terms");
    if (count < 0 || count > n + header.definedVariables()) {
      throw source.mistake(count + " linear terms are more than there are variables");
    }
    var unused = source.integer("where the variable is used");
    int[] terms = new int[count + 1];
    for (int k = 0; k < count; k++) {
      int variable = expressions.variable(source.count("a variable's number"));
      terms[k + 1] = dag.multiply(dag.constant(finite("a coefficient")), variable);
    }
    terms[0] = expressions.read();
    expressions.define(index, dag.sum(terms));
  }

  private void bounds(double[] low, double[] high, String what, int count)
      throws NlFormatException {
    for (int i = 0; i < count; i++) {
      int kind = source.boundKind("the bounds of %s %d of %d".formatted(what, i, count));
      switch (kind) {
        case 0 -> {
          low[i] = source.real("a lower bound");
          high[i] = source.real("an upper bound");
        }
        case 1 -> high[i] = source.real("an upper bound");
        case 2 -> low[i] = source.real("a lower bound");
        case 3 -> {}
        case 4 -> {
          low[i] = finite("a value");
          high[i] = low[i];
        }
        case 5 ->
            throw source.mistake(
                "complementarity conditions are not supported. Write each as inequalities, such as"
                    + " x >= 0, y >= 0, x*y <= 0");
        default ->
            throw source.mistake(
                "%d is no kind of bounds: 0 both, 1 upper, 2 lower, 3 none, 4 equal"
                    .formatted(kind));
      }
      low[i] = low[i] <= -INFINITE ? Double.NEGATIVE_INFINITY : low[i];
      high[i] = high[i] >= INFINITE ? Double.POSITIVE_INFINITY : high[i];
    }
  }

  private void sparse(double[] values, int count, String what) throws NlFormatException {
    for (int k = 0; k < count; k++) {
      int j = source.count(what);
      if (j < 0 || j >= values.length) {
        throw source.mistake(
            "%s is %d; it should be from 0 to %d".formatted(what, j, values.length - 1));
      }
      values[j] = source.real("a value");
    }
  }

  private void suffix() throws NlFormatException {
    int kind = source.integer("the kind of a suffix");
    if (kind < 0 || kind > 7) {
      throw source.mistake("the kind of a suffix is from 0 to 7, not " + kind);
    }
    var target = Suffix.Target.values()[kind & 3];
    int most =
        switch (target) {
          case VARIABLES -> n;
          case CONSTRAINTS -> m;
          case OBJECTIVES -> header.objectives();
          case PROBLEM -> 1;
        };
    int count = entries("values of a suffix", most);
    String name = source.name("the name of a suffix");
    int[] indices = new int[count];
    double[] values = new double[count];
    boolean real = (kind & 4) != 0;
    for (int k = 0; k < count; k++) {
      indices[k] = source.count("what a suffix is attached to");
      if (indices[k] < 0 || indices[k] >= most) {
        throw source.mistake(
            "suffix %s is attached to number %d of %d".formatted(name, indices[k], most));
      }
      values[k] = real ? source.real("a suffix's value") : source.integer("a suffix's value");
    }
    boolean ordered = name.equals("sosno") && Arrays.stream(values).anyMatch(v -> v != 0);
    if (ordered) {
      throw source.mistake(
          "special ordered sets (suffix sosno) are not supported: no solver here takes them. Write"
              + " each with binary variables, such as x1 <= u1*z1, x2 <= u2*z2, z1 + z2 <= 1");
    }
    suffixes.add(new Suffix(name, target, real, indices, values));
  }
}
