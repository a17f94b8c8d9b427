package org.talweg.program.expression;

import java.util.List;
import org.talweg.model.Direction;

/**
 * A mathematical program as algebra:
 *
 * <pre>
 *   min or max  objective(x)   subject to   constraintLower &lt;= constraints(x) &lt;= constraintUpper,
 *                                           lower &lt;= x &lt;= upper,   x[j] whole where integer[j]
 * </pre>
 *
 * The arrays are shared, not copied: nobody writes to them.
 *
 * @param dag the graph that the rows' expressions are nodes of
 * @param variableNames one a variable, or empty: then they are called x1, x2, ...
 * @param start where to begin; 0 where nothing is said
 * @param constraintNames one a constraint, or empty: then they are called c1, c2, ...
 */
@SuppressWarnings("ArrayRecordComponent") // large and shared; nobody compares them
public record Algebra(
    String name,
    Dag dag,
    List<String> variableNames,
    double[] lower,
    double[] upper,
    boolean[] integer,
    double[] start,
    Direction direction,
    Row objective,
    List<String> constraintNames,
    List<Row> constraints,
    double[] constraintLower,
    double[] constraintUpper) {
  public Algebra {
    variableNames = List.copyOf(variableNames);
    constraintNames = List.copyOf(constraintNames);
    constraints = List.copyOf(constraints);
    int n = lower.length;
    int m = constraints.size();
    if (n == 0 || upper.length != n || integer.length != n || start.length != n) {
      throw new IllegalArgumentException("bounds, kinds and starts differ in number");
    }
    if (constraintLower.length != m || constraintUpper.length != m) {
      throw new IllegalArgumentException("constraints and their bounds differ in number");
    }
    if ((!variableNames.isEmpty() && variableNames.size() != n)
        || (!constraintNames.isEmpty() && constraintNames.size() != m)) {
      throw new IllegalArgumentException("names differ in number from what they name");
    }
  }

  /** The same program with other names; empty lists for none. */
  public Algebra named(List<String> variables, List<String> constraints) {
    return new Algebra(
        name,
        dag,
        variables,
        lower,
        upper,
        integer,
        start,
        direction,
        objective,
        constraints,
        this.constraints,
        constraintLower,
        constraintUpper);
  }

  /** The number of variables. */
  public int variables() {
    return lower.length;
  }

  public String variableName(int j) {
    return variableNames.isEmpty() ? "x" + (j + 1) : variableNames.get(j);
  }

  public String constraintName(int i) {
    return constraintNames.isEmpty() ? "c" + (i + 1) : constraintNames.get(i);
  }
}
