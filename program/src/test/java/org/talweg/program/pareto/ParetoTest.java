package org.talweg.program.pareto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.engine.Outcome;
import org.talweg.engine.Outcome.Solution;
import org.talweg.engine.RunOptions;
import org.talweg.engine.Talweg;
import org.talweg.model.Assessment;
import org.talweg.model.Budget;
import org.talweg.model.Proof;
import org.talweg.model.Resource;
import org.talweg.program.Model;
import org.talweg.program.PrimalDual;

class ParetoTest {
  private static final Budget TEN =
      new Budget(Map.of(Resource.EVALUATIONS, 10.0, Resource.SECONDS, 600.0));

  private static Outcome<PrimalDual> solve(ParetoProgram program, String by) {
    try {
      return Talweg.solve(program, RunOptions.within(TEN).withSolver(by));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Two paraboloids: the front is sqrt(f1) + sqrt(f2) = 1, between the two centres. */
  @ParameterizedTest
  @ValueSource(strings = {"epsilon-constraint", "weighted-sum", "chebyshev"})
  void everyPointOfAKnownFrontIsOnItAndProven(String by) {
    var m = new Model("paraboloids");
    var x = m.real("x").start(3);
    var y = m.real("y").start(-2);
    var f1 = x.square().plus(y.square());
    var f2 = x.minus(1).square().plus(y.square());
    Outcome<PrimalDual> found = solve(m.pareto(Model.minimizing(f1), Model.minimizing(f2)), by);
    assertThat(found.plan().brief()).startsWith(by + " -> ");
    assertThat(found.front()).hasSizeBetween(8, 10);
    for (Solution<PrimalDual> member : found.front()) {
      List<Double> f = member.assessment().objectives();
      assertThat(Math.sqrt(f.get(0)) + Math.sqrt(f.get(1))).isCloseTo(1, within(1e-4));
      assertThat(member.assessment().proof().settles()).isTrue();
    }
    assertThat(found.status()).isEqualTo(Outcome.Status.SOLVED);
  }

  /** The front is the arc f1^2 + f2^2 = 1 seen from outside: weighted sums find its ends alone. */
  @Test
  void boundsAndDistancesReachWhatWeightedSumsDoNot() {
    var m = new Model("concave front");
    var x = m.real("x").between(0, 2).start(1);
    var y = m.real("y").between(0, 2).start(1.5);
    m.subjectTo(x.square().plus(y.square()).atLeast(1));
    ParetoProgram program = m.pareto(Model.minimizing(x), Model.minimizing(y));
    for (String by : List.of("epsilon-constraint", "chebyshev")) {
      List<Solution<PrimalDual>> front = solve(program, by).front();
      assertThat(front).as(by).hasSizeGreaterThanOrEqualTo(8);
      long inner =
          front.stream()
              .filter(s -> Math.min(s.solution().x()[0], s.solution().x()[1]) > 0.2)
              .count();
      assertThat(inner).as(by).isGreaterThanOrEqualTo(4);
    }
    assertThat(solve(program, "weighted-sum").front())
        .allMatch(s -> Math.min(s.solution().x()[0], s.solution().x()[1]) < 0.01);
  }

  @Test
  void aLinearFrontIsProvenOptimalPointByPoint() throws Exception {
    var m = new Model("two goods");
    var x = m.real("x").between(0, 4);
    var y = m.real("y").between(0, 4);
    m.subjectTo(x.plus(y).atMost(5));
    List<Model.Answer> front = m.front(Model.maximizing(x.plus(y.times(0.1))), Model.maximizing(y));
    assertThat(front).hasSizeGreaterThan(10);
    assertThat(front).allMatch(answer -> answer.proof() == Proof.OPTIMAL);
    assertThat(front.getFirst().outcome().plan().brief()).startsWith("epsilon-constraint -> ");
    assertThat(front.getFirst().value(y)).isCloseTo(4, within(1e-6));
    assertThat(front.getLast().value(x)).isCloseTo(4, within(1e-6));
  }

  @Test
  void threeObjectivesMakeASurface() {
    var m = new Model("sphere");
    var x = m.reals("x", 3);
    m.subjectTo(m.sum(3, k -> x[k].square()).atMost(1));
    Outcome<PrimalDual> found =
        solve(
            m.pareto(Model.maximizing(x[0]), Model.maximizing(x[1]), Model.maximizing(x[2])),
            "chebyshev");
    assertThat(found.front()).hasSizeGreaterThanOrEqualTo(6);
    for (Solution<PrimalDual> member : found.front()) {
      double[] p = member.solution().x();
      assertThat(p[0] * p[0] + p[1] * p[1] + p[2] * p[2]).isCloseTo(1, within(1e-5));
      assertThat(member.assessment().proof().settles()).isTrue();
    }
  }

  @Test
  void kinksAndWholeVariablesHaveFrontsToo() {
    var m = new Model("mixed");
    var k = m.integer("k").between(0, 6).start(3);
    var x = m.real("x").between(-5, 5).start(1);
    var spread = x.minus(k).abs();
    var far = k.minus(6).square().plus(x.square());
    Outcome<PrimalDual> found =
        solve(m.pareto(Model.minimizing(spread), Model.minimizing(far)), "epsilon-constraint");
    assertThat(found.front()).hasSizeGreaterThanOrEqualTo(4);
    assertThat(found.front()).allMatch(s -> s.assessment().feasible());
  }

  @Test
  void aDominatedPointIsNotProvenByAnyWeights() throws Exception {
    var m = new Model("paraboloids");
    var x = m.real("x");
    var y = m.real("y");
    ParetoProgram program =
        m.pareto(
            Model.minimizing(x.square().plus(y.square())),
            Model.minimizing(x.minus(1).square().plus(y.square())));
    double[] none = new double[2];
    Assessment off =
        program.assess(new PrimalDual(new double[] {0.5, 0.1}, new double[0], none).with(1, 1));
    Assessment on =
        program.assess(new PrimalDual(new double[] {0.5, 0}, new double[0], none).with(1, 1));
    Assessment lopsided =
        program.assess(new PrimalDual(new double[] {0, 0}, new double[0], none).with(1, 0));
    assertThat(off.proof()).isEqualTo(Proof.FEASIBLE);
    assertThat(on.proof().settles()).isTrue();
    assertThat(lopsided.proof()).as("a weight of 0 proves nothing").isEqualTo(Proof.FEASIBLE);
  }
}
