/**
 * Solvers of linear and mixed-integer programs from Google's OR-Tools, one file each. They use the
 * library's Java artifact and the linear programs of the package above. Begin with {@link
 * org.talweg.program.linear.ortools.NativeSolve}.
 */
@NullMarked
package org.talweg.program.linear.ortools;

import org.jspecify.annotations.NullMarked;
