/**
 * Test problems with known optima, which problem files name in {@code measure: {function: branin}}
 * and benchmarks measure regret on. They use the model alone. Begin reading at {@link
 * org.talweg.search.function.TestFunctions}, whose head lists every name with its optimum's place,
 * then {@link org.talweg.search.function.TestFunction}.
 */
@NullMarked
package org.talweg.search.function;

import org.jspecify.annotations.NullMarked;
