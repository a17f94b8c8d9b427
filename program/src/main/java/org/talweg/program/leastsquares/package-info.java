/**
 * Nonlinear least squares: programs whose objective is a sum of squares, recognised as such. Uses
 * the expressions for that, and a {@link org.talweg.program.factor.SymmetricFactorization} for the
 * steps. Begin with {@link org.talweg.program.leastsquares.LevenbergMarquardt}.
 */
@NullMarked
package org.talweg.program.leastsquares;

import org.jspecify.annotations.NullMarked;
