/**
 * Methods for black boxes whose evaluations give derivatives too. They use the Gaussian processes
 * of {@code search.gp} and the engine's ask and tell. Begin with {@link
 * org.talweg.search.gradient.GpGradient}.
 */
@NullMarked
package org.talweg.search.gradient;

import org.jspecify.annotations.NullMarked;
