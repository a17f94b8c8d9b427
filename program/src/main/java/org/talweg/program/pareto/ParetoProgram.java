package org.talweg.program.pareto;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.talweg.model.Assessment;
import org.talweg.model.AssessmentException;
import org.talweg.model.Direction;
import org.talweg.model.Features;
import org.talweg.model.Form;
import org.talweg.model.Formula;
import org.talweg.model.Objective;
import org.talweg.model.Problem;
import org.talweg.model.Proof;
import org.talweg.program.PrimalDual;
import org.talweg.program.Program;
import org.talweg.program.SolutionJson;
import org.talweg.program.expression.Algebra;
import org.talweg.program.expression.Dag;
import org.talweg.program.expression.Row;

/**
 * A mathematical program with several objectives f_1, .., f_k, of which a point is a solution where
 * none can be improved but at another's cost.
 *
 * <p>A point may come with weights l of the objectives (the first k of {@link PrimalDual#more}) and
 * multipliers. Where all weights are positive and the point is proven (locally) optimal for
 *
 * <pre>
 *   min  l_1 f_1(x) + .. + l_k f_k(x)
 * </pre>
 *
 * under the constraints, with the sign of what is to be maximised turned, it is so for the several
 * objectives; the weights are divided by their sum first. Points that no weights prove are
 * feasible.
 */
public final class ParetoProgram implements Problem<PrimalDual> {
  /** Several objectives. */
  public static final Form FORM = new Form("multi-objective-program");

  private final Algebra constraints;
  private final List<Goal> goals;
  private final Program first;
  private double[] lastWeights = {};
  private @Nullable Program last;

  /** An objective. */
  public record Goal(String name, Direction direction, Row row) {}

  private ParetoProgram(Algebra constraints, List<Goal> goals) {
    this.constraints = constraints;
    this.goals = List.copyOf(goals);
    double[] one = new double[goals.size()];
    one[0] = 1;
    this.first = weighted(one);
  }

  /**
   * A program.
   *
   * @param constraints the program, whose own objective does not count
   * @param goals two or more, over the same graph
   */
  public static ParetoProgram of(Algebra constraints, List<Goal> goals) {
    if (goals.size() < 2) {
      throw new IllegalArgumentException("a front has two objectives or more");
    }
    return new ParetoProgram(constraints, goals);
  }

  /** The variables and constraints. */
  public Algebra algebra() {
    return constraints;
  }

  int count() {
    return goals.size();
  }

  /** The sum of the objectives, to be minimised, with these factors; those of 0 are left out. */
  Row sum(double[] weights) {
    Dag dag = constraints.dag();
    int variables = 0;
    for (Goal goal : goals) {
      variables += goal.row().variables().length;
    }
    int[] index = new int[variables];
    double[] coefficient = new double[variables];
    var terms = new ArrayList<Integer>();
    int at = 0;
    for (int i = 0; i < weights.length; i++) {
      Row row = goals.get(i).row();
      double weight = goals.get(i).direction() == Direction.MINIMIZE ? weights[i] : -weights[i];
      for (int k = 0; k < row.variables().length; k++) {
        index[at] = row.variables()[k];
        coefficient[at++] = weight * row.coefficients()[k];
      }
      if (weight != 0) {
        terms.add(dag.multiply(dag.constant(weight), row.nonlinear()));
      }
    }
    return new Row(
        index, coefficient, dag.sum(terms.stream().mapToInt(Integer::intValue).toArray()));
  }

  /** The program of one objective, their weighted sum. */
  Program weighted(double[] weights) {
    return program(sum(weights), List.of(), new double[0], constraints.start());
  }

  /** The program of one objective, to be minimised, and further rows of at most so much. */
  Program program(Row objective, List<Row> more, double[] most, double[] start) {
    int m = constraints.constraints().size();
    var rows = new ArrayList<>(constraints.constraints());
    rows.addAll(more);
    double[] lower = Arrays.copyOf(constraints.constraintLower(), rows.size());
    double[] upper = Arrays.copyOf(constraints.constraintUpper(), rows.size());
    Arrays.fill(lower, m, rows.size(), Double.NEGATIVE_INFINITY);
    System.arraycopy(most, 0, upper, m, most.length);
    return Program.of(
        new Algebra(
            constraints.name(),
            constraints.dag(),
            constraints.variableNames(),
            constraints.lower(),
            constraints.upper(),
            constraints.integer(),
            start,
            Direction.MINIMIZE,
            objective,
            List.of(),
            rows,
            lower,
            upper));
  }

  @Override
  public String name() {
    return constraints.name();
  }

  @Override
  public Form form() {
    return FORM;
  }

  @Override
  public Features features() {
    return first.features().with(Features.OBJECTIVES, goals.size());
  }

  @Override
  public List<Objective> objectives() {
    return goals.stream()
        .map(goal -> new Objective(goal.name(), new Formula.Name(goal.name()), goal.direction()))
        .toList();
  }

  @Override
  public String text(PrimalDual solution) {
    return SolutionJson.point(solution.x(), constraints::variableName);
  }

  @Override
  public synchronized Assessment assess(PrimalDual point) throws AssessmentException {
    int k = goals.size();
    double[] x = point.x();
    boolean weights =
        point.hasDuals() && point.more().length >= k && positive(Arrays.copyOf(point.more(), k));
    Assessment judged =
        weights
            ? program(Arrays.copyOf(point.more(), k)).assess(scaled(point, k))
            : first.assess(PrimalDual.of(x));
    var values = new ArrayList<Double>();
    for (Goal goal : goals) {
      double value = value(goal.row(), x);
      if (Double.isNaN(value)) {
        throw new AssessmentException("the objective " + goal.name() + " is NaN");
      }
      values.add(value + 0.0);
    }
    var quantities = new LinkedHashMap<>(judged.quantities());
    Proof proof = judged.proof() == Proof.UNBOUNDED && !weights ? Proof.FEASIBLE : judged.proof();
    return new Assessment(
        values, judged.violation(), java.util.OptionalDouble.empty(), quantities, proof);
  }

  private static boolean positive(double[] weights) {
    return Arrays.stream(weights).allMatch(weight -> weight > 0);
  }

  private Program program(double[] weights) {
    Program known = last;
    double[] unit = unit(weights);
    if (known == null || !Arrays.equals(unit, lastWeights)) {
      known = weighted(unit);
      last = known;
      lastWeights = unit;
    }
    return known;
  }

  private static double[] unit(double[] weights) {
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(weight -> weight / sum).toArray();
  }

  /** Its multipliers, for weights whose sum is 1, and without the weights. */
  private static PrimalDual scaled(PrimalDual point, int k) {
    double sum = Arrays.stream(point.more()).limit(k).sum();
    return new PrimalDual(point.x(), over(point.y(), sum), over(point.z(), sum))
        .with(over(Arrays.copyOfRange(point.more(), k, point.more().length), sum));
  }

  private static double[] over(double[] all, double divisor) {
    return Arrays.stream(all).map(v -> v / divisor).toArray();
  }

  private double value(Row row, double[] x) {
    double value = constraints.dag().evaluate(row.nonlinear(), x);
    for (int j = 0; j < row.variables().length; j++) {
      value += row.coefficients()[j] * x[row.variables()[j]];
    }
    return value;
  }
}
