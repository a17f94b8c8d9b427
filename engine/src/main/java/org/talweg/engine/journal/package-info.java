/**
 * The append-only record of runs, from which a run can be resumed after it was killed at any
 * instant. It uses the engine's records and a database; only the run loop and the reports use it.
 * Begin at {@link org.talweg.engine.journal.Journal}.
 */
@NullMarked
package org.talweg.engine.journal;

import org.jspecify.annotations.NullMarked;
