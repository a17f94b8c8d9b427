package org.talweg.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.talweg.engine.Capability.Trait;
import org.talweg.model.BlackBox;
import org.talweg.model.Budget;
import org.talweg.model.Form;
import org.talweg.model.Measure;
import org.talweg.model.Objective;
import org.talweg.model.Parameter;
import org.talweg.model.Space;

/** Problems and solvers small enough to reason about. */
public final class Toys {
  private Toys() {}

  public static final Space PLANE =
      Space.of(Parameter.real("x", -5, 5), Parameter.real("y", -5, 5));

  public static BlackBox sphere() {
    return box(
        PLANE, (p, probe) -> Map.of("f", Math.pow(p.real("x"), 2) + Math.pow(p.real("y"), 2)));
  }

  public static BlackBox box(Space space, Measure measure) {
    return BlackBox.of("toy", space, List.of(Objective.minimize("f")), measure);
  }

  /**
   * Samples around the best point told so far: what it asks depends on every tell, in order, so
   * that a replay that differs anywhere shows.
   */
  public static final class Wanderer implements BlackBoxSolver {
    private final String name;
    private final double reach;
    private final Trait[] traits;

    public Wanderer(String name, double reach, Trait... traits) {
      this.name = name;
      this.reach = reach;
      this.traits = traits;
    }

    @Override
    public Capability capability() {
      return Capability.solver(name, Form.BLACK_BOX, "Wanders.", "none", traits);
    }

    @Override
    public Estimate estimate(BlackBox problem, Budget budget) {
      return reach < 0
          ? new Estimate.Unfit("it never is")
          : new Estimate.Fits(reach, 0.001, "wanders");
    }

    @Override
    public Strategy begin(BlackBox problem, Setting setting) {
      return new Strategy() {
        private final RandomGenerator random = setting.random();
        private final List<Trial> told = new ArrayList<>(setting.history());

        @Override
        public Optional<Proposal> ask() {
          int n = problem.space().unitDimension();
          double[] u = random.doubles(n).toArray();
          told.stream()
              .min(Trial.bestFirst(problem.objectives()))
              .ifPresent(
                  best -> {
                    double[] b = best.point().space().toUnit(best.point());
                    for (int i = 0; i < n; i++) {
                      u[i] = b[i] + (u[i] - 0.5) / (1 + told.size());
                    }
                  });
          return Optional.of(Proposal.of(problem.space().fromUnit(u)));
        }

        @Override
        public void tell(Trial trial) {
          told.add(trial);
        }

        @Override
        public void learn(Trial trial) {
          told.add(trial);
        }
      };
    }
  }

  public static Catalog catalog(Solver<?, ?>... solvers) {
    return new Catalog(List.of(solvers), List.of());
  }
}
