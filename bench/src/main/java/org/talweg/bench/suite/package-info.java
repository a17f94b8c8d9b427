/**
 * The benchmark's problems, in suites. May use test functions, tables and surrogates; knows nothing
 * of solvers or of how runs are summed up. Begin with {@link org.talweg.bench.suite.Suites}.
 */
@NullMarked
package org.talweg.bench.suite;

import org.jspecify.annotations.NullMarked;
