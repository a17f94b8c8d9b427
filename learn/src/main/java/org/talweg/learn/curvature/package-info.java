/**
 * Second-order information that no matrix is formed for: products with the inverse of the empirical
 * Fisher matrix, which stands for the Hessian, of a sliding window of gradients or of a fixed set,
 * and pruning by them. May use the trainings and the tensor layer. Begin with {@link
 * org.talweg.learn.curvature.InverseFisher}.
 */
@NullMarked
package org.talweg.learn.curvature;

import org.jspecify.annotations.NullMarked;
