/**
 * Gradient transformations that compose: each turns an update (at first the gradient) into another
 * update, in place, with a memory of named tensors that a checkpoint can hold; {@link
 * org.talweg.learn.gradient.Chain} puts them one after the other, {@link
 * org.talweg.learn.gradient.Partition} beside one another, {@link
 * org.talweg.learn.gradient.Descent} applies the result. Uses the tensor layer alone. Begin with
 * {@link org.talweg.learn.gradient.Transformation}, then {@link org.talweg.learn.gradient.Moments}.
 */
@NullMarked
package org.talweg.learn.gradient;

import org.jspecify.annotations.NullMarked;
