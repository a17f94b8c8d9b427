package org.talweg.program.simulation;

import java.util.List;
import org.talweg.engine.Capability;
import org.talweg.engine.Capability.Trait;
import org.talweg.engine.Estimate;
import org.talweg.engine.Run;
import org.talweg.engine.Solver;
import org.talweg.model.AssessmentException;
import org.talweg.model.Budget;
import org.talweg.model.Resource;

/**
 * The front of two smooth objectives by reference points, at even distances ({@link FrontWalk}
 * tells how); and, as a baseline, by weighted sums.
 *
 * <p>Source: the survey of Bernreuther and others 2023, section 3 (paper nonsmooth-pde-mo). Needs
 * values and gradients, which may have kinks where the method does not happen to come to rest.
 */
public sealed class ReferencePointWalk implements Solver<SimulationFront, double[]> {
  /** The distance of points, and of reference points from the front, in normalised objectives. */
  private static final double PARALLEL = 0.08;

  private static final double PERPENDICULAR = 0.1;
  private static final int WEIGHTS = 21;

  private final boolean references;

  /** By reference points. */
  public ReferencePointWalk() {
    this(true);
  }

  private ReferencePointWalk(boolean references) {
    this.references = references;
  }

  /** By weighted sums. */
  public static final class WeightedSums extends ReferencePointWalk {
    public WeightedSums() {
      super(false);
    }
  }

  @Override
  public Capability capability() {
    return references
        ? Capability.solver(
            "reference-point-walk",
            SimulationFront.FORM,
            "Walks along the front of two objectives at even distances.",
            "nonsmooth-pde-mo",
            Trait.LOCAL,
            Trait.MULTI_OBJECTIVE)
        : Capability.solver(
            "weighted-sum-walk",
            SimulationFront.FORM,
            "Walks along the front of two objectives by evenly spread weights.",
            "nonsmooth-pde-mo",
            Trait.LOCAL,
            Trait.MULTI_OBJECTIVE);
  }

  @Override
  public Estimate estimate(SimulationFront problem, Budget budget) {
    Simulation one = problem.simulation().get();
    if (one.objectives() != 2) {
      return new Estimate.Unfit("it takes two objectives");
    }
    return new Estimate.Fits(
        one.variables() > 10 ? (references ? 0.9 : 0.85) : 0.6,
        0.1,
        "curvature from gradients, for objectives that are smooth but here and there");
  }

  /** A walk: its points, and how often the simulation was run. */
  public record Walk(List<double[]> points, List<double[]> values, long simulations) {}

  /** By reference points, from u. */
  public static Walk references(
      Simulation simulation, double[] u, double parallel, double perpendicular) {
    var counting = new Counting(simulation);
    return walk(
        new FrontWalk(counting, FrontWalk.TOLERANCE, () -> false)
            .referencePoints(u, parallel, perpendicular),
        counting);
  }

  /** By weighted sums, from u. */
  public static Walk weightedSums(Simulation simulation, double[] u, int points) {
    return weightedSums(simulation, u, points, FrontWalk.TOLERANCE);
  }

  /** By weighted sums, from u, until no component of the gradient is larger than the tolerance. */
  public static Walk weightedSums(Simulation simulation, double[] u, int points, double tolerance) {
    var counting = new Counting(simulation);
    return walk(new FrontWalk(counting, tolerance, () -> false).weightedSums(u, points), counting);
  }

  private static Walk walk(List<FrontWalk.Member> members, Counting counting) {
    return new Walk(
        members.stream().map(FrontWalk.Member::u).toList(),
        members.stream().map(FrontWalk.Member::values).toList(),
        counting.valueCalls());
  }

  @Override
  public void solve(SimulationFront problem, Run<double[]> run) throws InterruptedException {
    var counting = new Counting(problem.simulation().get());
    var walk = new FrontWalk(counting, FrontWalk.TOLERANCE, run::over);
    double[] start = new double[counting.variables()];
    List<FrontWalk.Member> members =
        references
            ? walk.referencePoints(start, PARALLEL, PERPENDICULAR)
            : walk.weightedSums(start, WEIGHTS);
    run.charge(Resource.EVALUATIONS, counting.valueCalls());
    for (FrontWalk.Member member : members) {
      try {
        run.offer(member.u());
      } catch (AssessmentException e) {
        run.progress("not a point that can be judged: " + e.getMessage());
      }
    }
  }
}
