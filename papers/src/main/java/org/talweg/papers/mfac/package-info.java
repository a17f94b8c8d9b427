/**
 * The reproduction of M-FAC: products with the inverse of an empirical Fisher matrix that is never
 * formed, in an optimizer and for pruning. Uses the harness of {@code papers}, its comparisons of
 * trainings, and the optimizers and the curvature of {@code learn}. Begin with {@link
 * org.talweg.papers.mfac.MFacPaper}.
 */
@NullMarked
package org.talweg.papers.mfac;

import org.jspecify.annotations.NullMarked;
