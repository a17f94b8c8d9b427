/**
 * Whether a program is convex, read off its formulas, so that a local optimum may be called the
 * optimum and tangents bounds. May use expressions, sparse matrices and the factorization. Begin
 * with {@link org.talweg.program.convex.ConvexProgram}.
 */
@NullMarked
package org.talweg.program.convex;

import org.jspecify.annotations.NullMarked;
