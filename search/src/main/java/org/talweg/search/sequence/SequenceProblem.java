package org.talweg.search.sequence;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import org.talweg.model.Assessment;
import org.talweg.model.AssessmentException;
import org.talweg.model.Features;
import org.talweg.model.Form;
import org.talweg.model.Objective;
import org.talweg.model.Problem;

/**
 * Which parameter to use for each of T instances that arrive one after the other:
 *
 * <pre>
 *   minimise  sum_t l_t(w_t),   w_t chosen from d values, before and without seeing l_t
 * </pre>
 *
 * <p>l_t(w) is what instance t costs with parameter w, such as the iterations of a linear solver
 * with relaxation w; asking for it is what one wants to save, so each pair is run once and its cost
 * remembered. A context c_t, a number known before instance t is run, may say how it will behave.
 *
 * <p>Source: Khodak, Chow, Balcan and Talwalkar, Learning to Relax (arXiv 2310.02246), section 1.
 */
public final class SequenceProblem implements Problem<Schedule> {
  public static final Form SEQUENCE = new Form("sequence");

  /** T, the number of instances. */
  public static final String INSTANCES = "instances";

  /** d, the number of values of the parameter. */
  public static final String VALUES = "values";

  /** 1 where every instance comes with a context, else 0. */
  public static final String CONTEXT = "context";

  /** Runs one instance. The same instance and parameter have one cost. */
  @FunctionalInterface
  public interface Cost {
    double of(int instance, double parameter) throws InterruptedException;
  }

  /**
   * What is known of each instance before it is run.
   *
   * @param from the least a context can be
   * @param to the most, greater than that
   */
  public record Contexts(List<Double> values, double from, double to) {
    public Contexts {
      values = List.copyOf(values);
      double low = from;
      double high = to;
      if (!(low < high) || !values.stream().allMatch(c -> c >= low && c <= high)) {
        throw new IllegalArgumentException(
            "contexts lie between %s and %s, the first less".formatted(from, to));
      }
    }
  }

  private record Played(int instance, double parameter) {}

  private final String name;
  private final int instances;
  private final List<Double> grid;
  private final Cost cost;
  private final Contexts contexts;
  private final double leastCost;
  private final Map<Played, Double> costs;

  private SequenceProblem(
      String name,
      int instances,
      List<Double> grid,
      Cost cost,
      Contexts contexts,
      double leastCost,
      Map<Played, Double> costs) {
    this.name = name;
    this.instances = instances;
    this.grid = List.copyOf(grid);
    this.cost = cost;
    this.contexts = contexts;
    this.leastCost = leastCost;
    this.costs = costs;
    if (instances < 1 || grid.isEmpty() || grid.stream().distinct().count() < grid.size()) {
      throw new IllegalArgumentException("one instance or more, one value or more, all different");
    }
    if (!contexts.values.isEmpty() && contexts.values.size() != instances) {
      throw new IllegalArgumentException(
          contexts.values.size() + " contexts for " + instances + " instances");
    }
  }

  /**
   * Without contexts; costs are 0 or more.
   *
   * @param grid the parameter's values
   */
  public static SequenceProblem of(String name, int instances, List<Double> grid, Cost cost) {
    var none = new Contexts(List.of(), 0, 1);
    return new SequenceProblem(
        name, instances, grid, cost, none, 0, new ConcurrentHashMap<Played, Double>());
  }

  /** This problem with contexts, one per instance. */
  public SequenceProblem withContexts(Contexts contexts) {
    return new SequenceProblem(name, instances, grid, cost, contexts, leastCost, costs);
  }

  /** This problem with a lower bound on every cost, 1 for a count of iterations. */
  public SequenceProblem withLeastCost(double leastCost) {
    return new SequenceProblem(name, instances, grid, cost, contexts, leastCost, costs);
  }

  /** So many values from the first to the last, evenly spaced. */
  public static List<Double> evenly(double first, double last, int count) {
    double step = count == 1 ? 0 : (last - first) / (count - 1);
    double[] values = new double[count];
    Arrays.setAll(values, i -> first + i * step);
    return Arrays.stream(values).boxed().toList();
  }

  public int instances() {
    return instances;
  }

  public List<Double> grid() {
    return grid;
  }

  public Contexts contexts() {
    return contexts;
  }

  /** The context of an instance, empty where there are none. */
  public OptionalDouble context(int instance) {
    return contexts.values.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(contexts.values.get(instance));
  }

  public double leastCost() {
    return leastCost;
  }

  /**
   * l_t(w), run the first time it is asked for.
   *
   * @throws AssessmentException where the cost is no number or less than the least cost
   */
  public double cost(int instance, double parameter)
      throws AssessmentException, InterruptedException {
    var played = new Played(instance, parameter);
    Double known = costs.get(played);
    if (known != null) {
      return known;
    }
    double value = cost.of(instance, parameter);
    if (!(value >= leastCost) || Double.isInfinite(value)) {
      throw new AssessmentException(
          "instance %d with %s costs %s: a cost is a number, %s or more"
              .formatted(instance, parameter, value, leastCost));
    }
    costs.put(played, value);
    return value;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Form form() {
    return SEQUENCE;
  }

  @Override
  public Features features() {
    return Features.none()
        .with(INSTANCES, instances)
        .with(VALUES, grid.size())
        .with(CONTEXT, contexts.values.isEmpty() ? 0 : 1)
        .with(Features.OBJECTIVES, 1);
  }

  @Override
  public List<Objective> objectives() {
    return List.of(Objective.minimize("cost"));
  }

  /** The total cost; the violation counts the instances left out. */
  @Override
  public Assessment assess(Schedule schedule) throws AssessmentException, InterruptedException {
    List<Double> parameters = schedule.parameters();
    if (parameters.size() > instances) {
      throw new AssessmentException(
          parameters.size() + " parameters for " + instances + " instances");
    }
    double total = 0;
    for (int t = 0; t < parameters.size(); t++) {
      total += cost(t, parameters.get(t));
    }
    return new Assessment(
        List.of(total),
        instances - parameters.size(),
        OptionalDouble.of(leastCost * instances),
        Map.of("mean cost", total / Math.max(1, parameters.size())));
  }
}
