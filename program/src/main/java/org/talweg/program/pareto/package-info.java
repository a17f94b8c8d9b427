/**
 * Mathematical programs with several objectives, and the ways in which programs with one trace
 * their front: bounds on all objectives but one, weighted sums, the largest weighted distance. Uses
 * the program module's expressions. Begin with {@link org.talweg.program.pareto.ParetoProgram},
 * then {@link org.talweg.program.pareto.EpsilonConstraint}.
 */
@NullMarked
package org.talweg.program.pareto;

import org.jspecify.annotations.NullMarked;
