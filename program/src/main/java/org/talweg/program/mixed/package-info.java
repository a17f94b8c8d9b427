/**
 * Nonlinear programs some of whose variables must be whole. May use the interior-point method and
 * the linear programs of this module. Begin with {@link
 * org.talweg.program.mixed.OuterApproximation}.
 */
@NullMarked
package org.talweg.program.mixed;

import org.jspecify.annotations.NullMarked;
