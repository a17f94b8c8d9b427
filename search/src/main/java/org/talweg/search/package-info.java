/**
 * Black-box methods: each package below holds one family, each solver is one file in it. They may
 * use the engine's SPI, the model, and libraries for linear algebra; not one another's state. Begin
 * reading at {@link org.talweg.search.sobol.ScrambledSobol}, the shortest solver, and then {@link
 * org.talweg.search.evolution.DifferentialEvolution}.
 */
@NullMarked
package org.talweg.search;

import org.jspecify.annotations.NullMarked;
