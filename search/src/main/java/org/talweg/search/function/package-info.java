/**
 * Test problems whose best is known, which problem files name in {@code measure: {function:
 * branin}} and on which benchmarks measure regret; {@code docs/test-functions.md} lists them. They
 * use the model alone. Begin reading at {@link org.talweg.search.function.TestFunctions}, then
 * {@link org.talweg.search.function.TestFunction}.
 */
@NullMarked
package org.talweg.search.function;

import org.jspecify.annotations.NullMarked;
