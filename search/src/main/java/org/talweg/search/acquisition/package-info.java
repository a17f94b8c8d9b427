/**
 * Acquisition functions: what evaluating a point is worth under a Gaussian process, and their
 * maximisation over continuous, discrete and conditional parameters.
 *
 * <p>Uses the Gaussian processes of {@code org.talweg.search.gp} and the model's spaces; everything
 * is minimised, so that an improvement is a fall. Begin with {@link
 * org.talweg.search.acquisition.Acquisition}, then read {@link
 * org.talweg.search.acquisition.Maximizer}.
 */
@NullMarked
package org.talweg.search.acquisition;

import org.jspecify.annotations.NullMarked;
