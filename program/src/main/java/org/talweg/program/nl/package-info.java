/**
 * AMPL's files: {@code .nl}, which holds a program, and {@code .sol}, which holds its solution.
 * Uses the expressions beside it. Begin with {@link org.talweg.program.nl.NlFile}.
 */
@NullMarked
package org.talweg.program.nl;

import org.jspecify.annotations.NullMarked;
