/**
 * Benchmarks of the solvers of nonlinear programs: problems with known best values from a folder of
 * {@code .nl} files, solved one after the other, with Ipopt beside them where it is installed. May
 * use everything but the command line. Begin with {@link
 * org.talweg.bench.program.ProgramBenchmark}.
 */
@NullMarked
package org.talweg.bench.program;

import org.jspecify.annotations.NullMarked;
