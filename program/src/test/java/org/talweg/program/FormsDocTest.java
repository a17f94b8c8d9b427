package org.talweg.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.talweg.engine.Outcome;
import org.talweg.engine.RunOptions;
import org.talweg.engine.Talweg;
import org.talweg.model.Budget;
import org.talweg.program.bilevel.BilevelModel;
import org.talweg.program.bilevel.LeaderFollower;
import org.talweg.program.expression.Dag;
import org.talweg.program.inclusion.MonotoneInclusion;
import org.talweg.program.simulation.MaxSwitchControl;
import org.talweg.program.simulation.SimulationFront;

/** Snippets of docs/forms.md; the class of the same name in search checks that none is missing. */
class FormsDocTest {
  /** The well swallows rock and scissors and loses to paper, so that nobody shows rock. */
  @Test
  void inclusion() throws Exception {
    double[][] payoffs = {{0, -1, 1, -1}, {1, 0, -1, 1}, {-1, 1, 0, -1}, {1, -1, 1, 0}};
    var game = MonotoneInclusion.game("rock, paper, scissors, well", payoffs, 1e-6);
    Outcome<double[]> mixed = Talweg.solve(game, RunOptions.within(Budget.evaluations(10_000)));
    double[] strategies =
        mixed.best().orElseThrow().solution(); // of the one who pays, then of the other
    assertThat(strategies[0]).isCloseTo(0, within(1e-3));
    assertThat(strategies[1]).isCloseTo(1 / 3.0, within(1e-3));
  }

  /** The follower copies x, so that the leader minimises (x - 3)^2 + (x - 2)^2. */
  @Test
  void bilevel() throws Exception {
    var model = new BilevelModel("toy");
    int x = model.leader("x", -10, 10, 0);
    int y = model.follower("y", -10, 10, 0);
    Dag d = model.dag();
    model.upper(
        d.add(d.square(d.subtract(x, d.constant(3))), d.square(d.subtract(y, d.constant(2)))));
    model.lower(d.square(d.subtract(y, x)));
    Outcome<LeaderFollower> decided =
        Talweg.solve(model.convex(), RunOptions.within(Budget.evaluations(10_000)));
    double[] leader = decided.solution().x();
    assertThat(leader[0]).isCloseTo(2.5, within(1e-3));
  }

  @Test
  void simulation() throws Exception {
    var control = new SimulationFront("switch", () -> MaxSwitchControl.ofSurvey(15, 100), -1, 1);
    Outcome<double[]> controls =
        Talweg.solve(control, RunOptions.within(Budget.evaluations(2_000)));
    List<Double> misses = controls.front().getFirst().assessment().objectives();
    assertThat(controls.plan().brief()).isEqualTo("reference-point-walk");
    assertThat(controls.front()).hasSizeGreaterThan(15);
    assertThat(misses).hasSize(2);
  }
}
