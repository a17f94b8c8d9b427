/**
 * The interior-point method for nonlinear programs: a primal-dual barrier method with a filter line
 * search and a restoration phase. Uses the program as {@link org.talweg.program.Nlp} shows it and a
 * {@link org.talweg.program.factor.SymmetricFactorization}. Begin with {@link
 * org.talweg.program.interior.InteriorPoint}.
 */
@NullMarked
package org.talweg.program.interior;

import org.jspecify.annotations.NullMarked;
