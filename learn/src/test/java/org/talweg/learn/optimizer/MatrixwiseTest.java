package org.talweg.learn.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.talweg.learn.gradient.Orthogonalize;
import org.talweg.learn.schedule.Schedule;
import org.talweg.learn.tensor.Layout;
import org.talweg.learn.tensor.Torch;

/** Methods that work on matrices, against the formulas of their papers. */
class MatrixwiseTest {
  /** As many numbers as the contest's own layout, in a square whose gradients have full rank. */
  private static final Layout SQUARE = Layout.builder().add("square", 5, 5).add("bias", 6).build();

  /** Adam on part of a flat vector. */
  private static final class Adam {
    private final double[] m = new double[64];
    private final double[] v = new double[64];

    void step(
        double[] w, double[] g, int t, int from, double eta, double b1, double b2, double decay) {
      for (int i = from; i < w.length; i++) {
        m[i] = b1 * m[i] + (1 - b1) * g[i];
        v[i] = b2 * v[i] + (1 - b2) * g[i] * g[i];
        double step =
            m[i] / (1 - Math.pow(b1, t)) / (Math.sqrt(v[i] / (1 - Math.pow(b2, t))) + 1e-8);
        w[i] -= eta * (step + decay * w[i]);
      }
    }
  }

  /** A step of one matrix of the tree: the direction to go against. */
  private interface OfMatrix {
    double[][] direction(double[][] g, int t);
  }

  private static Contest.Reference reference(
      Layout layout, double eta, double b1, double b2, double decay, OfMatrix... matrices) {
    var adam = new Adam();
    return (w, g, t) -> {
      double[] before = w.clone();
      int end = 0;
      for (int k = 0; k < matrices.length; k++) {
        Layout.Entry entry = layout.entries().get(k);
        int rows = (int) Matrices.rows(entry);
        int columns = (int) Matrices.columns(entry);
        double[][] d = matrices[k].direction(Dense.of(g, (int) entry.offset(), rows, columns), t);
        for (int i = 0; i < rows; i++) {
          for (int j = 0; j < columns; j++) {
            int at = (int) entry.offset() + i * columns + j;
            w[at] = before[at] - eta * (d[i][j] + decay * before[at]);
          }
        }
        end = (int) (entry.offset() + entry.count());
      }
      adam.step(w, g, t, end, eta, b1, b2, decay);
    };
  }

  @Test
  void muonIsItsPaper() {
    Contest.agree(
        new Muon(0.95, 0.9, 0.95, 1e-8, 0.1).transformation(0.01, Schedule.CONSTANT),
        _ -> reference(Contest.LAYOUT, 0.01, 0.9, 0.95, 0.1, muon(3, 5), muon(4, 3)));
  }

  private static OfMatrix muon(int rows, int columns) {
    double[][][] b = {new double[rows][columns]};
    return (g, t) -> {
      b[0] = Dense.sum(0.95, b[0], 1, g);
      double[][] o = Dense.newtonSchulz(Dense.sum(1, g, 0.95, b[0]));
      return Dense.sum(0.2 * Math.sqrt(Math.max(rows, columns)), o, 0, o);
    };
  }

  @Test
  void soapIsItsPaper() {
    Contest.agree(
        new Soap(0.9, 0.95, 0.9, 1e-8, 0.1, 4).transformation(0.01, Schedule.CONSTANT),
        SQUARE,
        _ -> reference(SQUARE, 0.01, 0.9, 0.95, 0.1, soap(5)));
  }

