/**
 * Optimizers of other projects, run in a process of their own and spoken to in JSON lines. May use
 * the engine's ask-and-tell interface. Begin with {@link org.talweg.bench.peer.Optuna}.
 */
@NullMarked
package org.talweg.bench.peer;

import org.jspecify.annotations.NullMarked;
