/**
 * Bayesian optimisation in trust regions, for many dimensions and many observations: a local model
 * proposes points in a box about the best one, and the box grows and shrinks with success. It uses
 * the Gaussian processes of {@code gp} and the Thompson sampling of {@code acquisition}. Begin
 * reading at {@link org.talweg.search.region.Turbo}.
 */
@NullMarked
package org.talweg.search.region;

import org.jspecify.annotations.NullMarked;
