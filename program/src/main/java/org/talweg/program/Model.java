package org.talweg.program;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.talweg.engine.Outcome;
import org.talweg.engine.Outcome.Solution;
import org.talweg.engine.RunOptions;
import org.talweg.engine.Talweg;
import org.talweg.model.Budget;
import org.talweg.model.Direction;
import org.talweg.model.Proof;
import org.talweg.program.expression.Algebra;
import org.talweg.program.expression.Dag;
import org.talweg.program.expression.Op;
import org.talweg.program.expression.Row;
import org.talweg.program.pareto.ParetoProgram;
import org.talweg.program.pareto.ParetoProgram.Goal;

/**
 * A mathematical program written in Java:
 *
 * <pre>{@code
 * var m = new Model("rosenbrock");
 * var x = m.real("x").start(-1.2);
 * var y = m.real("y").between(-5, 5);
 * m.subjectTo(x.plus(y).atMost(1));
 * var best = m.minimize(y.minus(x.square()).square().times(100).plus(x.minus(1).square()));
 * best.value(x);
 * }</pre>
 *
 * <p>Equal expressions are one, however often they are written. Not to be used by several threads.
 */
public final class Model {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private final String name;
  private final Dag dag = new Dag();
  private final List<Variable> variables = new ArrayList<>();
  private final List<Relation> constraints = new ArrayList<>();
  private final List<String> names = new ArrayList<>();

  public Model(String name) {
    this.name = name;
  }

  /** An expression over the model's variables. */
  public static sealed class Expression {
    final Model model;
    final int node;

    private Expression(Model model, int node) {
      this.model = model;
      this.node = node;
    }

    private Expression of(int made) {
      return new Expression(model, made);
    }

    private int node(Expression other) {
      if (other.model != model) {
        throw new IllegalArgumentException("the expressions are of two models");
      }
      return other.node;
    }

    private int number(double value) {
      return model.dag.constant(value);
    }

    public Expression plus(Expression other) {
      return of(model.dag.add(node, node(other)));
    }

    public Expression plus(double number) {
      return of(model.dag.add(node, number(number)));
    }

    public Expression minus(Expression other) {
      return of(model.dag.subtract(node, node(other)));
    }

    public Expression minus(double number) {
      return of(model.dag.subtract(node, number(number)));
    }

    public Expression times(Expression other) {
      return of(model.dag.multiply(node, node(other)));
    }

    public Expression times(double number) {
      return of(model.dag.multiply(node, number(number)));
    }

    public Expression over(Expression other) {
      return of(model.dag.divide(node, node(other)));
    }

    public Expression over(double number) {
      return of(model.dag.divide(node, number(number)));
    }

    public Expression negated() {
      return of(model.dag.negate(node));
    }

    public Expression square() {
      return of(model.dag.square(node));
    }

    public Expression power(double exponent) {
      return of(model.dag.power(node, number(exponent)));
    }

    /** A function of one argument, such as {@code Op.TANH}. */
    public Expression apply(Op function) {
      return of(model.dag.apply(function, node));
    }

    /** The greater of the two. */
    public Expression max(Expression other) {
      return of(model.dag.apply(Op.MAX, node, node(other)));
    }

    /** The smaller of the two. */
    public Expression min(Expression other) {
      return of(model.dag.apply(Op.MIN, node, node(other)));
    }

    public Expression abs() {
      return apply(Op.ABS);
    }

    public Expression sqrt() {
      return apply(Op.SQRT);
    }

    public Expression exp() {
      return apply(Op.EXP);
    }

    public Expression log() {
      return apply(Op.LOG);
    }

    public Expression sin() {
      return apply(Op.SIN);
    }

    public Expression cos() {
      return apply(Op.COS);
    }

    public Relation atMost(double bound) {
      return new Relation(node, -INFINITY, bound);
    }

    public Relation atMost(Expression other) {
      return minus(other).atMost(0);
    }

    public Relation atLeast(double bound) {
      return new Relation(node, bound, INFINITY);
    }

    public Relation atLeast(Expression other) {
      return minus(other).atLeast(0);
    }

    public Relation equalTo(double value) {
      return new Relation(node, value, value);
    }

    public Relation equalTo(Expression other) {
      return minus(other).equalTo(0);
    }

    public Relation within(double low, double high) {
      return new Relation(node, low, high);
    }
  }

  /** A decision, which is an expression too; free and beginning at 0 unless something is said. */
  public static final class Variable extends Expression {
    private final String name;
    private final int index;
    private final boolean whole;
    private double low = -INFINITY;
    private double high = INFINITY;
    private double start = 0;

    private Variable(Model model, String name, int index, boolean whole) {
      super(model, model.dag.variable(index));
      this.name = name;
      this.index = index;
      this.whole = whole;
    }

    /** Bounds it, on a side or both. */
    public Variable between(double low, double high) {
      if (!(low <= high)) {
        throw new IllegalArgumentException(name + " is between " + low + " and " + high);
      }
      this.low = low;
      this.high = high;
      return this;
    }

    /** Says where to begin. */
    public Variable start(double value) {
      start = value;
      return this;
    }
  }

  /** {@code low <= expression <= high}. */
  public record Relation(int node, double low, double high) {}

  /** What was found. */
  public static final class Answer {
    private final Model model;
    private final Outcome<PrimalDual> outcome;
    private final Optional<Solution<PrimalDual>> best;

    private Answer(Model model, Outcome<PrimalDual> outcome, Optional<Solution<PrimalDual>> best) {
      this.model = model;
      this.outcome = outcome;
      this.best = best;
    }

    private Solution<PrimalDual> best() {
      return best.orElseThrow(() -> new IllegalStateException("no solution: " + outcome.reason()));
    }

