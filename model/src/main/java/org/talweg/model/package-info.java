/**
 * What is to be optimised: problems, spaces of points, objectives, constraints and budgets, all
 * immutable. It depends on nothing, and every other module may use it. Begin reading at {@link
 * org.talweg.model.Problem}, then {@link org.talweg.model.Space} and {@link
 * org.talweg.model.BlackBox}.
 */
@NullMarked
package org.talweg.model;

import org.jspecify.annotations.NullMarked;
