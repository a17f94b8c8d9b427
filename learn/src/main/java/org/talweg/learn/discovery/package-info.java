/**
 * Discovery of an optimizer by program search: a small language of update rules, and the form
 * {@code update-rule} whose solvers search it on small tasks. Uses the engine, schedules, data sets
 * and gradient transformations; rules run on plain arrays. Begin with {@link
 * org.talweg.learn.discovery.UpdateRule}, then {@link org.talweg.learn.discovery.Discovery} and
 * {@link org.talweg.learn.discovery.ProgramSearch}.
 */
@NullMarked
package org.talweg.learn.discovery;

import org.jspecify.annotations.NullMarked;
