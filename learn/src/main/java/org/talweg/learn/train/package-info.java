/**
 * The training form: {@link org.talweg.learn.train.Training} is the problem (a model, data, a
 * loss), {@link org.talweg.learn.train.Trainer} the loop that every optimizer as a solver shares,
 * with checkpoints in the run's files from which a run is resumed at any step. May use the engine
 * and everything below in this module. Begin with {@link org.talweg.learn.train.Training}.
 */
@NullMarked
package org.talweg.learn.train;

import org.jspecify.annotations.NullMarked;
