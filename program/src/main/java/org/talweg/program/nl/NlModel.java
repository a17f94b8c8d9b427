package org.talweg.program.nl;

import java.util.List;
import org.talweg.program.Nlp;
import org.talweg.program.derivative.AlgebraicNlp;
import org.talweg.program.expression.Algebra;

/**
 * What an {@code .nl} file holds: the program and what belongs to the file alone.
 *
 * @param algebra the program, with the first objective
 * @param duals where to begin with the constraints' multipliers, as AMPL has them; 0 where nothing
 *     is said
 * @param objectives how many objectives the file has; the program has the first
 * @param options the numbers of the header's first line after their count, which a {@code .sol}
 *     file repeats
 */
@SuppressWarnings("ArrayRecordComponent") // large and shared; nobody compares them
public record NlModel(
    Algebra algebra,
    double[] duals,
    boolean startGiven,
    boolean dualsGiven,
    List<Suffix> suffixes,
    int objectives,
    List<String> options) {
  public NlModel {
    suffixes = List.copyOf(suffixes);
    options = List.copyOf(options);
  }

  /** The same with names; empty lists for none. */
  NlModel named(List<String> variables, List<String> constraints) {
    return new NlModel(
        algebra.named(variables, constraints),
        duals,
        startGiven,
        dualsGiven,
        suffixes,
        objectives,
        options);
  }

  /** The program as solvers of smooth programs see it. */
  public Nlp nlp() {
    return new AlgebraicNlp(algebra);
  }
}
