/**
 * Formulas of mathematical programs as one shared graph without repetitions. Uses nothing but Java.
 * Begin with {@link org.talweg.program.expression.Dag}, then {@link
 * org.talweg.program.expression.Algebra}, a whole program over such a graph.
 */
@NullMarked
package org.talweg.program.expression;

import org.jspecify.annotations.NullMarked;
