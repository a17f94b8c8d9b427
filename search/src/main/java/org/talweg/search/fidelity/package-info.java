/**
 * Methods that spend a budget over cheap, rough and dear, exact evaluations of the same point. They
 * use the Gaussian processes of {@code search.gp} and the engine's ask and tell. Begin with {@link
 * org.talweg.search.fidelity.GpFidelity}.
 */
@NullMarked
package org.talweg.search.fidelity;

import org.jspecify.annotations.NullMarked;
