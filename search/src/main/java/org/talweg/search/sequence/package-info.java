/**
 * The sequence form: instances of one kind arrive one after the other, a solver's parameter is
 * chosen for each, and only the cost of the chosen one is seen; with bandits that learn the choice,
 * with and without a context. It may use the engine's SPI, the model and EJML. Begin with {@link
 * org.talweg.search.sequence.SequenceProblem}, then {@link org.talweg.search.sequence.TsallisInf}.
 */
@NullMarked
package org.talweg.search.sequence;

import org.jspecify.annotations.NullMarked;
