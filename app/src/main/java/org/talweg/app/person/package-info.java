/**
 * A person at the terminal who orders candidates.
 *
 * <p>Uses the ranking form of {@code search} and templates and commands of {@code engine}.
 *
 * <p>Begin reading at {@link org.talweg.app.person.PersonOracle}.
 */
@NullMarked
package org.talweg.app.person;

import org.jspecify.annotations.NullMarked;
