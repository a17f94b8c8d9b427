package org.talweg.program.derivative;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.talweg.model.Direction;
import org.talweg.program.Nlp;
import org.talweg.program.Sparsity;
import org.talweg.program.expression.Algebra;

/**
 * Evaluates a program given as algebra, with exact sparse derivatives. What is to be maximised is
 * negated; whether variables are whole is ignored.
 *
 * <p>Rows fall into linear parts, which are stored as numbers, and elements, which are sorted by
 * shape ({@link Shapes}). Each shape is differentiated symbolically, once; an evaluation runs its
 * tape over all elements of the shape, several at a time, and adds what comes out to the places
 * found when the structure was made. Cost per evaluation: the sum over elements of the size of the
 * shape's expression, its gradient or its Hessian; a dense Hessian of p variables has p^2/2 entries
 * in each element that depends on p variables so.
 */
public final class AlgebraicNlp implements Nlp {
  private final Algebra algebra;
  private final double sign;
  private final double constant;
  private final Terms objective;
  private final double[] objectiveLinear;
  private final double[] constraintConstants;
  private final double[] jacobianLinear;
  private final int[] linearStart;
  private final int[] linearVariable;
  private final double[] linearCoefficient;
  private final List<ElementGroup> groups = new ArrayList<>();
  private final Sparsity jacobian;
  private final Sparsity hessian;

  public AlgebraicNlp(Algebra algebra) {
    this.algebra = algebra;
    this.sign = algebra.direction() == Direction.MINIMIZE ? 1 : -1;
    int n = algebra.variables();
    int m = algebra.constraints().size();
    var shapes = new Shapes(algebra.dag());
    objective = Terms.of(algebra.dag(), algebra.objective());
    constant = sign * objective.constant();
    objectiveLinear = new double[n];
    for (int k = 0; k < objective.variables().length; k++) {
      objectiveLinear[objective.variables()[k]] = sign * objective.coefficients()[k];
    }
    addElements(shapes, objective, -1, sign);

    constraintConstants = new double[m];
    linearStart = new int[m + 1];
    var parts = new ArrayList<Terms>(m);
    for (int i = 0; i < m; i++) {
      Terms terms = Terms.of(algebra.dag(), algebra.constraints().get(i));
      parts.add(terms);
      constraintConstants[i] = terms.constant();
      linearStart[i + 1] = linearStart[i] + terms.variables().length;
      addElements(shapes, terms, i, 1);
    }
    linearVariable = new int[linearStart[m]];
    linearCoefficient = new double[linearStart[m]];
    for (int i = 0; i < m; i++) {
      int count = parts.get(i).variables().length;
      System.arraycopy(parts.get(i).variables(), 0, linearVariable, linearStart[i], count);
      System.arraycopy(parts.get(i).coefficients(), 0, linearCoefficient, linearStart[i], count);
    }
    shapes.groups().forEach(group -> groups.add(new ElementGroup(group)));
    jacobian = jacobianPlaces(m, n);
    jacobianLinear = new double[jacobian.size()];
    hessian = hessianPlaces(n);
    fillLinear();
  }

  private AlgebraicNlp(AlgebraicNlp other) {
    algebra = other.algebra;
    sign = other.sign;
    constant = other.constant;
    objective = other.objective;
    objectiveLinear = other.objectiveLinear;
    constraintConstants = other.constraintConstants;
    jacobianLinear = other.jacobianLinear;
    linearStart = other.linearStart;
    linearVariable = other.linearVariable;
    linearCoefficient = other.linearCoefficient;
    jacobian = other.jacobian;
    hessian = other.hessian;
    other.groups.forEach(group -> groups.add(group.copy()));
  }

  /** The same program, to be evaluated by another thread; shares what does not change. */
  public AlgebraicNlp copy() {
    return new AlgebraicNlp(this);
  }

  /** Compiles all tapes now, or has them interpreted whatever happens: for measurements. */
  void compile(boolean really) {
    groups.forEach(group -> group.compile(really));
  }

  /** How many rows are nonlinear, the objective counted as one. */
  public int nonlinearRows() {
    return (int) groups.stream().flatMapToInt(g -> Arrays.stream(g.rows)).distinct().count();
  }

  /** Whether a constraint, or for -1 the objective, is nonlinear. */
  public boolean nonlinear(int row) {
    return groups.stream().flatMapToInt(g -> Arrays.stream(g.rows)).anyMatch(r -> r == row);
  }

  private static void addElements(Shapes shapes, Terms terms, int row, double sign) {
    for (int k = 0; k < terms.elements().length; k++) {
      shapes.add(terms.elements()[k], row, sign * terms.weights()[k]);
    }
  }

