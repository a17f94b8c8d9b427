/**
 * Programs with absolute values, maxima and minima as programs without: by bounds, by binaries, or
 * by smooth functions nearby. Uses the program module's expressions. Begin with {@link
 * org.talweg.program.kink.Epigraph}; what the new programs are is written in {@link
 * org.talweg.program.expression.Kinks}.
 */
@NullMarked
package org.talweg.program.kink;

import org.jspecify.annotations.NullMarked;
