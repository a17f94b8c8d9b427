package org.talweg.learn.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.talweg.learn.gradient.Chain;
import org.talweg.learn.gradient.ClipByGlobalNorm;
import org.talweg.learn.schedule.Cosine;
import org.talweg.learn.schedule.Schedule;
import org.talweg.learn.tensor.Torch;

/** Methods that work number by number, against the formulas of their papers. */
class ElementwiseTest {
  private static final int N = (int) Contest.LAYOUT.count();

  @Test
  void sgdIsHeavyBallAndNesterovIsOneStepAhead() {
    for (boolean nesterov : List.of(false, true)) {
      Contest.agree(
          new Sgd(0.9, nesterov, 0.03).transformation(2e-5, Schedule.CONSTANT),
          _ -> {
            double[] b = new double[N];
            return (w, g, t) -> {
              for (int i = 0; i < w.length; i++) {
                double l2 = g[i] + 0.03 * w[i];
                b[i] = 0.9 * b[i] + l2;
                w[i] -= 2e-5 * (nesterov ? l2 + 0.9 * b[i] : b[i]);
              }
            };
          });
    }
  }

  @Test
  void adamWIsItsPaper() {
    Contest.agree(
        new AdamW(0.9, 0.999, 1e-8, 0.1).transformation(0.02, new Cosine(0.1)),
        _ -> {
          double[] m = new double[N];
          double[] v = new double[N];
          return (w, g, t) -> {
            double eta = 0.02 * (0.1 + 0.9 * (1 + Math.cos((2 * t - 1) * Math.PI / 40)) / 2);
            for (int i = 0; i < w.length; i++) {
              m[i] = 0.9 * m[i] + 0.1 * g[i];
              v[i] = 0.999 * v[i] + 0.001 * g[i] * g[i];
              double mHat = m[i] / (1 - Math.pow(0.9, t));
              double vHat = v[i] / (1 - Math.pow(0.999, t));
              w[i] -= eta * (mHat / (Math.sqrt(vHat) + 1e-8) + 0.1 * w[i]);
            }
          };
        });
  }

  @Test
  void nadamWIsItsPaper() {
    Contest.agree(
        new NadamW(0.9, 0.99, 1e-8, 0.1).transformation(0.01, Schedule.CONSTANT),
        _ -> {
          double[] m = new double[N];
          double[] v = new double[N];
          return (w, g, t) -> {
            for (int i = 0; i < w.length; i++) {
              m[i] = 0.9 * m[i] + 0.1 * g[i];
              v[i] = 0.99 * v[i] + 0.01 * g[i] * g[i];
              double ahead =
                  0.9 * m[i] / (1 - Math.pow(0.9, t + 1)) + 0.1 * g[i] / (1 - Math.pow(0.9, t));
              double vHat = v[i] / (1 - Math.pow(0.99, t));
              w[i] -= 0.01 * (ahead / (Math.sqrt(vHat) + 1e-8) + 0.1 * w[i]);
            }
          };
        });
  }

  @Test
  void lionIsItsPaper() {
    Contest.agree(
        new Lion(0.9, 0.99, 0.1).transformation(0.01, Schedule.CONSTANT),
        _ -> {
          double[] m = new double[N];
          return (w, g, t) -> {
            for (int i = 0; i < w.length; i++) {
              double c = 0.9 * m[i] + 0.1 * g[i];
              w[i] -= 0.01 * (Math.signum(c) + 0.1 * w[i]);
              m[i] = 0.99 * m[i] + 0.01 * g[i];
            }
          };
        });
  }

  @Test
  void adaBeliefIsItsPaperRectifiedOrNot() {
    for (boolean rectified : List.of(false, true)) {
      Contest.agree(
          new AdaBelief(0.9, 0.999, 1e-8, 0.1, rectified)
              .transformation(rectified ? 2e-4 : 0.01, Schedule.CONSTANT),
          _ -> belief(rectified, rectified ? 2e-4 : 0.01));
    }
  }

