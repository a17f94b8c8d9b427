/**
 * The reproduction of the unified budget-aware schedule. Uses the harness of {@code papers}, its
 * comparisons of trainings and the schedules of {@code learn}. Begin with {@link
 * org.talweg.papers.uba.UbaPaper}.
 */
@NullMarked
package org.talweg.papers.uba;

import org.jspecify.annotations.NullMarked;
