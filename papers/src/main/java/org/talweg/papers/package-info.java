/**
 * The table of ninety published methods, and the harness that tests what their papers claim: every
 * claim is stated with its tolerance before anything runs, and judged by that rule. It may use
 * every module but {@code app}. Begin with {@link org.talweg.papers.Reproduction}, then {@link
 * org.talweg.papers.Reproductions}, which runs one, and {@link org.talweg.papers.PaperTable}, which
 * holds what came of it.
 */
@NullMarked
package org.talweg.papers;

import org.jspecify.annotations.NullMarked;
