package org.talweg.learn.data;

import org.bytedeco.pytorch.Tensor;

/**
 * Several examples.
 *
 * @param inputs their inputs, the first dimension counting the examples
 * @param targets whole numbers for classes, one per example or per token; else 32-bit numbers
 */
public record Batch(Tensor inputs, Tensor targets) {}
