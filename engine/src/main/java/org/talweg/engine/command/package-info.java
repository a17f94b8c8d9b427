/**
 * Evaluating a point by running a real command: its arguments filled with the point's values, and
 * numbers read off its output, its clock and its memory. It may use the model and the JSON library.
 * Begin reading at {@link org.talweg.engine.command.CommandMeasure}.
 */
@NullMarked
package org.talweg.engine.command;

import org.jspecify.annotations.NullMarked;
