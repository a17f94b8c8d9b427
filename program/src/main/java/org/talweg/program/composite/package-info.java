/**
 * Losses of a model's predictions that are costly to differentiate, while the model is cheap: many
 * steps of the parameters for each gradient of the loss. Uses the model and the engine. Begin with
 * {@link org.talweg.program.composite.CompositeLoss}.
 */
@NullMarked
package org.talweg.program.composite;

import org.jspecify.annotations.NullMarked;
