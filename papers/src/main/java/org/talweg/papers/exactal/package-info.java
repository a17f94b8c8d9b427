/**
 * The reproduction of AdaSketch-Newton (arXiv 2305.18379): problems with equations, solved by
 * Newton steps of which most are only rough. It uses the method in {@code
 * org.talweg.program.augmented}. Begin with {@link org.talweg.papers.exactal.ExactAlSketching}.
 */
@NullMarked
package org.talweg.papers.exactal;

import org.jspecify.annotations.NullMarked;
