/**
 * The reproduction of "Scaling Gaussian process optimization by evaluating a few unique candidates
 * multiple times" (arXiv 2201.12909): its policy of repeats on a bandit drawn from a Gaussian
 * process. It uses the Gaussian processes and acquisitions of {@code search}. Begin with {@link
 * org.talweg.papers.fewuniquecandidates.FewUniqueCandidates}.
 */
@NullMarked
package org.talweg.papers.fewuniquecandidates;

import org.jspecify.annotations.NullMarked;
