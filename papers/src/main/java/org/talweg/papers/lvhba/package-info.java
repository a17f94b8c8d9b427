/**
 * The reproduction of the proximal Lagrangian value function approach to constrained bilevel
 * programs, on the paper's coupled toys and on the tuning of a support vector machine. It may use
 * the harness and the program module. Begin with {@link org.talweg.papers.lvhba.LvHbaPaper}.
 */
@NullMarked
package org.talweg.papers.lvhba;

import org.jspecify.annotations.NullMarked;
