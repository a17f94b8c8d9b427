/**
 * How good a set of points is for several objectives at once. It uses nothing but arrays of costs,
 * which are minimised. Begin reading at {@link org.talweg.search.pareto.Hypervolume}.
 */
@NullMarked
package org.talweg.search.pareto;

import org.jspecify.annotations.NullMarked;
