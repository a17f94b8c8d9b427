/**
 * The reproduction of Adaptive Sampling Strategies to Construct Equitable Training Datasets (arXiv
 * 2202.01327): budgets spent on groups whose learning curves are known to the judge alone, and on
 * groups of synthetic genotypes. It uses the allocation form of {@code search}. Begin with {@link
 * org.talweg.papers.equitablesampling.EquitableSampling}.
 */
@NullMarked
package org.talweg.papers.equitablesampling;

import org.jspecify.annotations.NullMarked;
