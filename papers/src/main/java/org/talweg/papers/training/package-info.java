/**
 * Two small classification tasks, and a comparison of optimizers whose learning rates are tuned
 * alike, for reproductions of papers on training. Uses the harness of {@code papers} and the
 * trainings of {@code learn}; the digits are those of E. Alpaydin and C. Kaynak (UCI, CC BY 4.0).
 * Begin with {@link org.talweg.papers.training.Comparison}.
 */
@NullMarked
package org.talweg.papers.training;

import org.jspecify.annotations.NullMarked;
