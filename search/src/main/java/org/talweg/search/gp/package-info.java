/**
 * Gaussian process regression over any search space: kernels on encoded points, the likelihood on
 * unique points, its maximisation, and posteriors that grow by one observation at a time.
 *
 * <p>Uses the model's spaces and points and nothing else; minimisation and budgets live elsewhere.
 * Begin with {@link org.talweg.search.gp.Surrogate}, then read {@link
 * org.talweg.search.gp.GaussianProcess}.
 */
@NullMarked
package org.talweg.search.gp;

import org.jspecify.annotations.NullMarked;
