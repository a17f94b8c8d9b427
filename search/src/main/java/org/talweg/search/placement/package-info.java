/**
 * The placement form: how many machines of which types to rent so that all pods of a cluster fit,
 * cheaply and spread out; with an exact solver, a genetic one, a greedy one, and the way to a black
 * box. It may use the engine's SPI and the model. Begin with {@link
 * org.talweg.search.placement.PlacementProblem}, then {@link
 * org.talweg.search.placement.ExactPlacement}.
 */
@NullMarked
package org.talweg.search.placement;

import org.jspecify.annotations.NullMarked;
