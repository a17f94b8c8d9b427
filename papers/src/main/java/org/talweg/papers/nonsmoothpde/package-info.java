/**
 * The reproduction of the survey of non-smooth multi-objective control of partial differential
 * equations. Uses the simulations of the program module. Begin with {@link
 * org.talweg.papers.nonsmoothpde.NonsmoothPde}.
 */
@NullMarked
package org.talweg.papers.nonsmoothpde;

import org.jspecify.annotations.NullMarked;
