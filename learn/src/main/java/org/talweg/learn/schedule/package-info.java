/**
 * How a learning rate moves over a training, one file per schedule: a factor of the peak rate, a
 * function of the step and of the number of planned steps alone. Uses nothing. Begin with {@link
 * org.talweg.learn.schedule.Schedule}.
 */
@NullMarked
package org.talweg.learn.schedule;

import org.jspecify.annotations.NullMarked;
