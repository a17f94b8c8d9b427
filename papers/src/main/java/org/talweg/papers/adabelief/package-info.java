/**
 * The reproduction of AdaBelief. Uses the harness of {@code papers}, its comparisons of trainings
 * and the optimizers of {@code learn}. Begin with {@link
 * org.talweg.papers.adabelief.AdaBeliefPaper}.
 */
@NullMarked
package org.talweg.papers.adabelief;

import org.jspecify.annotations.NullMarked;