  private Sparsity jacobianPlaces(int m, int n) {
    var places = new Places(m, n);
    for (int i = 0; i < m; i++) {
      for (int k = linearStart[i]; k < linearStart[i + 1]; k++) {
        places.add(i, linearVariable[k]);
      }
    }
    for (ElementGroup group : groups) {
      for (int k : group.gradientOf) {
        for (int e = 0; e < group.size; e++) {
          if (group.rows[e] >= 0) {
            places.add(group.rows[e], group.variable(e, k));
          }
        }
      }
    }
    Sparsity sparsity = places.sparsity();
    for (ElementGroup group : groups) {
      int[] place = new int[group.gradientOf.length * group.size];
      for (int k = 0; k < group.gradientOf.length; k++) {
        for (int e = 0; e < group.size; e++) {
          int variable = group.variable(e, group.gradientOf[k]);
          place[k * group.size + e] =
              group.rows[e] < 0 ? variable : places.of(group.rows[e], variable);
        }
      }
      group.placeGradients(place);
    }
    return sparsity;
  }

  private Sparsity hessianPlaces(int n) {
    var places = new Places(n, n);
    for (ElementGroup group : groups) {
      for (int k = 0; k < group.hessianRow.length; k++) {
        for (int e = 0; e < group.size; e++) {
          int a = group.variable(e, group.hessianRow[k]);
          int b = group.variable(e, group.hessianColumn[k]);
          places.add(Math.max(a, b), Math.min(a, b));
        }
      }
    }
    Sparsity sparsity = places.sparsity();
    for (ElementGroup group : groups) {
      int[] place = new int[group.hessianRow.length * group.size];
      for (int k = 0; k < group.hessianRow.length; k++) {
        for (int e = 0; e < group.size; e++) {
          int a = group.variable(e, group.hessianRow[k]);
          int b = group.variable(e, group.hessianColumn[k]);
          place[k * group.size + e] = places.of(Math.max(a, b), Math.min(a, b));
        }
      }
      group.placeHessians(place);
    }
    return sparsity;
  }

  private void fillLinear() {
    int at = 0;
    for (int i = 0; i < linearStart.length - 1; i++) {
      for (int k = linearStart[i]; k < linearStart[i + 1]; k++) {
        while (jacobian.row()[at] != i || jacobian.column()[at] != linearVariable[k]) {
          at++;
        }
        jacobianLinear[at] = linearCoefficient[k];
      }
    }
  }

  @Override
  public int variables() {
    return algebra.variables();
  }

  @Override
  public int constraints() {
    return algebra.constraints().size();
  }

  @Override
  public double[] lower() {
    return algebra.lower();
  }

  @Override
  public double[] upper() {
    return algebra.upper();
  }

  @Override
  public double[] constraintLower() {
    return algebra.constraintLower();
  }

  @Override
  public double[] constraintUpper() {
    return algebra.constraintUpper();
  }

  @Override
  public double[] start() {
    return algebra.start();
  }

  @Override
  public double objective(double[] x) {
    double value = constant;
    for (int k = 0; k < objective.variables().length; k++) {
      value += sign * objective.coefficients()[k] * x[objective.variables()[k]];
    }
    for (ElementGroup group : groups) {
      value += group.objective(x);
    }
    return value;
  }

  @Override
  public void gradient(double[] x, double[] gradient) {
    System.arraycopy(objectiveLinear, 0, gradient, 0, objectiveLinear.length);
    for (ElementGroup group : groups) {
      group.addObjectiveGradient(x, gradient);
    }
  }

  @Override
  public void constraints(double[] x, double[] values) {
    for (int i = 0; i < constraintConstants.length; i++) {
      values[i] = linear(i, x);
    }
    for (ElementGroup group : groups) {
      group.addConstraints(x, values);
    }
  }

  /**
   * The linear part of a row. A method of its own, since the JVM compiles what is called often: a
   * loop over all rows, called once per evaluation, would stay half compiled for hundreds of them.
   */
  private double linear(int row, double[] x) {
    double value = constraintConstants[row];
    for (int k = linearStart[row]; k < linearStart[row + 1]; k++) {
      value += linearCoefficient[k] * x[linearVariable[k]];
    }
    return value;
  }

  @Override
  public Sparsity jacobianSparsity() {
    return jacobian;
  }

  @Override
  public void jacobian(double[] x, double[] values) {
    System.arraycopy(jacobianLinear, 0, values, 0, jacobianLinear.length);
    for (ElementGroup group : groups) {
      group.addJacobian(x, values);
    }
  }

  @Override
  public Sparsity hessianSparsity() {
    return hessian;
  }

  @Override
  public void hessian(double[] x, double sigma, double[] y, double[] values) {
    Arrays.fill(values, 0, hessian.size(), 0);
    for (ElementGroup group : groups) {
      group.addHessians(x, sigma, y, values);
    }
  }
}
