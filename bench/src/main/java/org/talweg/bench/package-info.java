/**
 * Benchmarks: solvers on problems whose best is known, in one table. May use everything but the
 * command line. Begin with {@link org.talweg.bench.Contest}, which says what is run, then {@link
 * org.talweg.bench.Contestant} for one run and {@link org.talweg.bench.Standings} for what is made
 * of all.
 */
@NullMarked
package org.talweg.bench;

import org.jspecify.annotations.NullMarked;
