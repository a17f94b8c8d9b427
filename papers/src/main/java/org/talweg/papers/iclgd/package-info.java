/**
 * The reproduction of in-context learning as gradient descent. Uses the harness of {@code papers}
 * and the descent of {@code learn}. Begin with {@link org.talweg.papers.iclgd.InContextPaper}.
 */
@NullMarked
package org.talweg.papers.iclgd;

import org.jspecify.annotations.NullMarked;
