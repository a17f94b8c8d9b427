/**
 * Models to train: each states its parameters by name and shape, and computes its output from any
 * such tree with LibTorch's functions. Uses the tensor layer alone. Begin with {@link
 * org.talweg.learn.model.Model}, then {@link org.talweg.learn.model.Mlp}.
 */
@NullMarked
package org.talweg.learn.model;

import org.jspecify.annotations.NullMarked;
