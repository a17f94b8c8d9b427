/**
 * What makes LibTorch safe to use from Java, and no more: a parameter tree that is one contiguous
 * tensor with named views ({@link org.talweg.learn.tensor.Params}), its copy on the heap ({@link
 * org.talweg.learn.tensor.Weights}), safetensors files, seeds, threads, readable messages.
 * Mathematics is written on LibTorch's own {@code Tensor} and functions, inside a {@code
 * PointerScope} that frees whatever a step made; a {@code Params} outlives scopes until it is
 * closed. Begin with {@link org.talweg.learn.tensor.Params}.
 */
@NullMarked
package org.talweg.learn.tensor;

import org.jspecify.annotations.NullMarked;
