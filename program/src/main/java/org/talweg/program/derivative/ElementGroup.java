package org.talweg.program.derivative;

import java.util.Arrays;
import org.talweg.program.expression.Dag;

/**
 * Elements of one shape with tapes for their values, gradients and Hessians, and with the places
 * where those count. Row -1 is the objective; a group is either of the objective or of constraints.
 */
final class ElementGroup {
  /** Lanes of a tape: enough to share the cost of dispatch, few enough for the cache. */
  private static final int LANES = 32;

  /** Second derivatives of one shape: those of a dense function of 3,000 variables. */
  private static final int MOST = 4_500_000;

  final int size;
  final int variables;
  final int[] rows;
  private final boolean ofObjective;
  private final double[] weights;

  /** Of element e: the k-th variable at [k * size + e], likewise parameters and places. */
  private final int[] variable;

  private final double[] parameter;
  private final int parameters;

  /** Local variables of each derivative that is not zero everywhere. */
  final int[] gradientOf;

  final int[] hessianRow;
  final int[] hessianColumn;

  private final Tape values;
  private final Tape gradients;
  private final Tape hessians;

  /** Where each derivative goes: an entry of the gradient, the Jacobian, the Hessian. */
  private int[] gradientPlace = new int[0];

  private int[] hessianPlace = new int[0];

  ElementGroup(Shapes.Group group) {
    size = group.size();
    variables = group.variables;
    parameters = group.parameters();
    rows = new int[size];
    weights = new double[size];
    variable = new int[size * variables];
    parameter = new double[size * parameters];
    for (int e = 0; e < size; e++) {
      rows[e] = group.row(e);
      weights[e] = group.weight(e);
      for (int k = 0; k < variables; k++) {
        variable[k * size + e] = group.variable(e, k);
      }
      for (int k = 0; k < parameters; k++) {
        parameter[k * size + e] = group.parameter(e, k);
      }
    }
    ofObjective = rows[0] < 0;
    Dag dag = group.dag;
    int lanes = Math.min(size, LANES);
    values = new Tape(dag, variables, parameters, new int[] {group.root}, lanes);

    var differentiation = new Differentiation(dag, variables);
    int[] gradient = differentiation.gradient(group.root);
    gradientOf = nonzero(dag, gradient);
    int[] partials = Arrays.stream(gradientOf).map(k -> gradient[k]).toArray();
    gradients = new Tape(dag, variables, parameters, partials, lanes);

    int[] row = new int[16];
    int[] column = new int[16];
    int[] second = new int[16];
    int count = 0;
    for (int k : gradientOf) {
      int[] slopes = differentiation.gradient(gradient[k]);
      for (int l = 0; l <= k; l++) {
        if (dag.isConstant(slopes[l], 0)) {
          continue;
        }
        if (count == MOST) {
          throw new IllegalArgumentException(
              "an expression of %d variables has more than %d second derivatives that are not zero"
                      .formatted(variables, MOST)
                  + "; write its parts as variables with constraints");
        }
        if (count == row.length) {
          row = Arrays.copyOf(row, 2 * count);
          column = Arrays.copyOf(column, 2 * count);
          second = Arrays.copyOf(second, 2 * count);
        }
        row[count] = k;
        column[count] = l;
        second[count++] = slopes[l];
      }
    }
    hessianRow = Arrays.copyOf(row, count);
    hessianColumn = Arrays.copyOf(column, count);
    hessians = new Tape(dag, variables, parameters, Arrays.copyOf(second, count), lanes);
  }

  private ElementGroup(ElementGroup other) {
    size = other.size;
    variables = other.variables;
    rows = other.rows;
    ofObjective = other.ofObjective;
    weights = other.weights;
    variable = other.variable;
    parameter = other.parameter;
    parameters = other.parameters;
    gradientOf = other.gradientOf;
    hessianRow = other.hessianRow;
    hessianColumn = other.hessianColumn;
    gradientPlace = other.gradientPlace;
    hessianPlace = other.hessianPlace;
    values = other.values.copy();
    gradients = other.gradients.copy();
    hessians = other.hessians.copy();
  }

  /** The same group with registers of its own, for another thread. */
  ElementGroup copy() {
    return new ElementGroup(this);
  }

  /** Compiles all tapes now, or has them interpreted whatever happens: for measurements. */
  void compile(boolean really) {
    for (Tape tape : new Tape[] {values, gradients, hessians}) {
      if (really) {
        tape.compile();
      } else {
        tape.stayInterpreted();
      }
    }
  }

