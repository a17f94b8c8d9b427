/**
 * The reproduction of Target-based Surrogates for Stochastic Optimization. Uses the harness of
 * {@code papers} and the composite losses of {@code program}. Begin with {@link
 * org.talweg.papers.targetsurrogates.TargetSurrogates}.
 */
@NullMarked
package org.talweg.papers.targetsurrogates;

import org.jspecify.annotations.NullMarked;
