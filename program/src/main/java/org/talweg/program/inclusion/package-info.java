/**
 * Monotone inclusions: saddle points, games and variational inequalities as the search for a zero
 * of a sum of operators, solved to a residual that anyone can check. Uses the model and the engine.
 * Begin with {@link org.talweg.program.inclusion.MonotoneInclusion}.
 */
@NullMarked
package org.talweg.program.inclusion;

import org.jspecify.annotations.NullMarked;
