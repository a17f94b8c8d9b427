/**
 * Training: models whose loss is differentiable, and gradient methods that compose. May use the
 * engine, the model and LibTorch.
 *
 * <p>The packages, from the ground up: {@link org.talweg.learn.tensor} makes LibTorch safe ({@code
 * Params}: a parameter tree as one flat tensor with named views); {@link org.talweg.learn.gradient}
 * holds the transformations of updates and {@code Descent}, which takes one step after another;
 * {@link org.talweg.learn.schedule} and {@link org.talweg.learn.optimizer} hold one file per
 * schedule and per optimizer. Begin with {@link org.talweg.learn.gradient.Transformation}.
 */
@NullMarked
package org.talweg.learn;

import org.jspecify.annotations.NullMarked;
