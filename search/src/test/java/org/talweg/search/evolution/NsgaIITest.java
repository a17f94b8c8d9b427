package org.talweg.search.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.talweg.engine.BlackBoxSolver;
import org.talweg.engine.Trial;
import org.talweg.model.Assessment;
import org.talweg.model.BlackBox;
import org.talweg.model.Dominance;
import org.talweg.model.Objective;
import org.talweg.model.Parameter;
import org.talweg.model.Space;
import org.talweg.search.Driver;
import org.talweg.search.Toys;
import org.talweg.search.sobol.RandomSearch;

class NsgaIITest {
  private static final NsgaII NSGA = new NsgaII();

  /** Area that the front dominates up to (1.1, 1.1); the ideal front of the toy has 0.8767. */
  private static double area(BlackBox problem, Driver run) {
    List<Assessment> found = new ArrayList<>();
    for (Trial trial : run.trials()) {
      trial.assessment().filter(Assessment::feasible).ifPresent(found::add);
    }
    var front = new ArrayList<>(Dominance.front(problem.objectives(), found, a -> a));
    front.sort((a, b) -> Double.compare(a.objectives().get(0), b.objectives().get(0)));
    double area = 0;
    double top = 1.1;
    for (Assessment a : front) {
      double x = a.objectives().get(0);
      double y = a.objectives().get(1);
      if (x < 1.1 && y < top) {
        area += (1.1 - x) * (top - y);
        top = y;
      }
    }
    return area;
  }

  private static double area(BlackBox problem, BlackBoxSolver solver, int evaluations, int seed) {
    return area(problem, Driver.of(problem, evaluations).run(solver, seed));
  }

  @Property(tries = 5)
  void comesNearTheWholeFront(@ForAll @IntRange(min = 1, max = 1000) int seed) {
    BlackBox problem = Toys.twoObjectives(6);
    assertThat(area(problem, NSGA, 5000, seed)).isBetween(0.85, 0.8767);
  }

  @Test
  void beatsRandomSearchOnASmallBudget() {
    BlackBox problem = Toys.twoObjectives(6);
    double[] difference = new double[9];
    for (int seed = 1; seed <= 9; seed++) {
      difference[seed - 1] =
          area(problem, NSGA, 300, seed) - area(problem, new RandomSearch(), 300, seed);
    }
    java.util.Arrays.sort(difference);
    assertThat(difference[4]).isPositive();
  }

  @Test
  void aConstraintCutsTheFront() {
    BlackBox cut = Toys.twoObjectives(4).subjectTo("f1 + f2 >= 0.9");
    Driver run = Driver.of(cut, 3000).run(NSGA, 1);
    List<Assessment> feasible =
        run.trials().stream()
            .flatMap(t -> t.assessment().stream())
            .filter(Assessment::feasible)
            .toList();
    assertThat(feasible).hasSizeGreaterThan(1000);
    assertThat(Dominance.front(cut.objectives(), feasible, a -> a)).hasSizeGreaterThan(50);
  }

  @Test
  void mixedSpacesHaveFrontsToo() {
    BlackBox problem =
        BlackBox.of(
            "mixed front",
            Space.of(
                Parameter.integer("n", 0, 100),
                Parameter.choice("c", "bad", "good", "worse"),
                Parameter.permutation("o", "a", "b", "c", "d")),
            List.of(Objective.maximize("n"), Objective.minimize("cost")),
            (p, _) -> {
              double cost = p.integer("n") * p.integer("n") / 100.0;
              cost += p.text("c").equals("good") ? 0 : 10;
              cost += p.order("o").equals(List.of("d", "c", "b", "a")) ? 0 : 5;
              return java.util.Map.of("cost", cost);
            });
    var run = Driver.of(problem, 2000).run(NSGA, 1);
    List<Assessment> found = run.trials().stream().flatMap(t -> t.assessment().stream()).toList();
    List<Assessment> front = Dominance.front(problem.objectives(), found, a -> a);
    long perfect =
        front.stream()
            .filter(a -> a.objectives().get(1) == Math.pow(a.objectives().get(0), 2) / 100)
            .count();
    assertThat(perfect).isGreaterThan(60);
  }

  @Test
  void threeObjectivesKeepAWideFront() {
    BlackBox corners =
        BlackBox.of(
            "corners",
            Toys.box(3, 0, 1),
            List.of(
                Objective.minimize("x1"), Objective.minimize("x2"), Objective.minimize("worst")),
            (p, _) -> java.util.Map.of("worst", 2 - p.real("x1") - p.real("x2") + p.real("x3")));
    var run = Driver.of(corners, 2000).run(NSGA, 1);
    List<Assessment> found = run.trials().stream().flatMap(t -> t.assessment().stream()).toList();
    for (int m = 0; m < 3; m++) {
      int objective = m;
      var range =
          Dominance.front(corners.objectives(), found, a -> a).stream()
              .mapToDouble(a -> a.objectives().get(objective))
              .summaryStatistics();
      assertThat(range.getMin()).isLessThan(0.1);
      assertThat(range.getMax()).isGreaterThan(0.9);
    }
  }
}
