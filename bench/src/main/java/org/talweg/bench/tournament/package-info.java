/**
 * Tournaments: solvers of any form compared by the time they take to a target.
 *
 * <p>Uses the engine and its journal, from which the course of a run is read, and knows nothing of
 * any form. Begin with {@link org.talweg.bench.tournament.Tournament}, then read {@link
 * org.talweg.bench.tournament.Profiles}.
 */
@NullMarked
package org.talweg.bench.tournament;

import org.jspecify.annotations.NullMarked;
