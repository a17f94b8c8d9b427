package org.talweg.program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.talweg.model.BlackBox;
import org.talweg.model.Constraint;
import org.talweg.model.Domain;
import org.talweg.model.Formula;
import org.talweg.model.Formula.Apply;
import org.talweg.model.Formula.Operator;
import org.talweg.model.Objective;
import org.talweg.model.Parameter;
import org.talweg.model.Problem;
import org.talweg.model.Value;
import org.talweg.program.expression.Algebra;
import org.talweg.program.expression.Dag;
import org.talweg.program.expression.Op;
import org.talweg.program.expression.Row;
import org.talweg.program.pareto.ParetoProgram;
import org.talweg.program.pareto.ParetoProgram.Goal;

/**
 * Reads a problem whose objectives and constraints are formulas over its parameters as a
 * mathematical program:
 *
 * <pre>
 *   left &lt;= right   becomes   left - right &lt;= 0, or a bound where one side is a number;
 *   a and b         becomes   two constraints, or one with two bounds of the same formula.
 * </pre>
 *
 * <p>Exact. Needs real and whole parameters that always exist, formulas with derivatives nearly
 * everywhere (no rounding, no comparison within a value), and constraints that are comparisons. A
 * strict comparison becomes one that allows equality. A bound of 1e20 or more is none.
 */
public final class FormulaProgram {
  private static final double INFINITE = 1e20;

  private final Dag dag = new Dag();
  private final Map<String, Integer> variables = new HashMap<>();
  private final List<Row> rows = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();
  private final List<Double> lower = new ArrayList<>();
  private final List<Double> upper = new ArrayList<>();

  private FormulaProgram() {}

  /** Why a formula has no place in a program. */
  private static final class Unsuitable extends Exception {
    private static final long serialVersionUID = 1;

    Unsuitable(String why) {
      super(why, null, false, false);
    }
  }

  /** The program, or nothing where the problem is none or has several objectives. */
  public static Optional<Program> of(BlackBox problem) {
    return problem(problem).filter(Program.class::isInstance).map(Program.class::cast);
  }

  /** The program, of one objective or several, or nothing where the problem is none. */
  public static Optional<Problem<PrimalDual>> problem(BlackBox problem) {
    try {
      return Optional.of(new FormulaProgram().program(problem));
    } catch (Unsuitable e) {
      return Optional.empty();
    }
  }

  private Problem<PrimalDual> program(BlackBox problem) throws Unsuitable {
    List<Parameter> parameters = problem.space().parameters();
    int n = parameters.size();
    double[] low = new double[n];
    double[] high = new double[n];
    double[] start = new double[n];
    boolean[] integer = new boolean[n];
    var called = new ArrayList<String>();
    for (int j = 0; j < n; j++) {
      Parameter parameter = parameters.get(j);
      switch (parameter.domain()) {
        case Domain.Real(double from, double to, _) -> {
          low[j] = from <= -INFINITE ? Double.NEGATIVE_INFINITY : from;
          high[j] = to >= INFINITE ? Double.POSITIVE_INFINITY : to;
        }
        case Domain.Int(long from, long to, _) -> {
          low[j] = from;
          high[j] = to;
          integer[j] = true;
        }
        default -> throw new Unsuitable(parameter.name() + " is no number");
      }
      if (parameter.when().isPresent()) {
        throw new Unsuitable(parameter.name() + " does not always exist");
      }
      start[j] =
          switch (parameter.start().orElse(null)) {
            case Value.Real(double value) -> value;
            case Value.Int(long value) -> value;
            case null, default -> Math.clamp(0.0, low[j], high[j]);
          };
      called.add(parameter.name());
      variables.put(parameter.name(), j);
    }
    if (problem.noise().present()) {
      throw new Unsuitable("it has noise");
    }
    var goals = new ArrayList<Goal>();
    for (Objective objective : problem.objectives()) {
      Row row = Row.of(node(objective.formula()));
      goals.add(new Goal(objective.name(), objective.direction(), row));
    }
    for (Constraint constraint : problem.space().constraints()) {
      constrain(constraint.formula(), constraint.text());
    }
    for (Constraint constraint : problem.constraints()) {
      constrain(constraint.formula(), constraint.text());
    }
    var algebra =
        new Algebra(
            problem.name(),
            dag,
            called,
            low,
            high,
            integer,
            start,
            goals.getFirst().direction(),
            goals.getFirst().row(),
            names,
            rows,
            lower.stream().mapToDouble(Double::doubleValue).toArray(),
            upper.stream().mapToDouble(Double::doubleValue).toArray());
    return goals.size() == 1 ? Program.of(algebra) : ParetoProgram.of(algebra, goals);
  }

