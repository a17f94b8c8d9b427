/**
 * A bandit with finitely many arms whose costs are drawn from a Gaussian process: what several
 * reproductions play. It uses the Gaussian processes of {@code search}. Begin with {@link
 * org.talweg.papers.bandit.GaussianBandit}.
 */
@NullMarked
package org.talweg.papers.bandit;

import org.jspecify.annotations.NullMarked;
