/**
 * The reproduction of Learning to Actively Learn (arXiv 2010.15382): thresholds found by a dozen
 * noisy answers, by policies trained against the worst case of one difficulty or of all. It uses
 * the identification form of {@code search}. Begin with {@link
 * org.talweg.papers.activelylearn.ActivelyLearn}.
 */
@NullMarked
package org.talweg.papers.activelylearn;

import org.jspecify.annotations.NullMarked;