  private void constrain(Formula formula, String text) throws Unsuitable {
    if (!(formula instanceof Apply(Operator operator, List<Formula> sides))) {
      throw new Unsuitable("a constraint is no comparison");
    }
    if (operator == Operator.AND) {
      int before = rows.size();
      for (Formula part : sides) {
        constrain(part, part.text());
      }
      if (rows.size() == before + 2 && rows.getLast().nonlinear() == rows.get(before).nonlinear()) {
        join(before, text);
      }
      return;
    }
    if (!operator.isComparison() || operator == Operator.NOT_EQUAL) {
      throw new Unsuitable("a constraint is no comparison");
    }
    int left = node(sides.get(0));
    int right = node(sides.get(1));
    boolean atMost = operator == Operator.LESS || operator == Operator.LESS_EQUAL;
    boolean atLeast = operator == Operator.GREATER || operator == Operator.GREATER_EQUAL;
    if (dag.op(left) == Op.CONSTANT) {
      add(right, dag.value(left), atLeast, atMost, text);
    } else if (dag.op(right) == Op.CONSTANT) {
      add(left, dag.value(right), atMost, atLeast, text);
    } else {
      add(dag.subtract(left, right), 0, atMost, atLeast, text);
    }
  }

  private void add(int body, double bound, boolean atMost, boolean atLeast, String text) {
    rows.add(Row.of(body));
    lower.add(atMost ? Double.NEGATIVE_INFINITY : bound);
    upper.add(atLeast ? Double.POSITIVE_INFINITY : bound);
    names.add(unique(text));
  }

  /** Makes one row of the last two, which bound the same formula. */
  private void join(int first, String text) {
    lower.set(first, Math.max(lower.get(first), lower.removeLast()));
    upper.set(first, Math.min(upper.get(first), upper.removeLast()));
    rows.removeLast();
    taken.remove(names.removeLast());
    taken.remove(names.removeLast());
    names.add(unique(text));
  }

  /** The text without parentheses around all of it, numbered where it is there already. */
  private String unique(String text) {
    String bare = text.strip();
    while (enclosed(bare)) {
      bare = bare.substring(1, bare.length() - 1);
    }
    String name = bare;
    for (int k = 2; !taken.add(name); k++) {
      name = bare + " (" + k + ")";
    }
    return name;
  }

  private static boolean enclosed(String text) {
    int depth = 0;
    for (int k = 0; k < text.length() - 1; k++) {
      depth += text.charAt(k) == '(' ? 1 : text.charAt(k) == ')' ? -1 : 0;
      if (depth == 0) {
        return false;
      }
    }
    return text.length() > 1 && text.charAt(0) == '(';
  }

  private int node(Formula formula) throws Unsuitable {
    return switch (formula) {
      case Formula.Number(double value) -> dag.constant(value);
      case Formula.Text(String text) -> throw new Unsuitable("'" + text + "' is no number");
      case Formula.Name(String name) -> {
        @Nullable Integer variable = variables.get(name);
        if (variable == null) {
          throw new Unsuitable("'" + name + "' is measured");
        }
        yield dag.variable(variable);
      }
      case Apply(Operator operator, List<Formula> arguments) -> {
        int[] of = new int[arguments.size()];
        for (int k = 0; k < of.length; k++) {
          of[k] = node(arguments.get(k));
        }
        yield apply(operator, of);
      }
    };
  }

  private int apply(Operator operator, int[] of) throws Unsuitable {
    return switch (operator) {
      case ADD -> dag.sum(of);
      case SUBTRACT -> dag.subtract(of[0], of[1]);
      case MULTIPLY -> joined(Op.MULTIPLY, of);
      case DIVIDE -> dag.divide(of[0], of[1]);
      case POWER -> dag.power(of[0], of[1]);
      case NEGATE -> dag.negate(of[0]);
      case ABS -> dag.apply(Op.ABS, of[0]);
      case MIN -> joined(Op.MIN, of);
      case MAX -> joined(Op.MAX, of);
      case SQRT -> dag.apply(Op.SQRT, of[0]);
      case EXP -> dag.apply(Op.EXP, of[0]);
      case LOG -> dag.apply(Op.LOG, of[0]);
      case LOG2 -> dag.divide(dag.apply(Op.LOG, of[0]), dag.constant(Math.log(2)));
      case LOG10 -> dag.apply(Op.LOG10, of[0]);
      case SIN -> dag.apply(Op.SIN, of[0]);
      case COS -> dag.apply(Op.COS, of[0]);
      case TAN -> dag.apply(Op.TAN, of[0]);
      case ASIN -> dag.apply(Op.ASIN, of[0]);
      case ACOS -> dag.apply(Op.ACOS, of[0]);
      case ATAN -> dag.apply(Op.ATAN, of[0]);
      case SINH -> dag.apply(Op.SINH, of[0]);
      case COSH -> dag.apply(Op.COSH, of[0]);
      case TANH -> dag.apply(Op.TANH, of[0]);
      case FLOOR, CEIL, ROUND -> throw new Unsuitable("rounding has no derivative");
      case LESS_EQUAL, LESS, GREATER_EQUAL, GREATER, EQUAL, NOT_EQUAL, AND, OR, NOT ->
          throw new Unsuitable("a condition has no derivative");
    };
  }

  private int joined(Op op, int[] of) {
    int all = of[0];
    for (int k = 1; k < of.length; k++) {
      all = dag.apply(op, all, of[k]);
    }
    return all;
  }
}
