/**
 * The reproduction of ZO-RankSGD (arXiv 2303.03751): its descent by rankings on two functions of a
 * hundred variables, and a controller tuned through the engine by a ranker who errs. It uses the
 * ranking form of {@code search}. Begin with {@link org.talweg.papers.zoranksgd.ZoRankSgdPaper}.
 */
@NullMarked
package org.talweg.papers.zoranksgd;

import org.jspecify.annotations.NullMarked;
