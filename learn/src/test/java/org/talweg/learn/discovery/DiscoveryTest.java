package org.talweg.learn.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.engine.Outcome;
import org.talweg.engine.RunOptions;
import org.talweg.engine.Talweg;
import org.talweg.learn.gradient.Transformation;
import org.talweg.learn.schedule.Cosine;
import org.talweg.model.Budget;
import org.talweg.model.Resource;

class DiscoveryTest {
  /** Three Gaussian classes. */
  private static Examples examples() {
    RandomGenerator random = Rules.random(5);
    double[][] inputs = new double[120][4];
    int[] labels = new int[120];
    for (int n = 0; n < 120; n++) {
      labels[n] = n % 3;
      for (int i = 0; i < 4; i++) {
        inputs[n][i] = random.nextGaussian() + (i == labels[n] ? 2 : 0);
      }
    }
    return new Examples(inputs, labels, 3);
  }

  static Stream<ProxyTask> tasks() {
    return Stream.of(
        new NoisyQuadratic(7, 50, 0, 4, 2),
        new SmallNetwork(examples(), List.of(), 90, 4, 2),
        new SmallNetwork(examples(), List.of(5, 4), 90, 4, 2));
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void gradientsDescend(ProxyTask task) {
    double[] w = task.start();
    double before = task.loss(w);
    double[] g = new double[task.size()];
    for (int k = 0; k < 200; k++) {
      task.gradient(w, 1 + k % task.steps(), g);
      for (int i = 0; i < w.length; i++) {
        w[i] -= 0.02 * g[i];
      }
    }
    assertThat(task.loss(w)).isLessThan(before);
  }

  /** A batch of every learned example many times over has nearly no noise; so exactly one here. */
  @Test
  void gradientsAreFiniteDifferences() {
    var one = new Examples(new double[][] {{1, -0.5, 2}, {1, -0.5, 2}}, new int[] {1, 1}, 3);
    for (ProxyTask task :
        List.of(
            new NoisyQuadratic(7, 50, 0, 4, 2),
            new SmallNetwork(one, List.of(), 2, 4, 2),
            new SmallNetwork(one, List.of(5, 4), 2, 4, 2))) {
      double[] w = task.start();
      double[] g = new double[task.size()];
      task.gradient(w, 1, g);
      for (int i = 0; i < w.length; i++) {
        double[] up = w.clone();
        double[] down = w.clone();
        up[i] += 1e-6;
        down[i] -= 1e-6;
        double slope = (task.loss(up) - task.loss(down)) / 2e-6;
        assertThat(g[i]).as(task.name()).isCloseTo(slope, within(1e-7));
      }
    }
  }

  /** What docs/forms.md shows. */
  @Test
  void fromTasksToATransformation() throws Exception {
    List<ProxyTask> tasks =
        List.of(
            new NoisyQuadratic(6, 30, 0.1, 40, 2),
            new SmallNetwork(examples(), List.of(), 8, 30, 2));
    var discovery = new Discovery("small", UpdateRule.ADAMW, tasks, tasks, tasks);
    Outcome<UpdateRule> found = Talweg.solve(discovery, RunOptions.within(Budget.evaluations(50)));
    Transformation rule = new RuleStep(found.solution(), 3e-3, new Cosine(0));
    assertThat(rule).isNotNull();
    assertThat(found.best().orElseThrow().assessment().objective()).isPositive();
  }

  private static Discovery discovery() {
    List<ProxyTask> tasks =
        List.of(
            new NoisyQuadratic(6, 30, 0.1, 40, 2),
            new SmallNetwork(examples(), List.of(), 8, 30, 2));
    return new Discovery("small", UpdateRule.ADAMW, tasks, tasks, tasks);
  }

  @Test
  void adamWIsTheMeasure() throws Exception {
    Discovery discovery = discovery();
    assertThat(discovery.proxy(UpdateRule.ADAMW)).isEqualTo(1);
    assertThat(discovery.sift(UpdateRule.ADAMW)).isLessThanOrEqualTo(1);
    assertThat(discovery.proxy(UpdateRule.parse("update = g * -1"))).isInfinite();
  }

  @ParameterizedTest
  @ValueSource(strings = {"regularised-evolution", "random-programs", "evolved-constants"})
  void searchesAreNeverWorseThanTheFirstRuleAndRepeat(String solver) throws Exception {
    Discovery discovery = discovery();
    var outcomes = new ArrayList<Outcome<UpdateRule>>();
    for (int parallel : new int[] {1, 2}) {
      outcomes.add(
          Talweg.solve(
              discovery,
              RunOptions.within(Budget.evaluations(48))
                  .withSolver(solver)
                  .withSeed(7)
                  .withParallel(parallel)));
    }
    assertThat(outcomes.getFirst().objective()).isLessThanOrEqualTo(1);
    assertThat(outcomes.getFirst().solution()).isEqualTo(outcomes.getLast().solution());
    assertThat(outcomes.getFirst().spent().get(Resource.EVALUATIONS)).isEqualTo(48);
  }

  @Test
  void evolutionImprovesAndNeitherRepeatsNorTriesTheIllTyped() throws Exception {
    Discovery discovery = discovery();
    var search =
        new ProgramSearch(ProgramSearch.Settings.EVOLUTION, UpdateRule.ADAMW, 1, Rules.random(11));
    var scored = new ArrayList<UpdateRule>();
    for (int b = 0; b < 30; b++) {
      search.advance(
          rules -> {
            scored.addAll(rules);
            return rules.stream().mapToDouble(discovery::proxy).toArray();
          });
    }
    assertThat(search.best().score()).isLessThan(0.95);
    assertThat(scored).hasSizeGreaterThan(200).hasSize(search.evaluated());
    assertThat(scored.stream().map(Fingerprint::of)).doesNotHaveDuplicates();
    assertThat(search.pruned()).containsKeys(ProgramSearch.REPEATED, ProgramSearch.ILL_TYPED);
    assertThat(search.best(5))
        .isSortedAccordingTo(java.util.Comparator.comparingDouble(ProgramSearch.Scored::score));
  }

  @Test
  void shorteningRemovesWhatTheScoreCanSpare() {
    var rule =
        UpdateRule.parse(
            """
            d = w * 1e-30
            h = g + d
            unused = exp(g)
            h = clip(h, 1000000000)
            update = h * lr
            """);
    UpdateRule shorter =
        Funnel.shortened(
            rule, r -> Arrays.stream(Rules.updates(r, 3)[1]).map(u -> Math.round(u * 1e9)).sum());
    assertThat(shorter.statements()).hasSizeLessThan(4);
  }
}
