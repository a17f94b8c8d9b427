/**
 * The reproduction of the position paper on optimizers that alter solutions. Uses the harness of
 * {@code papers} and the trainings of {@code learn}. Begin with {@link
 * org.talweg.papers.bias.OptimizerBiasPaper}.
 */
@NullMarked
package org.talweg.papers.bias;

import org.jspecify.annotations.NullMarked;
