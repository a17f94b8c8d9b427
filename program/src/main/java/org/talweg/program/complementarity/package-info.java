/**
 * Programs with complementarity: of each of some pairs of variables one must be zero, which is how
 * optimality conditions of a lower level, equilibria and contacts are written. It may use the
 * expressions, the derivatives and the interior-point method beside it. Begin with {@link
 * org.talweg.program.complementarity.ComplementarityProgram}.
 */
@NullMarked
package org.talweg.program.complementarity;

import org.jspecify.annotations.NullMarked;
