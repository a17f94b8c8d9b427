package org.talweg.program.interior;

import org.talweg.program.PrimalDual;

/**
 * What the interior-point method found, in the terms of the program as it was given.
 *
 * @param status how it ended
 * @param point the last iterate, within the program's bounds, with its multipliers
 * @param objective f there
 * @param violation the largest violation of a constraint or bound there
 * @param error the scaled KKT error of the last iterate
 * @param iterations how many steps were taken, those of restoration included
 */
public record Solution(
    Status status,
    PrimalDual point,
    double objective,
    double violation,
    double error,
    int iterations) {}
