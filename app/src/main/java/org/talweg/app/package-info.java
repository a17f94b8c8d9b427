/**
 * The command line: {@code talweg}. It may use every other module, and none may use it. Begin with
 * {@link org.talweg.app.Main}.
 */
@NullMarked
package org.talweg.app;

import org.jspecify.annotations.NullMarked;