  private static OfMatrix soap(int n) {
    double[][][] s = new double[6][n][n]; // m, v, l, r, ql, qr
    return (g, number) -> {
      int t = number - 1;
      s[2] = Dense.sum(0.9, s[2], 0.1, Dense.times(g, Dense.t(g)));
      s[3] = Dense.sum(0.9, s[3], 0.1, Dense.times(Dense.t(g), g));
      if (t == 0) {
        s[4] = Dense.leading(s[2], n);
        s[5] = Dense.leading(s[3], n);
        return new double[n][n];
      }
      s[0] = Dense.sum(0.9, s[0], 0.1, g);
      double[][] rotated = Dense.times(Dense.times(Dense.t(s[4]), g), s[5]);
      double[][] m = Dense.times(Dense.times(Dense.t(s[4]), s[0]), s[5]);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          s[1][i][j] = 0.95 * s[1][i][j] + 0.05 * rotated[i][j] * rotated[i][j];
          double vHat = s[1][i][j] / (1 - Math.pow(0.95, t));
          m[i][j] = m[i][j] / (1 - Math.pow(0.9, t)) / (Math.sqrt(vHat) + 1e-8);
        }
      }
      double[][] step = Dense.times(Dense.times(s[4], m), Dense.t(s[5]));
      if (t % 4 == 0) {
        s[4] = Dense.basis(Dense.times(s[2], s[4]));
        s[5] = Dense.basis(Dense.times(s[3], s[5]));
      }
      return step;
    };
  }

  @Test
  void cosmosIsItsPaper() {
    Contest.agree(
        new Cosmos(0.9, 0.95, 0.9, 1e-8, 2, 0.3, 0.1).transformation(0.02, Schedule.CONSTANT),
        _ -> reference(Contest.LAYOUT, 0.02, 0.9, 0.95, 0.1, cosmos(3, 5), cosmos(4, 3)));
  }

  private static OfMatrix cosmos(int a, int b) {
    int r = 2;
    double[][][] s = {new double[a][b], new double[a][r], new double[r][r], new double[r][b]};
    return (g, t) -> {
      s[0] = Dense.sum(0.9, s[0], 0.1, g);
      if (t == 1) {
        s[1] = Dense.leading(Dense.times(g, Dense.t(g)), r);
        double[][] gu = Dense.times(Dense.t(g), s[1]);
        s[2] = Dense.sum(0.1, Dense.times(Dense.t(gu), gu), 0, s[2]);
      } else {
        double[][] us = Dense.times(s[1], s[2]);
        double[][] ggu = Dense.times(g, Dense.times(Dense.t(g), s[1]));
        double[][] next = Dense.basis(Dense.sum(0.9, us, 0.1, ggu));
        double[][] turn = Dense.times(Dense.t(s[1]), next);
        double[][] gu = Dense.times(Dense.t(g), next);
        s[2] =
            Dense.sum(
                0.9,
                Dense.times(Dense.times(Dense.t(turn), s[2]), turn),
                0.1,
                Dense.times(Dense.t(gu), gu));
        s[1] = next;
      }
      double[][] inside = Dense.times(Dense.t(s[1]), g);
      double[][] um = Dense.times(Dense.t(s[1]), s[0]);
      double[][] scaled = new double[r][b];
      for (int i = 0; i < r; i++) {
        for (int j = 0; j < b; j++) {
          s[3][i][j] = 0.95 * s[3][i][j] + 0.05 * inside[i][j] * inside[i][j];
          double vHat = s[3][i][j] / (1 - Math.pow(0.95, t));
          scaled[i][j] = um[i][j] / (1 - Math.pow(0.9, t)) / (Math.sqrt(vHat) + 1e-8);
        }
      }
      double[][] residual = Dense.sum(1, s[0], -1, Dense.times(s[1], um));
      double[][] orthogonal = Dense.newtonSchulz(residual);
      double side = 0.3 * Math.sqrt(a * b);
      double[][] d =
          Dense.sum(
              1, Dense.times(s[1], scaled), side / (Dense.norm(orthogonal) + 1e-8), orthogonal);
      return Dense.sum(side / (Dense.norm(d) + 1e-8), d, 0, d);
    };
  }

  @ParameterizedTest
  @EnumSource(Frugal.Projector.class)
  void frugalIsItsPaper(Frugal.Projector projector) {
    var frugal = new Frugal(0.5, 7, projector, true, 0.8, 0.9, 0.95, 1e-8, 0.1, 3);
    Contest.agree(
        frugal.transformation(0.005, Schedule.CONSTANT),
        _ ->
            reference(
                Contest.LAYOUT,
                0.005,
                0.9,
                0.95,
                0.1,
                frugal(frugal, Contest.LAYOUT.entries().get(0)),
                frugal(frugal, Contest.LAYOUT.entries().get(1))));
  }

  private static OfMatrix frugal(Frugal of, Layout.Entry entry) {
    int a = (int) Matrices.rows(entry);
    int b = (int) Matrices.columns(entry);
    double[][][] s = {{}, new double[8][8], new double[8][8]}; // p, m, v
    return (g, t) -> {
      int since = (t - 1) % 7 + 1;
      boolean columns = of.projector() == Frugal.Projector.COLUMNS;
      if (since == 1) {
        s[1] = new double[8][8];
        s[2] = new double[8][8];
        s[0] =
            columns
                ? selection(b, Frugal.columns(of, entry, t - 1))
                : Dense.leading(Dense.times(g, Dense.t(g)), (int) Math.round(0.5 * a));
      }
      double[][] inside = columns ? Dense.times(g, s[0]) : Dense.times(Dense.t(s[0]), g);
      double[][] u = new double[inside.length][inside[0].length];
      for (int i = 0; i < u.length; i++) {
        for (int j = 0; j < u[0].length; j++) {
          s[1][i][j] = 0.9 * s[1][i][j] + 0.1 * inside[i][j];
          s[2][i][j] = 0.95 * s[2][i][j] + 0.05 * inside[i][j] * inside[i][j];
          double vHat = s[2][i][j] / (1 - Math.pow(0.95, since));
          u[i][j] = s[1][i][j] / (1 - Math.pow(0.9, since)) / (Math.sqrt(vHat) + 1e-8);
        }
      }
      double[][] full = columns ? Dense.times(u, Dense.t(s[0])) : Dense.times(s[0], u);
      double[][] known = columns ? Dense.times(inside, Dense.t(s[0])) : Dense.times(s[0], inside);
      double[][] rest = Dense.sum(1, g, -1, known);
      for (double[] row : rest) {
        for (int j = 0; j < row.length; j++) {
          row[j] = Math.signum(row[j]);
        }
      }
      return Dense.sum(1, full, 0.8, rest);
    };
  }

  /** The matrix whose columns are unit vectors. */
  private static double[][] selection(int n, long[] chosen) {
    double[][] p = new double[n][chosen.length];
    for (int k = 0; k < chosen.length; k++) {
      p[(int) chosen[k]][k] = 1;
    }
    return p;
  }

  // ---------------------------------------------------------------- laws

  static Stream<Optimizer> all() {
    return Stream.of(
        new Muon(),
        new Soap(),
        new Cosmos(0.9, 0.95, 0.95, 1e-8, 2, 0.3, 0),
        new Frugal(0.5, 5, Frugal.Projector.COLUMNS, true, 1, 0.9, 0.999, 1e-8, 0, 1),
        new Frugal(0.5, 5, Frugal.Projector.SINGULAR_VECTORS, true, 1, 0.9, 0.999, 1e-8, 0, 1));
  }

  @ParameterizedTest
  @MethodSource("all")
  void aCheckpointResumesBitForBit(Optimizer optimizer) {
    Contest.resumesBitForBit(optimizer.transformation(optimizer.rate(), Schedule.CONSTANT));
  }

  @ParameterizedTest
  @CsvSource({"40,40", "16,64", "64,16"})
  void newtonSchulzBringsSingularValuesNearOne(int rows, int columns) {
    try (var scope = new PointerScope()) {
      double[] numbers = new Random(2).doubles((long) rows * columns, -1, 1).toArray();
      Tensor o = Orthogonalize.orthogonal(Torch.tensor(numbers, rows, columns));
      double[][] x = Dense.of(Torch.doubles(o), 0, rows, columns);
      double[][] gram = rows > columns ? Dense.times(Dense.t(x), x) : Dense.times(x, Dense.t(x));
      double trace = 0;
      for (int i = 0; i < gram.length; i++) {
        trace += gram[i][i];
      }
      // The mean square of the singular values.
      assertThat(trace / gram.length).isCloseTo(0.85, within(0.35));
      assertThat(Torch.shape(o)).containsExactly(rows, columns);
      Tensor scaled =
          Orthogonalize.orthogonal(Torch.tensor(numbers, rows, columns).mul(Torch.scalar(1e4)));
      assertThat(Torch.doubles(scaled.sub(o).abs().max())[0]).isLessThan(1e-6);
    }
  }

  @Test
  void newtonSchulzInThirtyTwoBitsKeepsThreeDigitsOfAnIllConditionedLongMatrix() {
    int rows = 12;
    int columns = 40;
    var random = new Random(6);
    double[][] left = Dense.basis(gaussian(rows, rows, random));
    double[][] right = Dense.basis(gaussian(columns, rows, random));
    double[][] middle = new double[rows][rows];
    for (int i = 0; i < rows; i++) {
      middle[i][i] = Math.pow(10, -i / 2.0); // from 1 to 3e-6
    }
    double[][] x = Dense.times(Dense.times(left, middle), Dense.t(right));
    float[] numbers = new float[rows * columns];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) x[i / columns][i % columns];
    }
    double[][] known = Dense.newtonSchulz(x);
    try (var scope = new PointerScope()) {
      double[] found =
          Torch.doubles(Orthogonalize.orthogonal(Torch.tensor(numbers, rows, columns)));
      for (int i = 0; i < found.length; i++) {
        assertThat(found[i]).isCloseTo(known[i / columns][i % columns], within(1e-3));
      }
    }
  }

  private static double[][] gaussian(int rows, int columns, Random random) {
    double[][] a = new double[rows][columns];
    for (double[] row : a) {
      java.util.Arrays.setAll(row, _ -> random.nextGaussian());
    }
    return a;
  }

  @Test
  void memoryIsWhatThePapersPromise() {
    long matrices = 15 + 12;
    assertThat(Contest.numbers(new Muon())).isEqualTo(matrices + 2 * 4);
    assertThat(
            Contest.numbers(
                new Frugal(0, 9, Frugal.Projector.COLUMNS, true, 1, 0.9, 0.9, 1e-8, 0, 1)))
        .isEqualTo(2 * 4);
    // Of 5 and of 3 columns, two each.
    assertThat(
            Contest.numbers(
                new Frugal(0.5, 9, Frugal.Projector.COLUMNS, true, 1, 0.9, 0.9, 1e-8, 0, 1)))
        .isEqualTo(2 * (3 * 3 + 4 * 2) + 2 * 4);
    long cosmos = (15 + 3 * 2 + 2 * 5 + 4) + (12 + 4 * 2 + 2 * 3 + 4);
    assertThat(Contest.numbers(new Cosmos(0.9, 0.95, 0.95, 1e-8, 2, 0.1, 0)))
        .isEqualTo(cosmos + 2 * 4);
    long soap = 2 * 15 + 2 * (9 + 25) + 2 * 12 + 2 * (16 + 9);
    assertThat(Contest.numbers(new Soap())).isEqualTo(soap + 2 * 4);
  }
}
