/**
 * What a step of training costs: our optimizers against LibTorch's own AdamW on the same models, in
 * the same rounds. May use the module learn and LibTorch. Begin with {@link
 * org.talweg.bench.learn.LearnBenchmark}.
 */
@NullMarked
package org.talweg.bench.learn;

import org.jspecify.annotations.NullMarked;
