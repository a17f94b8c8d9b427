/**
 * Tournaments: solvers of any form compared by the time they take to a target.
 *
 * <p>Uses the engine and its journal, from which the course of a run is read; the only form it
 * knows is that of trainings, whose looks at the validation set are not timed. Begin with {@link
 * org.talweg.papers.tournament.Tournament}, then read {@link
 * org.talweg.papers.tournament.Profiles}.
 */
@NullMarked
package org.talweg.papers.tournament;

import org.jspecify.annotations.NullMarked;
