/**
 * The reproduction of the penalty methods for bilevel programs, on a follower with many answers
 * whose value function has a closed form, and on the cleaning of noisy labels. It may use the
 * harness and the program module. Begin with {@link
 * org.talweg.papers.bilevelpenalty.BilevelPenaltyPaper}.
 */
@NullMarked
package org.talweg.papers.bilevelpenalty;

import org.jspecify.annotations.NullMarked;
