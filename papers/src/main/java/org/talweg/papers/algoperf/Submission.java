package org.talweg.papers.algoperf;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.talweg.engine.Capability;
import org.talweg.learn.gradient.Transformation;
import org.talweg.learn.optimizer.AdaBelief;
import org.talweg.learn.optimizer.AdamW;
import org.talweg.learn.optimizer.Lion;
import org.talweg.learn.optimizer.NadamW;
import org.talweg.learn.optimizer.Optimizer;
import org.talweg.learn.optimizer.Sgd;
import org.talweg.search.sobol.SobolSequence;

/**
 * The training algorithms, each with its space of hyper-parameters: a rate over two decades, decay
 * over three, 1 - b1 over one, all by their logarithms and the same for every workload.
 */
enum Submission {
  MOMENTUM("momentum", 1e-2) {
    @Override
    Transformation rule(double b1, double decay) {
      return new Sgd(b1, false, decay).direction();
    }
  },
  NESTEROV("Nesterov", 1e-2) {
    @Override
    Transformation rule(double b1, double decay) {
      return new Sgd(b1, true, decay).direction();
    }
  },
  ADAMW("AdamW", 1e-3) {
    @Override
    Transformation rule(double b1, double decay) {
      return new AdamW(b1, B2, 1e-8, decay).direction();
    }
  },
  NADAMW("NadamW", 1e-3) {
    @Override
    Transformation rule(double b1, double decay) {
      return new NadamW(b1, B2, 1e-8, decay).direction();
    }
  },
  ADABELIEF("AdaBelief", 1e-3) {
    @Override
    Transformation rule(double b1, double decay) {
      return new AdaBelief(b1, B2, 1e-16, decay, false).direction();
    }
  },
  LION("Lion", 3e-4) {
    @Override
    Transformation rule(double b1, double decay) {
      return new Lion(b1, B2, decay).direction();
    }
  };

  private static final double B2 = 0.99;
  private static final double LEAST_DECAY = 1e-4;
  private static final double LEAST_STEP = 0.02;

  private final String words;

  /** The lowest rate; the highest is a hundred times that. */
  private final double lowest;

  Submission(String words, double lowest) {
    this.words = words;
    this.lowest = lowest;
  }

  abstract Transformation rule(double b1, double decay);

  @Override
  public String toString() {
    return words;
  }

  /** Quasi-random points of the space: a scrambled Sobol sequence. */
  List<Trial> trials(int count, long seed) {
    var points = new SobolSequence(3, seed);
    return IntStream.range(0, count).mapToObj(k -> trial(k, points.next())).toList();
  }

  private Trial trial(int number, double[] point) {
    double rate = lowest * Math.pow(100, point[0]);
    double decay = LEAST_DECAY * Math.pow(1000, point[1]);
    double b1 = 1 - LEAST_STEP * Math.pow(10, point[2]);
    return new Trial(this, name().toLowerCase(Locale.ROOT) + "-" + number, rate, rule(b1, decay));
  }

  /**
   * A point of a submission's space, as a solver of trainings.
   *
   * @param direction without the rate
   */
  record Trial(Submission submission, String name, double rate, Transformation direction)
      implements Optimizer {
    @Override
    public Capability capability() {
      return Optimizer.profile(name, "A trial of " + submission + ".", "algoperf");
    }

    @Override
    public double reach() {
      return 0.5;
    }
  }
}
