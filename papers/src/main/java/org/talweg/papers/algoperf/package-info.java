/**
 * The reproduction of AlgoPerf, the benchmark of training algorithms, on five small workloads. Uses
 * the harness of {@code papers}, its tournament and the trainings of {@code learn}; the characters
 * are the beginning of a public-domain Shakespeare. Begin with {@link
 * org.talweg.papers.algoperf.AlgoPerfPaper}, then read {@link
 * org.talweg.papers.algoperf.Competition}.
 */
@NullMarked
package org.talweg.papers.algoperf;

import org.jspecify.annotations.NullMarked;
