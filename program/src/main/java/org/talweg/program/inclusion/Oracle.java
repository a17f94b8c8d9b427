package org.talweg.program.inclusion;

import org.talweg.engine.Run;
import org.talweg.model.AssessmentException;
import org.talweg.model.Resource;

/**
 * Evaluates an inclusion's operator for a solver and counts what that costs, in epochs: n component
 * evaluations are one. After each iteration a solver shows its iterate and hears whether to go on.
 */
public final class Oracle {
  /** Who watches the iterates. */
  @FunctionalInterface
  public interface Observer {
    /**
     * Whether to go on.
     *
     * @param epochs spent so far
     * @param u the iterate; not to be kept
     */
    boolean goesOn(double epochs, double[] u) throws InterruptedException;
  }

  private final FiniteSumOperator operator;
  private final Observer observer;
  private long evaluated = 0;

  public Oracle(FiniteSumOperator operator, Observer observer) {
    this.operator = operator;
    this.observer = observer;
  }

  /**
   * One that charges a run and offers iterates: the first, and then whenever a fortieth more has
   * been spent, which costs an epoch each time. It ends at the inclusion's tolerance.
   */
  static Oracle of(MonotoneInclusion inclusion, Run<double[]> run) {
    return new Oracle(
        inclusion.operator(),
        new Observer() {
          private double charged = 0;
          private double checks = 0;
          private double next = 0;

          @Override
          public boolean goesOn(double epochs, double[] u) throws InterruptedException {
            run.charge(Resource.EVALUATIONS, epochs - charged);
            charged = epochs;
            if (epochs < next && !run.over()) {
              return true;
            }
            checks++;
            run.charge(Resource.EVALUATIONS, 1);
            next = epochs + Math.max(1, (epochs + checks) / 40);
            try {
              double residual = run.offer(u.clone()).objective();
              run.progress("residual %.3g after %.0f epochs".formatted(residual, epochs + checks));
              return residual > inclusion.tolerance() && !run.over();
            } catch (AssessmentException diverged) {
              return false;
            }
          }
        });
  }

  /** Overwrites {@code value} by F(u), at the cost of n components. */
  void evaluate(double[] u, double[] value) {
    evaluated += operator.components();
    operator.evaluate(u, value);
  }

  /** Overwrites {@code value} by F_i(u). */
  void component(int i, double[] u, double[] value) {
    evaluated++;
    operator.component(i, u, value);
  }

  /** Shows an iterate; false where the solver must stop. */
  boolean goesOn(double[] u) throws InterruptedException {
    return observer.goesOn((double) evaluated / operator.components(), u);
  }
}
