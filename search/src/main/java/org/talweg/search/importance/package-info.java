/**
 * Which parameters an objective depends on, as far as the trials of a run tell. Pure functions over
 * points and values; they use the model and nothing of the engine. Begin reading at {@link
 * org.talweg.search.importance.Importance}.
 */
@NullMarked
package org.talweg.search.importance;

import org.jspecify.annotations.NullMarked;
