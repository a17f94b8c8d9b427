/**
 * The reproduction of Learning to Relax (arXiv 2310.02246): relaxation parameters of linear solvers
 * learned along a sequence of systems. It uses the sequence form of {@code search}; the linear
 * solvers are its own. Begin with {@link org.talweg.papers.learningtorelax.LearningToRelax}.
 */
@NullMarked
package org.talweg.papers.learningtorelax;

import org.jspecify.annotations.NullMarked;
