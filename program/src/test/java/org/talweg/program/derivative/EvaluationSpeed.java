package org.talweg.program.derivative;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.talweg.program.nl.NlFile;

/**
 * How many evaluations a second compiled tapes make of the programs in {@code .nl} files, against
 * interpreted ones in the same run and, where the first argument is {@code --peer=PROGRAM}, against
 * the AMPL Solver Library: the program is made of {@code dev/peer/ampl-ipopt.c}. The other
 * arguments are files. Of each the median of {@value #ROUNDS} rounds counts, after {@value #WARM}
 * to warm up, in which the JVM compiles; every round is at a new x, values and derivatives of one
 * round at the same.
 */
final class EvaluationSpeed {
  private static final int ROUNDS = 60;
  private static final int WARM = 300;

  private EvaluationSpeed() {}

  public static void main(String[] arguments) throws Exception {
    boolean peer = arguments.length > 0 && arguments[0].startsWith("--peer=");
    System.out.printf("%-24s %28s %28s %28s%n", "", "per second", "/ interpreted", "/ AMPL's");
    String heads = "%9s%9s%10s ".formatted("values", "first", "second");
    System.out.println("%-25s".formatted("") + heads + heads + heads);
    for (String file : Arrays.asList(arguments).subList(peer ? 1 : 0, arguments.length)) {
      var interpreted = (AlgebraicNlp) NlFile.read(Path.of(file)).nlp();
      AlgebraicNlp compiled = interpreted.copy();
      interpreted.compile(false);
      compiled.compile(true);
      double[][] slow = new double[3][ROUNDS];
      double[][] fast = new double[3][ROUNDS];
      for (int round = 0; round < WARM + ROUNDS; round++) {
        measure(interpreted, slow, round);
        measure(compiled, fast, round);
      }
      double[] others = {Double.NaN, Double.NaN, Double.NaN};
      if (peer) {
        others = seconds(arguments[0].substring("--peer=".length()), file);
      }
      System.out.printf("%-24s ", Path.of(file).getFileName());
      for (int k = 0; k < 3; k++) {
        System.out.printf(Locale.ROOT, k == 2 ? "%10.0f " : "%9.0f", 1 / median(fast[k]));
      }
      for (int k = 0; k < 3; k++) {
        double ratio = median(slow[k]) / median(fast[k]);
        System.out.printf(Locale.ROOT, k == 2 ? "%10.2f " : "%9.2f", ratio);
      }
      for (int k = 0; k < 3; k++) {
        System.out.printf(Locale.ROOT, k == 2 ? "%10.2f%n" : "%9.2f", others[k] / median(fast[k]));
      }
    }
  }

  /** The peer's seconds for values, first and second derivatives. */
  private static double[] seconds(String peer, String file) throws Exception {
    Process process =
        new ProcessBuilder(peer, "--speed", Integer.toString(ROUNDS), file)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String[] words =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .strip()
            .split(" ");
    return Arrays.stream(words).mapToDouble(Double::parseDouble).toArray();
  }

  private static double median(double[] seconds) {
    double[] sorted = seconds.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** Seconds for objective and constraints; for gradient and Jacobian; for the Hessian. */
  private static void measure(AlgebraicNlp nlp, double[][] seconds, int round) {
    double[] x = nlp.start();
    for (int i = 0; i < x.length; i++) {
      x[i] += 1e-9 * (round + 1);
    }
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
    seconds[0][round % ROUNDS] = (t1 - t0) / 1e9;
    seconds[1][round % ROUNDS] = (t2 - t1) / 1e9;
    seconds[2][round % ROUNDS] = (t3 - t2) / 1e9;
  }
}
