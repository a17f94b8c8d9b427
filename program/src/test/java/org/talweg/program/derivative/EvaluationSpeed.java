package org.talweg.program.derivative;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.talweg.program.nl.NlFile;

/**
 * How many evaluations a second compiled tapes make of the programs in {@code .nl} files, against
 * interpreted ones in the same run: arguments are files. The two take turns; of each the median of
 * {@value #ROUNDS} rounds counts, after as many to warm up.
 */
final class EvaluationSpeed {
  private static final int ROUNDS = 60;

  private EvaluationSpeed() {}

  public static void main(String[] files) throws Exception {
    System.out.printf("%-24s %28s %28s%n", "", "compiled, per second", "compiled / interpreted");
    System.out.printf(
        "%-24s %9s%9s%10s %9s%9s%10s%n",
        "", "values", "first", "second", "values", "first", "second");
    for (String file : files) {
      var interpreted = (AlgebraicNlp) NlFile.read(Path.of(file)).nlp();
      AlgebraicNlp compiled = interpreted.copy();
      interpreted.compile(false);
      compiled.compile(true);
      double[][] slow = new double[3][ROUNDS];
      double[][] fast = new double[3][ROUNDS];
      for (int round = 0; round < 2 * ROUNDS; round++) {
        measure(interpreted, slow, round % ROUNDS);
        measure(compiled, fast, round % ROUNDS);
      }
      double[] ratio = new double[3];
      double[] rate = new double[3];
      for (int k = 0; k < 3; k++) {
        rate[k] = 1 / median(fast[k]);
        ratio[k] = median(slow[k]) * rate[k];
      }
      System.out.printf(
          Locale.ROOT,
          "%-24s %9.0f%9.0f%10.0f %9.2f%9.2f%10.2f%n",
          Path.of(file).getFileName(),
          rate[0],
          rate[1],
          rate[2],
          ratio[0],
          ratio[1],
          ratio[2]);
    }
  }

  private static double median(double[] seconds) {
    double[] sorted = seconds.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** Seconds for objective and constraints; for gradient and Jacobian; for the Hessian. */
  private static void measure(AlgebraicNlp nlp, double[][] seconds, int round) {
    double[] x = nlp.start();
    double[] c = new double[nlp.constraints()];
    double[] y = new double[nlp.constraints()];
    Arrays.fill(y, 0.5);
    double[] gradient = new double[nlp.variables()];
    double[] jacobian = new double[nlp.jacobianSparsity().size()];
    double[] hessian = new double[nlp.hessianSparsity().size()];
    long t0 = System.nanoTime();
    var unused = nlp.objective(x);
    nlp.constraints(x, c);
    long t1 = System.nanoTime();
    nlp.gradient(x, gradient);
    nlp.jacobian(x, jacobian);
    long t2 = System.nanoTime();
    nlp.hessian(x, 1, y, hessian);
    long t3 = System.nanoTime();
    seconds[0][round] = (t1 - t0) / 1e9;
    seconds[1][round] = (t2 - t1) / 1e9;
    seconds[2][round] = (t3 - t2) / 1e9;
  }
}
