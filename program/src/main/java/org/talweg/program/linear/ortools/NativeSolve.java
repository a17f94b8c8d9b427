package org.talweg.program.linear.ortools;

import com.google.ortools.modelbuilder.ModelBuilderHelper;
import com.google.ortools.modelbuilder.ModelSolverHelper;
import com.google.ortools.modelbuilder.SolveStatus;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.talweg.engine.Run;
import org.talweg.model.Resource;
import org.talweg.program.PrimalDual;
import org.talweg.program.linear.Columns;
import org.talweg.program.linear.LinearProgram;

/**
 * One call of a solver of OR-Tools: the program goes in as a minimisation, the answer comes back in
 * arrays. The solver works on a thread of its own, so that a cancelled run, or one out of time,
 * interrupts it.
 */
public final class NativeSolve {
  private static final long POLL_MILLIS = 20;

  /** How long a solver may take to notice that it is interrupted. */
  private static final long GRACE_MILLIS = 10_000;

  /** What a solver says of a program. */
  public enum Verdict {
    OPTIMAL,
    FEASIBLE,
    INFEASIBLE,
    UNBOUNDED,
    /** Nothing was found in time. */
    STOPPED,
    /** It could not make sense of the program, or broke down. */
    FAILED;

    /** For people. */
    public String words() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A solver's answer.
   *
   * @param solution where the verdict has one
   * @param bound the solver's own bound on the minimisation, NaN where it has none
   * @param words the solver's own words, for people
   */
  public record Answer(
      Verdict verdict, Optional<PrimalDual> solution, double bound, String words) {}

  private final String solver;
  private final String parameters;
  private final boolean duals;

  /**
   * A way to call a solver.
   *
   * @param solver its name in OR-Tools
   * @param parameters in the solver's own notation
   * @param duals whether its multipliers are right
   */
  NativeSolve(String solver, String parameters, boolean duals) {
    this.solver = solver;
    this.parameters = parameters;
    this.duals = duals;
  }

  /** HiGHS's branch and cut, to a gap of nothing. */
  public static NativeSolve highs() {
    return new NativeSolve("highs", "log_to_console=false,mip_rel_gap=0", false);
  }

  /** Minimises, or maximises, within what is left of the run's time. */
  public Answer solve(LinearProgram program, double @Nullable [] hint, double seconds, Run<?> run)
      throws InterruptedException {
    String missing = NativeLibrary.load();
    if (missing != null) {
      return new Answer(Verdict.FAILED, Optional.empty(), Double.NaN, missing);
    }
    var helper = new ModelSolverHelper(solver);
    var model = new ModelBuilderHelper();
    try {
      if (!helper.solverIsSupported()) {
        return new Answer(Verdict.FAILED, Optional.empty(), Double.NaN, "it is not built in here");
      }
      fill(model, program, hint);
      if (!parameters.isEmpty()) {
        helper.setSolverSpecificParameters(parameters);
      }
      helper.enableOutput(false);
      double time = Math.min(seconds, run.left(Resource.SECONDS));
      if (time <= 0) {
        return new Answer(Verdict.STOPPED, Optional.empty(), Double.NaN, "no time is left");
      }
      if (Double.isFinite(time)) {
        helper.setTimeLimitInSeconds(time);
      }
      if (!await(helper, model, run)) {
        return new Answer(Verdict.STOPPED, Optional.empty(), Double.NaN, "it did not stop in time");
      }
      Answer answer = answer(helper, program);
      model.delete();
      helper.delete();
      return answer;
    } catch (RuntimeException e) {
      return new Answer(
          Verdict.FAILED, Optional.empty(), Double.NaN, String.valueOf(e.getMessage()));
    }
  }

  /** False where the solver did not heed the interruption: it goes on, unheard, as a daemon. */
  private static boolean await(ModelSolverHelper helper, ModelBuilderHelper model, Run<?> run)
      throws InterruptedException {
    Thread worker =
        Thread.ofPlatform().daemon().name("talweg-ortools").start(() -> helper.solve(model));
    try {
      while (worker.isAlive() && !run.over()) {
        worker.join(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      boolean unused = helper.interruptSolve();
      throw e;
    }
    if (worker.isAlive()) {
      boolean unused = helper.interruptSolve();
      worker.join(GRACE_MILLIS);
    }
    return !worker.isAlive();
  }

  private static void fill(
      ModelBuilderHelper model, LinearProgram program, double @Nullable [] hint) {
    double sign = sign(program);
    for (int j = 0; j < program.columns(); j++) {
      int at = model.addVar();
      model.setVarLowerBound(at, program.lower()[j]);
      model.setVarUpperBound(at, program.upper()[j]);
      if (program.integer()[j]) {
        model.setVarIntegrality(at, true);
      }
      if (program.cost()[j] != 0) {
        model.setVarObjectiveCoefficient(at, sign * program.cost()[j]);
      }
    }
    for (int i = 0; i < program.rows(); i++) {
      int at = model.addLinearConstraint();
      model.setConstraintLowerBound(at, program.rowLower()[i]);
      model.setConstraintUpperBound(at, program.rowUpper()[i]);
    }
    Columns a = program.matrix();
    for (int j = 0; j < program.columns(); j++) {
      for (int k = a.start()[j]; k < a.start()[j + 1]; k++) {
        model.addConstraintTerm(a.row()[k], j, a.value()[k]);
      }
    }
    model.setObjectiveOffset(sign * program.offset());
    if (hint != null) {
      for (int j = 0; j < hint.length; j++) {
        model.addHint(j, hint[j]);
      }
    }
  }

  static double sign(LinearProgram program) {
    return switch (program.direction()) {
      case MINIMIZE -> 1;
      case MAXIMIZE -> -1;
    };
  }

  private Answer answer(ModelSolverHelper helper, LinearProgram program) {
    SolveStatus status = helper.hasResponse() ? helper.getStatus() : SolveStatus.UNKNOWN_STATUS;
    Verdict verdict =
        switch (status) {
          case OPTIMAL -> Verdict.OPTIMAL;
          case FEASIBLE -> Verdict.FEASIBLE;
          case INFEASIBLE -> Verdict.INFEASIBLE;
          case UNBOUNDED -> Verdict.UNBOUNDED;
          case NOT_SOLVED, CANCELLED_BY_USER, UNKNOWN_STATUS -> Verdict.STOPPED;
          default -> Verdict.FAILED;
        };
    String words = helper.hasResponse() ? helper.getStatusString() : "";
    Optional<PrimalDual> solution = Optional.empty();
    if (helper.hasSolution() && verdict != Verdict.FAILED) {
      double[] x = new double[program.columns()];
      Arrays.setAll(x, helper::getVariableValue);
      double[] y = new double[duals ? program.rows() : 0];
      double[] z = new double[duals ? program.columns() : 0];
      Arrays.setAll(y, helper::getDualValue);
      Arrays.setAll(z, helper::getReducedCost);
      solution = Optional.of(new PrimalDual(x, y, z));
    }
    return new Answer(
        verdict,
        solution,
        helper.hasResponse() ? helper.getBestObjectiveBound() : Double.NaN,
        words.isBlank() ? status.toString() : words);
  }
}
