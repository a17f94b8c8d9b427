/**
 * Local methods that polish a good point: the Nelder-Mead simplex and Powell's BOBYQA. They own
 * their loops, run as an {@link org.talweg.engine.CallbackStrategy}, and begin at the best trial
 * known. Begin reading at {@link org.talweg.search.local.NelderMead}.
 */
@NullMarked
package org.talweg.search.local;

import org.jspecify.annotations.NullMarked;