  private static Contest.Reference belief(boolean rectified, double eta) {
    double[] m = new double[N];
    double[] s = new double[N];
    return (w, g, t) -> {
      double b2t = Math.pow(0.999, t);
      double most = 2 / (1 - 0.999) - 1;
      double n = most - 2 * t * b2t / (1 - b2t);
      for (int i = 0; i < w.length; i++) {
        m[i] = 0.9 * m[i] + 0.1 * g[i];
        s[i] = 0.999 * s[i] + 0.001 * (g[i] - m[i]) * (g[i] - m[i]) + 1e-8;
        double mHat = m[i] / (1 - Math.pow(0.9, t));
        double step;
        if (!rectified) {
          step = mHat / (Math.sqrt(s[i] / (1 - b2t)) + 1e-8);
        } else if (n < 5) {
          step = mHat;
        } else {
          double r =
              Math.sqrt((1 - b2t) * ((n - 4) / (most - 4)) * ((n - 2) / (most - 2)) * (most / n));
          step = r * mHat / (Math.sqrt(s[i]) + 1e-8);
        }
        w[i] -= eta * (step + 0.1 * w[i]);
      }
    };
  }

  @Test
  void exAdamIsItsPaper() {
    Contest.agree(
        new ExAdam(0.9, 0.999, 1e-8, 0.1).transformation(0.002, Schedule.CONSTANT),
        _ -> {
          double[] m = new double[N];
          double[] v = new double[N];
          return (w, g, t) -> {
            double b1t = Math.pow(0.9, t);
            double b2t = Math.pow(0.999, t);
            for (int i = 0; i < w.length; i++) {
              m[i] = 0.9 * m[i] + 0.1 * g[i];
              v[i] = 0.999 * v[i] + 0.001 * g[i] * g[i];
              double d1 = 1 + b2t * v[i] / (v[i] + 1e-8);
              double d2 = 1 + b1t * m[i] * m[i] / (m[i] * m[i] + 1e-8);
              double numerator = d1 * m[i] / (1 - b1t) + d1 * g[i] / (1 - b1t);
              double second = d2 * v[i] / (1 - b2t);
              w[i] -= 0.002 * (numerator / (Math.sqrt(second) + 1e-8) + 0.1 * w[i]);
            }
          };
        });
  }

  // ---------------------------------------------------------------- laws

  static Stream<Optimizer> all() {
    return Stream.of(
        new Sgd(), new AdamW(), new NadamW(), new Lion(), new AdaBelief(), new ExAdam());
  }

  @ParameterizedTest
  @MethodSource("all")
  void aCheckpointResumesBitForBit(Optimizer optimizer) {
    Contest.resumesBitForBit(
        Chain.of(
            new ClipByGlobalNorm(1), optimizer.transformation(optimizer.rate(), new Cosine(0))));
  }

  @Test
  void lionDoesNotSeeTheScaleOfTheLossAndAdamHardly() {
    double[] start = Contest.start(8);
    var loss = Contest.quadratic(8);
    Contest.Loss large =
        new Contest.Loss() {
          @Override
          public Tensor value(Tensor w) {
            return loss.value(w).mul(Torch.scalar(1024));
          }

          @Override
          public double[] gradient(double[] w) {
            throw new UnsupportedOperationException();
          }
        };
    var lion = new Lion().transformation(0.01, Schedule.CONSTANT);
    assertThat(Contest.run(lion, large, start, 50, d -> d))
        .isEqualTo(Contest.run(lion, loss, start, 50, d -> d));
    var adam = new AdamW().transformation(0.01, Schedule.CONSTANT);
    double[] small = Contest.run(adam, loss, start, 50, d -> d);
    double[] scaled = Contest.run(adam, large, start, 50, d -> d);
    for (int i = 0; i < N; i++) {
      assertThat(scaled[i]).isCloseTo(small[i], within(1e-4));
    }
  }

  @Test
  void theMemoryOfLionIsHalfThatOfAdamW() {
    long lion = Contest.numbers(new Lion());
    assertThat(Contest.numbers(new AdamW())).isEqualTo(2 * lion);
    assertThat(lion).isEqualTo(N);
  }
}
