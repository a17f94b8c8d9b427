/**
 * The plan operators over strategies: how a portfolio takes turns, how stages refine one another,
 * and how a strategy for a reformulated black box serves the original one. It uses the SPI alone.
 * Begin at {@link org.talweg.engine.plan.PlanStrategies}.
 */
@NullMarked
package org.talweg.engine.plan;

import org.jspecify.annotations.NullMarked;
