/**
 * Problems whose solutions can only be ordered, by a person or a program, and what solves them.
 *
 * <p>Uses the engine and the model; the covariance of CMA-ES comes from {@code evolution}.
 *
 * <p>Begin reading at {@link org.talweg.search.ranking.RankingProblem}, then {@link
 * org.talweg.search.ranking.Interview} and {@link org.talweg.search.ranking.ZoRankSgd}.
 */
@NullMarked
package org.talweg.search.ranking;

import org.jspecify.annotations.NullMarked;
