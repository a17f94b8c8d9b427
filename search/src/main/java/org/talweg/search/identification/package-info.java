/**
 * The identification form: find which of a few hypotheses is true by a few dozen noisy yes-or-no
 * answers, each question chosen after the answers before; with a policy that is trained to be good
 * at every difficulty, and its baselines. It may use the engine's SPI and the model. Begin with
 * {@link org.talweg.search.identification.IdentificationProblem}, then {@link
 * org.talweg.search.identification.RobustQueries}.
 */
@NullMarked
package org.talweg.search.identification;

import org.jspecify.annotations.NullMarked;
