/**
 * Reformulations of black boxes into black boxes with less in them: no whole numbers and levels, no
 * constraints, one objective. Each states its equation and whether an optimum carries back; they
 * use the engine's SPI and the model alone. Begin reading at {@link
 * org.talweg.search.reformulation.Penalty}.
 */
@NullMarked
package org.talweg.search.reformulation;

import org.jspecify.annotations.NullMarked;
