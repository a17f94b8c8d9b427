package org.talweg.learn.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.learn.schedule.Schedule;

/** M-FAC against the dense matrix that it never forms. */
class MFacTest {
  private static final int N = (int) Contest.LAYOUT.count();
  private static final int WINDOW = 6;

  @ParameterizedTest
  @CsvSource({"0.1,0,0", "0.01,0.9,0.1"})
  void mFacIsItsPaper(double damping, double momentum, double decay) {
    Contest.agree(
        new MFac(WINDOW, damping, momentum, decay).transformation(0.01, Schedule.CONSTANT),
        _ -> {
          double[][] window = new double[WINDOW][N];
          double[] v = new double[N];
          return (w, g, t) -> {
            double[] inside = g.clone();
            for (int i = 0; i < N; i++) {
              inside[i] += decay * w[i];
            }
            window[(t - 1) % WINDOW] = inside;
            double[] p = Dense.solve(Dense.fisher(window, damping), inside);
            for (int i = 0; i < N; i++) {
              v[i] = momentum * v[i] + (1 - momentum) * p[i];
              w[i] -= 0.01 * v[i];
            }
          };
        });
  }

  @Test
  void aCheckpointResumesBitForBit() {
    for (double momentum : new double[] {0, 0.9}) {
      Contest.resumesBitForBit(
          new MFac(WINDOW, 1e-3, momentum, 0.01).transformation(1e-3, Schedule.CONSTANT));
    }
  }

  @Test
  void theMemoryIsTheWindowAndItsProducts() {
    long window = (long) WINDOW * N + WINDOW * WINDOW;
    assertThat(Contest.numbers(new MFac(WINDOW, 1e-3, 0, 0))).isEqualTo(window);
    assertThat(Contest.numbers(new MFac(WINDOW, 1e-3, 0.9, 0))).isEqualTo(window + N);
  }
}
