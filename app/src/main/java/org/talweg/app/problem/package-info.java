/**
 * Problem files: YAML or JSON into a problem with its budget, every error with its place. It may
 * use the model, the command measure and the built-in functions. Begin reading at {@link
 * org.talweg.app.problem.ProblemFile}.
 */
@NullMarked
package org.talweg.app.problem;

import org.jspecify.annotations.NullMarked;
