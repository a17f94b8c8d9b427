/**
 * Methods that put constraints into the objective by an augmented Lagrangian. Uses the program as
 * {@link org.talweg.program.Nlp} shows it, and the methods for bounds. Begin with {@link
 * org.talweg.program.augmented.AugmentedLagrangian}.
 */
@NullMarked
package org.talweg.program.augmented;

import org.jspecify.annotations.NullMarked;
