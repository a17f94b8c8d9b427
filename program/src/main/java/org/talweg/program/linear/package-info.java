/**
 * Linear, convex quadratic and mixed-integer linear programs: what they are, how their answers are
 * judged, their file formats and the libraries that solve them. May use the engine, the model and
 * the factorizations of this module. Begin with {@link org.talweg.program.linear.LinearProgram}.
 */
@NullMarked
package org.talweg.program.linear;

import org.jspecify.annotations.NullMarked;
