/**
 * Recorded tables as problems: every row is an experiment that somebody has made. May use the model
 * and a CSV reader. Begin with {@link org.talweg.bench.table.Pool}, which says how a table is a
 * space.
 */
@NullMarked
package org.talweg.bench.table;

import org.jspecify.annotations.NullMarked;
