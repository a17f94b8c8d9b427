/**
 * Methods for programs whose only constraints are bounds, which need first derivatives alone. Uses
 * the program as {@link org.talweg.program.Nlp} shows it. Begin with {@link
 * org.talweg.program.bounded.Lbfgsb}.
 */
@NullMarked
package org.talweg.program.bounded;

import org.jspecify.annotations.NullMarked;
