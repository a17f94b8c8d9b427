/**
 * Trainings from the command line: running or resuming one, and saying what came of it. May use the
 * engine, the module learn and the problem files. Begin with {@link
 * org.talweg.app.training.TrainingRun}.
 */
@NullMarked
package org.talweg.app.training;

import org.jspecify.annotations.NullMarked;
