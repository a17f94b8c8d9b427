/**
 * The reproduction of MomentumSMoE: momentum across the layers of sparse mixtures of experts. Uses
 * the harness of {@code papers} and the trainings of {@code learn}. Begin with {@link
 * org.talweg.papers.smoe.MomentumSmoePaper}.
 */
@NullMarked
package org.talweg.papers.smoe;

import org.jspecify.annotations.NullMarked;
