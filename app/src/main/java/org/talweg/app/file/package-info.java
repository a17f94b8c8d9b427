/**
 * Problem files, in YAML or JSON, and the errors that point into them. It may use every module
 * below the command line. Begin reading at {@link org.talweg.app.file.ProblemFile}; the format is
 * published as {@code talweg-problem.schema.json} among the resources.
 */
@NullMarked
package org.talweg.app.file;

import org.jspecify.annotations.NullMarked;
