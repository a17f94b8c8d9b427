package org.talweg.learn.discovery;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.talweg.model.Assessment;
import org.talweg.model.AssessmentException;
import org.talweg.model.Features;
import org.talweg.model.Form;
import org.talweg.model.Objective;
import org.talweg.model.Problem;

/**
 * An optimizer to be found: an {@link UpdateRule} whose losses on training tasks are small beside
 * those of a tuned AdamW,
 *
 * <pre>
 *   minimise   ( product over n tasks of loss(rule) / loss(AdamW) )^(1/n)
 * </pre>
 *
 * <p>Tasks come in three sizes, each with data and starts of its own. Searches score rules on the
 * smallest ({@link #proxy}, one evaluation of the budget), sift the best on larger ones ({@link
 * #sift}), and offer few to the problem, which judges on the largest. So a rule that fits nothing
 * but the smallest is found out. On the smallest a rule runs at AdamW's best rate; on the others it
 * may choose among four rates, AdamW among seven.
 *
 * <p>Source: Chen et al. 2023, section 2.
 */
public final class Discovery implements Problem<UpdateRule> {
  public static final Form UPDATE_RULE = new Form("update-rule");

  /** Statements of the rule that searches begin with. */
  public static final String STATEMENTS = "statements";

  private final String name;
  private final UpdateRule start;
  private final Level proxies;
  private final Level larger;
  private final Level largest;

  /** Tasks of one size, measured when first needed. */
  private static final class Level {
    private final List<ProxyTask> tasks;
    private @Nullable List<Yardstick> yardsticks;

    Level(List<ProxyTask> tasks) {
      this.tasks = List.copyOf(tasks);
      if (tasks.isEmpty()) {
        throw new IllegalArgumentException("there is at least one task of each size");
      }
    }

    synchronized List<Yardstick> yardsticks() {
      if (yardsticks == null) {
        yardsticks = tasks.stream().map(Yardstick::of).toList();
      }
      return yardsticks;
    }
  }

  /**
   * States a discovery.
   *
   * @param start the rule that searches begin with
   * @param proxies the smallest tasks
   */
  public Discovery(
      String name,
      UpdateRule start,
      List<ProxyTask> proxies,
      List<ProxyTask> larger,
      List<ProxyTask> largest) {
    this.name = name;
    this.start = start;
    this.proxies = new Level(proxies);
    this.larger = new Level(larger);
    this.largest = new Level(largest);
  }

  /** With tasks made of examples and of noisy quadratics, drawn by a seed. */
  public static Discovery of(String name, UpdateRule start, Examples examples, long seed) {
    Examples small = examples.projected(16, seed);
    Examples other = examples.projected(16, seed + 4);
    Examples medium = examples.projected(32, seed + 1);
    Examples large = examples.projected(64, seed + 2);
    return new Discovery(
        name,
        start,
        List.of(
            new NoisyQuadratic(20, 100, 0.3, 100, seed),
            new SmallNetwork(small, List.of(), 16, 80, seed),
            new SmallNetwork(small, List.of(16), 16, 120, seed),
            new SmallNetwork(other, List.of(16), 16, 120, seed + 4)),
        List.of(
            new NoisyQuadratic(40, 1000, 0.3, 300, seed + 1),
            new SmallNetwork(medium, List.of(), 32, 200, seed + 1),
            new SmallNetwork(medium, List.of(32), 32, 300, seed + 1)),
        List.of(
            new SmallNetwork(large, List.of(48, 32), 32, 500, seed + 2),
            new SmallNetwork(large, List.of(64), 32, 400, seed + 3)));
  }

  /** The rule that searches begin with. */
  public UpdateRule start() {
    return start;
  }

  /**
   * The geometric mean of the loss over AdamW's on the smallest tasks, both at AdamW's best rate;
   * infinite where the rule diverges or is far behind after a quarter of the steps.
   */
  public double proxy(UpdateRule rule) {
    double logarithms = 0;
    for (Yardstick yardstick : proxies.yardsticks()) {
      double ratio = yardstick.ratio(rule);
      if (Double.isInfinite(ratio)) {
        return ratio;
      }
      logarithms += Math.log(ratio);
    }
    return Math.exp(logarithms / proxies.tasks.size());
  }

  /** The same on the larger tasks, at the best of four rates. */
  public double sift(UpdateRule rule) {
    return mean(ratios(larger, rule));
  }

  private static List<Double> ratios(Level level, UpdateRule rule) {
    return level.yardsticks().stream().map(y -> y.tuned(rule)).toList();
  }

  private static double mean(List<Double> ratios) {
    return Math.exp(ratios.stream().mapToDouble(Math::log).average().orElseThrow());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Form form() {
    return UPDATE_RULE;
  }

  @Override
  public Features features() {
    return Features.none().with(STATEMENTS, start.statements().size()).with(Features.OBJECTIVES, 1);
  }

  @Override
  public List<Objective> objectives() {
    return List.of(Objective.minimize("loss over AdamW's"));
  }

  /** The same on the largest tasks, by which a rule is judged. */
  public double judge(UpdateRule rule) {
    return mean(ratios(largest, rule));
  }

  @Override
  public Assessment assess(UpdateRule rule) throws AssessmentException {
    double mean = judge(rule);
    if (!Double.isFinite(mean)) {
      throw new AssessmentException("the rule diverges on one of the largest tasks");
    }
    return new Assessment(
        List.of(mean), 0, OptionalDouble.empty(), Map.of("memories", (double) rule.memories()));
  }
}
