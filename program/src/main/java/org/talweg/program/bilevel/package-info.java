/**
 * The bilevel form: a program one of whose constraints is that some of the variables solve another
 * program; with its judge, its solvers and its reformulation by the follower's optimality
 * conditions. It may use the expressions, the derivatives and the interior-point method beside it.
 * Begin with {@link org.talweg.program.bilevel.BilevelProgram}, then {@link
 * org.talweg.program.bilevel.PenaltyMethod}.
 */
@NullMarked
package org.talweg.program.bilevel;

import org.jspecify.annotations.NullMarked;
