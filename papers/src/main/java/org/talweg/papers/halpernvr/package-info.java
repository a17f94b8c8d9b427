/**
 * The reproduction of Variance Reduced Halpern Iteration for Finite-Sum Monotone Inclusions. Uses
 * the harness of {@code papers} and the inclusions of {@code program}. Begin with {@link
 * org.talweg.papers.halpernvr.HalpernVr}.
 */
@NullMarked
package org.talweg.papers.halpernvr;

import org.jspecify.annotations.NullMarked;
