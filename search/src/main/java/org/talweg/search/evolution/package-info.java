/**
 * Population methods: covariance matrix adaptation, differential evolution, an evolutionary search
 * for mixed and conditional spaces, and NSGA-II for several objectives. They rank trials and
 * otherwise use only the space's unit cube or the {@linkplain org.talweg.search.evolution.Variation
 * operators} on its values, and begin from the {@code sobol} package's designs. Begin reading at
 * {@link org.talweg.search.evolution.DifferentialEvolution}.
 */
@NullMarked
package org.talweg.search.evolution;

import org.jspecify.annotations.NullMarked;
