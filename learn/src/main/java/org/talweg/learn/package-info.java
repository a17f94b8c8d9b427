/**
 * Training: models whose loss is differentiable, and gradient methods that compose. May use the
 * engine, the model and LibTorch.
 *
 * <p>The packages, from the ground up: {@link org.talweg.learn.tensor} makes LibTorch safe ({@code
 * Params}: a parameter tree as one flat tensor with named views; {@code Weights}: its copy on the
 * heap); {@link org.talweg.learn.gradient} holds the transformations of updates and {@code
 * Descent}, which takes one step after another; {@link org.talweg.learn.schedule} one file per
 * learning-rate schedule; {@link org.talweg.learn.data} data sets, {@link org.talweg.learn.model}
 * models; {@link org.talweg.learn.train} the form {@code training} and the loop with checkpoints;
 * {@link org.talweg.learn.optimizer} one file per optimizer, each a solver of trainings; {@link
 * org.talweg.learn.curvature} products with inverse Fisher matrices, and pruning; {@link
 * org.talweg.learn.discovery} the form {@code update-rule}, optimizers to be found by program
 * search.
 *
 * <p>An experiment that needs no journal takes steps itself:
 *
 * <pre>{@code
 * try (Params w = training.begin(seed);
 *     var descent = new Descent(w, new Lion().transformation(3e-4, new Cosine(0)), steps)) {
 *   for (int t = 1; t <= steps; t++) {
 *     long[] rows = order.batch(t);
 *     double loss = descent.step(() -> training.loss(w, training.examples().batch(rows)));
 *   }
 *   Map<String, Double> measured = training.measure(w.weights(), training.validation());
 * }
 * }</pre>
 *
 * Whatever tensors a step makes are freed by the scope that {@code Descent} opens; other code that
 * makes tensors opens a {@code PointerScope} of its own. A new optimizer is a record that
 * implements {@code Optimizer}: its formulas as a {@code Transformation} on {@code update.flat()},
 * on {@code update.stretches()} where it may be used on some of the tensors only, or on {@code
 * update.tree().get(name)} where it works on matrices. Begin with {@link
 * org.talweg.learn.gradient.Transformation}.
 */
@NullMarked
package org.talweg.learn;

import org.jspecify.annotations.NullMarked;
