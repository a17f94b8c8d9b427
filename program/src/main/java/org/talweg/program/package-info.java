/**
 * Mathematical programs: problems whose objective and constraints are formulas, so that derivatives
 * and proofs can be had. May use the engine and the model; the packages beside this one hold the
 * expressions, the file formats, the solvers and what those need. Begin with {@link
 * org.talweg.program.Nlp}.
 */
@NullMarked
package org.talweg.program;

import org.jspecify.annotations.NullMarked;
