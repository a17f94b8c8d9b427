/**
 * The reproduction of "A tutorial on Bayesian optimization" (arXiv 1807.02811): identities of its
 * acquisitions, and what each of them reaches when evaluations are noisy. It uses the Gaussian
 * processes and acquisitions of {@code search}. Begin with {@link
 * org.talweg.papers.botutorial.BoTutorial}.
 */
@NullMarked
package org.talweg.papers.botutorial;

import org.jspecify.annotations.NullMarked;
