/**
 * Examples to learn from: tables, images, text, read from CSV, LIBSVM, IDX and plain text files,
 * and the order in which a seed shuffles them. Uses the tensor layer alone. Begin with {@link
 * org.talweg.learn.data.DataSet}.
 */
@NullMarked
package org.talweg.learn.data;

import org.jspecify.annotations.NullMarked;
