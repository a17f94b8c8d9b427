package org.talweg.engine;

import java.util.function.BiFunction;
import java.util.function.Function;
import org.talweg.model.Assessment;
import org.talweg.model.Problem;

/**
 * A reformulated problem and the way back.
 *
 * @param problem the new problem
 * @param back the old problem's solution that a solution of the new one stands for
 * @param forward how the old problem's assessment of that solution reads in the new problem
 */
public record Reformulated<Q extends Problem<T>, T, S>(
    Q problem, Function<T, S> back, BiFunction<S, Assessment, Assessment> forward) {}
