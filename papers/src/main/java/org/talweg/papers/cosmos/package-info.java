/**
 * The reproduction of COSMOS, which treats the few dominant directions of a matrix as SOAP does and
 * the rest as Muon does. Uses the harness of {@code papers}, its comparisons of trainings and the
 * optimizers of {@code learn}. Begin with {@link org.talweg.papers.cosmos.CosmosPaper}.
 */
@NullMarked
package org.talweg.papers.cosmos;

import org.jspecify.annotations.NullMarked;
