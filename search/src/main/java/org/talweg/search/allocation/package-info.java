/**
 * The allocation form: how many samples to collect from each group, within a budget and while the
 * groups' learning curves are still unknown; with the adaptive method and the fixed shares it is
 * compared with. It may use the engine's SPI and the model. Begin with {@link
 * org.talweg.search.allocation.AllocationProblem}, then {@link
 * org.talweg.search.allocation.AdaptiveAllocation}.
 */
@NullMarked
package org.talweg.search.allocation;

import org.jspecify.annotations.NullMarked;
