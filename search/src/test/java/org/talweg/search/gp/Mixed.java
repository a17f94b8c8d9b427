package org.talweg.search.gp;

import static org.talweg.model.Parameter.choice;
import static org.talweg.model.Parameter.integer;
import static org.talweg.model.Parameter.logInteger;
import static org.talweg.model.Parameter.logReal;
import static org.talweg.model.Parameter.ordinal;
import static org.talweg.model.Parameter.permutation;
import static org.talweg.model.Parameter.real;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.talweg.model.Parameter;
import org.talweg.model.Space;

/** Spaces, rows and hyper-parameters to test with. */
public final class Mixed {
  private Mixed() {}

  /** One parameter of every kind, three of them conditional. */
  public static Space space() {
    return Space.of(
        real("x", -1, 3),
        choice("method", "a", "b", "c"),
        real("depth", 0, 1).when("method = a"),
        choice("inner", "p", "q").when("method != b"),
        integer("n", 0, 9),
        logInteger("threads", 1, 64).when("method = c"),
        ordinal("size", "s", "m", "l"),
        permutation("order", "i", "j", "k", "l"),
        logReal("rate", 1e-4, 1));
  }

  /** d real parameters on [0, 1]. */
  public static Space box(int d) {
    Parameter[] parameters = new Parameter[d];
    for (int i = 0; i < d; i++) {
      parameters[i] = real("x" + i, 0, 1);
    }
    return Space.of(parameters);
  }

  public static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /** Random rows. */
  public static double[][] rows(Encoding encoding, int n, RandomGenerator random) {
    double[][] rows = new double[n][];
    for (int i = 0; i < n; i++) {
      rows[i] = encoding.row(random.doubles(encoding.width()).toArray());
    }
    return rows;
  }

  /** Random outputs. */
  public static double[] outputs(int n, RandomGenerator random) {
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      y[i] = random.nextGaussian();
    }
    return y;
  }

  /** Random hyper-parameters of a moderate condition number. */
  public static Hyperparameters hyperparameters(Encoding encoding, RandomGenerator random) {
    double[] lengths = new double[encoding.lengths()];
    for (int p = 0; p < lengths.length; p++) {
      lengths[p] = Math.exp(0.5 * random.nextGaussian());
    }
    return new Hyperparameters(
        lengths,
        Math.exp(random.nextGaussian()),
        Math.exp(-4 + random.nextGaussian()),
        random.nextGaussian());
  }

  /** A process on random rows and outputs. */
  public static GaussianProcess process(Space space, int n, RandomGenerator random) {
    var encoding = Encoding.of(space);
    return GaussianProcess.of(
        encoding,
        Kernel.MATERN_5_2,
        hyperparameters(encoding, random),
        rows(encoding, n, random),
        outputs(n, random));
  }
}
