package org.talweg.engine;

import org.talweg.model.Budget;
import org.talweg.model.Problem;

/**
 * Takes a problem of one form and improves an incumbent until its budget ends. Found through {@link
 * java.util.ServiceLoader}; stateless, so that one instance serves many runs at a time.
 *
 * <p>Solvers of black boxes implement {@link BlackBoxSolver} instead, which only asks and tells.
 */
public interface Solver<P extends Problem<S>, S> {
  /** The machine-readable profile: name, form, traits, paper. */
  Capability capability();

  /** What the solver expects to reach and to cost on this problem, or why it is not for it. */
  Estimate estimate(P problem, Budget budget);

  /**
   * Improves the incumbent by {@linkplain Run#offer offering} solutions until the run is
   * {@linkplain Run#over over} or nothing better can be found.
   */
  void solve(P problem, Run<S> run) throws InterruptedException;
}
