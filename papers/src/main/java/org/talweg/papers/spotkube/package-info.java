/**
 * The reproduction of SpotKube (arXiv 2405.12311): its genetic search for placements, and a
 * simulated week of a cluster on machines that may be revoked. It uses the placement form of {@code
 * search} and runs the genetic search through the engine. Begin with {@link
 * org.talweg.papers.spotkube.SpotKube}.
 */
@NullMarked
package org.talweg.papers.spotkube;

import org.jspecify.annotations.NullMarked;
