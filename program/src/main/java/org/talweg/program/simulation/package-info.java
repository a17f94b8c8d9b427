/**
 * Several objectives that a simulation computes, with gradients or, where they have kinks, with
 * subgradients: common descent for all of them, and walks along their front. Uses the program
 * module's limited-memory quasi-Newton method and factorization. Begin with {@link
 * org.talweg.program.simulation.Simulation}, then {@link
 * org.talweg.program.simulation.GradientSampling}.
 */
@NullMarked
package org.talweg.program.simulation;

import org.jspecify.annotations.NullMarked;
