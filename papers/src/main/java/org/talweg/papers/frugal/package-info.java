/**
 * The reproduction of FRUGAL, which keeps Adam's moments for a part of every matrix and moves the
 * rest by signs. Uses the harness of {@code papers}, its comparisons of trainings and the
 * optimizers of {@code learn}. Begin with {@link org.talweg.papers.frugal.FrugalPaper}.
 */
@NullMarked
package org.talweg.papers.frugal;

import org.jspecify.annotations.NullMarked;
