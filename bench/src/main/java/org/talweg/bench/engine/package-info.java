/**
 * What the engine itself costs: trials per second, overhead per trial, start-up, memory. May use
 * everything but the command line. Begin with {@link org.talweg.bench.engine.EngineBenchmark},
 * which runs the ways of {@link org.talweg.bench.engine.Ways} in turns.
 */
@NullMarked
package org.talweg.bench.engine;

import org.jspecify.annotations.NullMarked;
