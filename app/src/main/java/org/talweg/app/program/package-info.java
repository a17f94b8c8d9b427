/**
 * Mathematical programs on the command line: files of models, the convention of AMPL's solvers, and
 * what is printed of an answer. May use the program module and what the other commands use. Begin
 * with {@link org.talweg.app.program.AmplDriver}.
 */
@NullMarked
package org.talweg.app.program;

import org.jspecify.annotations.NullMarked;
