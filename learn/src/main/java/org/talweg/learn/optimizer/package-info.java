/**
 * Optimizers, one file each: the mathematics in the paper's notation, hyper-parameters with their
 * defaults, and the chain of transformations that it is. May use the transformations and the tensor
 * layer. Begin with {@link org.talweg.learn.optimizer.Optimizer}, then {@link
 * org.talweg.learn.optimizer.AdamW}.
 */
@NullMarked
package org.talweg.learn.optimizer;

import org.jspecify.annotations.NullMarked;
