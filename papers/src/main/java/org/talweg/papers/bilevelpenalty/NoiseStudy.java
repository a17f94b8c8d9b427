package org.talweg.papers.bilevelpenalty;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.talweg.papers.Context;
import org.talweg.program.bilevel.Box;
import org.talweg.program.bilevel.PenaltyMethod;

/** Where noisy gradients lead within equal numbers of them. */
final class NoiseStudy {
  static final String MOMENTUM = "single loop with momentum";
  static final String PLAIN = "one inner step, no momentum";
  static final String INDEPENDENT = "one inner step, independent samples";
  static final int[] BUDGETS = {30_000, 100_000, 300_000};
  private static final double NOISE = 0.1;

  private NoiseStudy() {}

  /** The norm of grad psi after each budget of gradients, by method. */
  static Map<String, double[]> descents(long seed, int divisor) {
    var norms = new LinkedHashMap<String, double[]>();
    var plain = PenaltyMethod.Parameters.of(0.2, 1);
    norms.put(MOMENTUM, descent(seed, plain.withMomentum(0.1), divisor));
    norms.put(PLAIN, descent(seed, plain, divisor));
    norms.put(INDEPENDENT, descent(seed, plain.withIndependentSamples(), divisor));
    return norms;
  }

  /** s_k = 0.1 (k + 1)^(-1/5), a_k = 0.05 (k + 1)^(-2/5). */
  private static double[] descent(long seed, PenaltyMethod.Parameters parameters, int divisor) {
    var problem = new ManyAnswers(seed, NOISE);
    RandomGenerator random = Context.random(seed, "noise");
    var method =
        new PenaltyMethod(
            problem,
            Box.free(ManyAnswers.N),
            Box.free(ManyAnswers.M),
            ClosenessStudy.normal(random, ManyAnswers.N),
            new double[ManyAnswers.M],
            parameters,
            random);
    double[] norms = new double[BUDGETS.length];
    double[] gradient = new double[ManyAnswers.N];
    int k = 0;
    for (int b = 0; b < norms.length; b++) {
      for (; method.evaluations() < BUDGETS[b] / divisor; k++) {
        method.singleLoop(0.1 * Math.pow(k + 1.0, -0.2), 0.05 * Math.pow(k + 1.0, -0.4));
      }
      problem.psi(method.x(), gradient);
      norms[b] = ClosenessStudy.norm(gradient);
    }
    return norms;
  }
}
