package org.talweg.program.mixed;

import org.talweg.program.Nlp;
import org.talweg.program.NlpView;

/** A program with other bounds and another start: its integers relaxed, or at given values. */
record Fixed(Nlp nlp, double[] lower, double[] upper, double[] start) implements NlpView {
  /** The program with its integer variables at the integers nearest to x, beginning at x. */
  static Fixed at(Nlp nlp, boolean[] integer, double[] x) {
    double[] lower = nlp.lower().clone();
    double[] upper = nlp.upper().clone();
    double[] start = x.clone();
    for (int j = 0; j < x.length; j++) {
      if (integer[j]) {
        start[j] = Math.rint(x[j]);
        lower[j] = start[j];
        upper[j] = start[j];
      }
    }
    return new Fixed(nlp, lower, upper, start);
  }
}
