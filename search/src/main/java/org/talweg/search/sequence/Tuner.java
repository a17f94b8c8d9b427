package org.talweg.search.sequence;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.talweg.engine.Run;
import org.talweg.model.AssessmentException;
import org.talweg.model.Resource;

/**
 * Learns which of d values of a parameter to use, one instance at a time: for those who own the
 * loop. {@link #choose} and {@link #observe} are called in turn.
 */
public interface Tuner {
  /** The index of the value to use for the next instance. */
  int choose(OptionalDouble context);

  /** What that instance cost. */
  void observe(double cost);

  /**
   * Plays a whole sequence, one evaluation each, and offers the schedule; where the budget ends
   * first, the part that was played.
   */
  static void play(SequenceProblem problem, Run<Schedule> run, Tuner tuner)
      throws InterruptedException {
    List<Double> played = new ArrayList<>();
    double total = 0;
    try {
      for (int t = 0; t < problem.instances() && !run.over(); t++) {
        double parameter = problem.grid().get(tuner.choose(problem.context(t)));
        double cost = problem.cost(t, parameter);
        run.charge(Resource.EVALUATIONS, 1);
        tuner.observe(cost);
        played.add(parameter);
        total += cost;
        if ((t + 1) % Math.max(1, problem.instances() / 10) == 0) {
          run.progress("instance %d, mean cost %.4g".formatted(t + 1, total / (t + 1)));
        }
      }
      if (!played.isEmpty()) {
        run.offer(new Schedule(played));
      }
    } catch (AssessmentException e) {
      throw new IllegalStateException(e);
    }
  }
}
