/**
 * The reproduction of EXAdam. Uses the harness of {@code papers}, its comparisons of trainings and
 * the optimizers of {@code learn}. Begin with {@link org.talweg.papers.exadam.ExAdamPaper}.
 */
@NullMarked
package org.talweg.papers.exadam;

import org.jspecify.annotations.NullMarked;