  private static int[] nonzero(Dag dag, int[] nodes) {
    int[] kept = new int[nodes.length];
    int count = 0;
    for (int k = 0; k < nodes.length; k++) {
      if (!dag.isConstant(nodes[k], 0)) {
        kept[count++] = k;
      }
    }
    return Arrays.copyOf(kept, count);
  }

  /** The program's variable that element e calls k. */
  int variable(int e, int k) {
    return variable[k * size + e];
  }

  /** Says where the k-th derivative of element e goes: at [k * size + e]. */
  void placeGradients(int[] place) {
    gradientPlace = place;
  }

  /** Says where the k-th second derivative of element e goes: at [k * size + e]. */
  void placeHessians(int[] place) {
    hessianPlace = place;
  }

  private int load(Tape tape, double[] x, int from) {
    int used = Math.min(tape.lanes, size - from);
    double[] r = tape.registers;
    for (int k = 0; k < variables; k++) {
      int to = k * tape.lanes;
      int at = k * size + from;
      for (int i = 0; i < used; i++) {
        r[to + i] = x[variable[at + i]];
      }
    }
    for (int k = 0; k < parameters; k++) {
      System.arraycopy(parameter, k * size + from, r, (variables + k) * tape.lanes, used);
    }
    return used;
  }

  /** The sum of the objective's elements; 0 where the group is of constraints. */
  double objective(double[] x) {
    double sum = 0;
    if (!ofObjective) {
      return sum;
    }
    int out = values.outputs[0] * values.lanes;
    for (int from = 0; from < size; from += values.lanes) {
      int used = load(values, x, from);
      values.run(used);
      for (int i = 0; i < used; i++) {
        sum += weights[from + i] * values.registers[out + i];
      }
    }
    return sum;
  }

  /** Adds each element's value to its constraint. */
  void addConstraints(double[] x, double[] constraints) {
    if (ofObjective) {
      return;
    }
    int out = values.outputs[0] * values.lanes;
    for (int from = 0; from < size; from += values.lanes) {
      int used = load(values, x, from);
      values.run(used);
      scatter(from, used, out, constraints);
    }
  }

  /** Apart from the loop around it, so that the JVM compiles it soon. */
  private void scatter(int from, int used, int out, double[] constraints) {
    for (int i = 0; i < used; i++) {
      constraints[rows[from + i]] += weights[from + i] * values.registers[out + i];
    }
  }

  void addObjectiveGradient(double[] x, double[] gradient) {
    if (ofObjective) {
      addGradients(x, gradient);
    }
  }

  void addJacobian(double[] x, double[] jacobian) {
    if (!ofObjective) {
      addGradients(x, jacobian);
    }
  }

  private void addGradients(double[] x, double[] to) {
    for (int from = 0; from < size; from += gradients.lanes) {
      int used = load(gradients, x, from);
      gradients.run(used);
      scatterGradients(from, used, to);
    }
  }

  private void scatterGradients(int from, int used, double[] to) {
    for (int k = 0; k < gradientOf.length; k++) {
      int out = gradients.outputs[k] * gradients.lanes;
      int place = k * size + from;
      for (int i = 0; i < used; i++) {
        to[gradientPlace[place + i]] += weights[from + i] * gradients.registers[out + i];
      }
    }
  }

  /** Adds sigma times the Hessians of the objective's elements, y[i] times those of row i. */
  void addHessians(double[] x, double sigma, double[] y, double[] to) {
    if (hessianRow.length == 0) {
      return;
    }
    double[] scale = new double[hessians.lanes];
    for (int from = 0; from < size; from += hessians.lanes) {
      int used = load(hessians, x, from);
      hessians.run(used);
      for (int i = 0; i < used; i++) {
        int row = rows[from + i];
        scale[i] = weights[from + i] * (row < 0 ? sigma : y[row]);
      }
      scatterHessians(from, used, scale, to);
    }
  }

  private void scatterHessians(int from, int used, double[] scale, double[] to) {
    for (int k = 0; k < hessianRow.length; k++) {
      int out = hessians.outputs[k] * hessians.lanes;
      int place = k * size + from;
      for (int i = 0; i < used; i++) {
        if (scale[i] != 0) {
          to[hessianPlace[place + i]] += scale[i] * hessians.registers[out + i];
        }
      }
    }
  }
}
