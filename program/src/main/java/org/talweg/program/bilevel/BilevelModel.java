package org.talweg.program.bilevel;

import java.util.ArrayList;
import java.util.List;
import org.talweg.model.Direction;
import org.talweg.program.derivative.AlgebraicNlp;
import org.talweg.program.expression.Algebra;
import org.talweg.program.expression.Dag;
import org.talweg.program.expression.Row;

/**
 * Builds a bilevel program from formulas. Variables and expressions are nodes of one graph, {@link
 * #dag()}; all of x is declared before the first of y. Derivatives are made, none are asked for.
 *
 * <pre>{@code
 * var m = new BilevelModel("toy");
 * int x = m.leader("x", 0, 10, 1);
 * int y = m.follower("y", 0, 10, 1);
 * Dag d = m.dag();
 * m.upper(d.add(d.square(d.subtract(x, d.constant(1))), d.square(y)));
 * m.lower(d.square(d.subtract(y, x)));
 * BilevelProgram program = m.convex();
 * }</pre>
 */
public final class BilevelModel {
  private record Variable(String name, double from, double to, double start) {}

  private record Constraint(int node, double from, double to) {}

  private final String name;
  private final Dag dag = new Dag();
  private final List<Variable> variables = new ArrayList<>();
  private final List<Constraint> upperConstraints = new ArrayList<>();
  private final List<Constraint> lowerConstraints = new ArrayList<>();
  private int leaders = 0;
  private int upperObjective = -1;
  private int lowerObjective = -1;

  public BilevelModel(String name) {
    this.name = name;
  }

  /** The graph in which expressions are made. */
  public Dag dag() {
    return dag;
  }

  /** A variable of the upper level; its bounds may be infinite. */
  public int leader(String name, double from, double to, double start) {
    if (variables.size() > leaders) {
      throw new IllegalStateException("declare all of x before the first of y");
    }
    leaders++;
    return variable(name, from, to, start);
  }

  /** A variable of the lower level; its bounds may be infinite. */
  public int follower(String name, double from, double to, double start) {
    return variable(name, from, to, start);
  }

  private int variable(String name, double from, double to, double start) {
    variables.add(new Variable(name, from, to, start));
    return dag.variable(variables.size() - 1);
  }

  /** F, to be minimised by the leader. */
  public BilevelModel upper(int objective) {
    upperObjective = objective;
    return this;
  }

  /** f, to be minimised by the follower. */
  public BilevelModel lower(int objective) {
    lowerObjective = objective;
    return this;
  }

  /** A constraint that the leader has to keep. */
  public BilevelModel upperConstraint(int expression, double from, double to) {
    upperConstraints.add(new Constraint(expression, from, to));
    return this;
  }

  /** A constraint that the follower has to keep. */
  public BilevelModel lowerConstraint(int expression, double from, double to) {
    lowerConstraints.add(new Constraint(expression, from, to));
    return this;
  }

  /** The problem, whose lower level is convex in y for every x. */
  public BilevelProgram convex() {
    return build(true);
  }

  /** The problem, whose lower level may be of any kind. */
  public BilevelProgram nonconvex() {
    return build(false);
  }

  private BilevelProgram build(boolean convex) {
    if (upperObjective < 0 || lowerObjective < 0) {
      throw new IllegalStateException("both levels have an objective");
    }
    return new BilevelProgram(
        name,
        leaders,
        new AlgebraicNlp(upperLevel()),
        new AlgebraicNlp(lowerLevel()),
        convex,
        null,
        this);
  }

  int leaders() {
    return leaders;
  }

  Algebra upperLevel() {
    return algebra(upperObjective, upperConstraints);
  }

  Algebra lowerLevel() {
    return algebra(lowerObjective, lowerConstraints);
  }

  private Algebra algebra(int objective, List<Constraint> constraints) {
    return new Algebra(
        name,
        dag,
        variables.stream().map(Variable::name).toList(),
        variables.stream().mapToDouble(Variable::from).toArray(),
        variables.stream().mapToDouble(Variable::to).toArray(),
        new boolean[variables.size()],
        variables.stream().mapToDouble(Variable::start).toArray(),
        Direction.MINIMIZE,
        Row.of(objective),
        List.of(),
        constraints.stream().map(c -> Row.of(c.node)).toList(),
        constraints.stream().mapToDouble(Constraint::from).toArray(),
        constraints.stream().mapToDouble(Constraint::to).toArray());
  }
}
