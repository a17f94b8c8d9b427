/**
 * What solvers and reformulations are, how the planner chooses among them, and how a plan is run:
 * it may use the model and nothing above. A solver's author needs {@link org.talweg.engine.Solver},
 * {@link org.talweg.engine.BlackBoxSolver} and {@link org.talweg.engine.Strategy}; a user begins at
 * {@link org.talweg.engine.Talweg}. The run loop lives in {@code loop}, the plan operators in
 * {@code plan}, the record of runs in {@code journal}.
 */
@NullMarked
package org.talweg.engine;

import org.jspecify.annotations.NullMarked;
