/**
 * Factorizations of sparse symmetric indefinite matrices, as interior-point methods need them. Uses
 * nothing but Java. Begin with {@link org.talweg.program.factor.SymmetricFactorization}.
 */
@NullMarked
package org.talweg.program.factor;

import org.jspecify.annotations.NullMarked;
