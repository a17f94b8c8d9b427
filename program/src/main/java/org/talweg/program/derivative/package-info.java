/**
 * Evaluation and exact sparse derivatives of mathematical programs. Uses the expressions beside it.
 * Begin with {@link org.talweg.program.derivative.AlgebraicNlp}, then {@link
 * org.talweg.program.derivative.Differentiation}.
 */
@NullMarked
package org.talweg.program.derivative;

import org.jspecify.annotations.NullMarked;
