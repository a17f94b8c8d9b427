/**
 * Bayesian optimization: a model of everything measured, and solvers that differ only in how they
 * choose the next point from it.
 *
 * <p>Uses the Gaussian processes of {@code org.talweg.search.gp} and the acquisitions of {@code
 * org.talweg.search.acquisition}. Begin with {@link org.talweg.search.bayes.Gp}, then read {@link
 * org.talweg.search.bayes.BayesianSearch} and {@link org.talweg.search.bayes.Beliefs}.
 */
@NullMarked
package org.talweg.search.bayes;

import org.jspecify.annotations.NullMarked;
