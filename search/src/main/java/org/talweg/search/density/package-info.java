/**
 * Search by densities: where good trials lie more densely than others, the next one is made. It
 * uses ranks and the space's unit cube only, so that mixed, conditional and large spaces cost
 * little. Begin reading at {@link org.talweg.search.density.Tpe}, then {@link
 * org.talweg.search.density.Mixture}.
 */
@NullMarked
package org.talweg.search.density;

import org.jspecify.annotations.NullMarked;