    /** The whole outcome of the run. */
    public Outcome<PrimalDual> outcome() {
      return outcome;
    }

    /** The objective, of several the first. */
    public double objective() {
      return best().assessment().objective();
    }

    /** How far the answer is proven. */
    public Proof proof() {
      return best.map(found -> found.assessment().proof()).orElse(Proof.NONE);
    }

    /** The value of an expression at the solution. */
    public double value(Expression expression) {
      return model.dag.evaluate(expression.node, best().solution().x());
    }

    /** How much the optimum grows per unit of a constraint's bound; constraints count from 0. */
    public double multiplier(int constraint) {
      int count = model.constraints.size();
      if (constraint < 0 || constraint >= count) {
        throw new IllegalArgumentException(
            "there is no constraint %d: %s"
                .formatted(
                    constraint,
                    count == 0 ? "the model has none" : "they count from 0 to " + (count - 1)));
      }
      double[] y = best().solution().y();
      if (y.length == 0) {
        throw new IllegalStateException(
            "the solver brought no multipliers, as of programs with whole variables; plan: "
                + outcome.plan().brief());
      }
      return y[constraint];
    }

    /** The same for the constraint of that name. */
    public double multiplier(String constraint) {
      int at = model.names.indexOf(constraint);
      if (at < 0) {
        throw new IllegalArgumentException(
            "no constraint is called '%s'; there are %s".formatted(constraint, model.names));
      }
      return multiplier(at);
    }
  }

  /** One objective of several. */
  public record Aim(Direction direction, Expression expression) {}

  /** An objective to be minimised beside others. */
  public static Aim minimizing(Expression expression) {
    return new Aim(Direction.MINIMIZE, expression);
  }

  /** An objective to be maximised beside others. */
  public static Aim maximizing(Expression expression) {
    return new Aim(Direction.MAXIMIZE, expression);
  }

  /** Solutions of which none is better than another in all objectives, by the first objective. */
  public List<Answer> front(Aim first, Aim second, Aim... more) throws InterruptedException {
    Outcome<PrimalDual> outcome =
        Talweg.solve(
            pareto(first, second, more), RunOptions.within(Budget.time(Duration.ofDays(1))));
    return outcome.front().stream()
        .sorted(Comparator.comparingDouble(s -> s.assessment().objective()))
        .map(solution -> new Answer(this, outcome, Optional.of(solution)))
        .toList();
  }

  /** The program of several objectives, to be solved with options of one's own. */
  public ParetoProgram pareto(Aim first, Aim second, Aim... more) {
    var aims = new ArrayList<>(List.of(first, second));
    aims.addAll(List.of(more));
    var goals = new ArrayList<Goal>();
    for (Aim aim : aims) {
      String called = "f" + (goals.size() + 1);
      goals.add(new Goal(called, aim.direction(), Row.of(aim.expression().node)));
    }
    return ParetoProgram.of(program(first.direction(), first.expression()).algebra(), goals);
  }

  /** A new real variable. */
  public Variable real(String name) {
    return variable(name, false);
  }

  /** A new whole variable. */
  public Variable integer(String name) {
    return variable(name, true);
  }

  /** New real variables, called {@code name_0} and so on. */
  public Variable[] reals(String name, int count) {
    var all = new Variable[count];
    Arrays.setAll(all, k -> real(name + "_" + k));
    return all;
  }

  private Variable variable(String name, boolean whole) {
    var variable = new Variable(this, name, variables.size(), whole);
    variables.add(variable);
    return variable;
  }

  /** A constant. */
  public Expression number(double value) {
    return new Expression(this, dag.constant(value));
  }

  /** The sum of the terms 0 to count-1. */
  public Expression sum(int count, IntFunction<Expression> term) {
    int[] terms = new int[count];
    for (int k = 0; k < count; k++) {
      terms[k] = term.apply(k).node;
    }
    return new Expression(this, dag.sum(terms));
  }

  /** Adds a constraint. */
  public Model subjectTo(Relation constraint) {
    return subjectTo("c" + (constraints.size() + 1), constraint);
  }

  /** Adds a constraint that can be asked for by name. */
  public Model subjectTo(String called, Relation constraint) {
    constraints.add(constraint);
    names.add(called);
    return this;
  }

  /** Solves; without a limit but a day. */
  public Answer minimize(Expression objective) throws InterruptedException {
    return solve(program(Direction.MINIMIZE, objective));
  }

  /** Solves; without a limit but a day. */
  public Answer maximize(Expression objective) throws InterruptedException {
    return solve(program(Direction.MAXIMIZE, objective));
  }

  private Answer solve(Program program) throws InterruptedException {
    Outcome<PrimalDual> outcome =
        Talweg.solve(program, RunOptions.within(Budget.time(Duration.ofDays(1))));
    return new Answer(this, outcome, outcome.best());
  }

  /** The program, to be solved with options of one's own. */
  public Program program(Direction direction, Expression objective) {
    double[] low = variables.stream().mapToDouble(v -> v.low).toArray();
    double[] high = variables.stream().mapToDouble(v -> v.high).toArray();
    double[] start = variables.stream().mapToDouble(v -> v.start).toArray();
    boolean[] whole = new boolean[variables.size()];
    variables.forEach(v -> whole[v.index] = v.whole);
    return Program.of(
        new Algebra(
            name,
            dag,
            variables.stream().map(v -> v.name).toList(),
            low,
            high,
            whole,
            start,
            direction,
            Row.of(objective.node),
            names,
            constraints.stream().map(c -> Row.of(c.node())).toList(),
            constraints.stream().mapToDouble(Relation::low).toArray(),
            constraints.stream().mapToDouble(Relation::high).toArray()));
  }
}
