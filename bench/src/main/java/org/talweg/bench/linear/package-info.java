/**
 * Linear, quadratic and integer programs whose status and optimum are known. May use the program
 * module and the engine. Begin with {@link org.talweg.bench.linear.LinearBenchmark}.
 */
@NullMarked
package org.talweg.bench.linear;

import org.jspecify.annotations.NullMarked;
