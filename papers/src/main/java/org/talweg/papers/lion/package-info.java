/**
 * The reproduction of Lion, the optimizer that a search over programs found. Uses the harness of
 * {@code papers}, its comparisons of trainings and the optimizers of {@code learn}. Begin with
 * {@link org.talweg.papers.lion.LionPaper}.
 */
@NullMarked
package org.talweg.papers.lion;

import org.jspecify.annotations.NullMarked;
