/**
 * How a plan is run: points are asked for, evaluated in parallel and told back, and every step is
 * in the journal before it counts. It uses the SPI, the plan operators and the journal; nothing
 * else evaluates a trial. Begin at {@link org.talweg.engine.loop.EvaluationLoop}, then {@link
 * org.talweg.engine.loop.Study}, which holds all that replay must reproduce.
 */
@NullMarked
package org.talweg.engine.loop;

import org.jspecify.annotations.NullMarked;
