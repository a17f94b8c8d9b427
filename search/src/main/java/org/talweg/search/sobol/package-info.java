/**
 * Designs that learn nothing from results: uniform random points and Sobol's low-discrepancy
 * sequence. Other solvers begin with {@link org.talweg.search.sobol.SobolSequence}, the baselines
 * of every comparison are here, and nothing here uses another package of the module. Begin reading
 * at {@code SobolSequence}.
 */
@NullMarked
package org.talweg.search.sobol;

import org.jspecify.annotations.NullMarked;
