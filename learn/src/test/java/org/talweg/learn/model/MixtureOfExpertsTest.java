package org.talweg.learn.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.talweg.engine.Outcome;
import org.talweg.engine.RunOptions;
import org.talweg.engine.Talweg;
import org.talweg.learn.data.TextWindows;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Precision;
import org.talweg.learn.tensor.Torch;
import org.talweg.learn.tensor.Weights;
import org.talweg.learn.train.Loss;
import org.talweg.learn.train.Settings;
import org.talweg.learn.train.Training;
import org.talweg.model.Budget;

class MixtureOfExpertsTest {
  private static final String NAME = "experts";
  private static final MixtureOfExperts LAYER =
      new MixtureOfExperts(3, 4, 5, 2, Mlp.Activation.TANH, 0);

  private static Params drawn(MixtureOfExperts layer, long seed) {
    var w = Params.trainable(layer.layout(NAME), Precision.DOUBLE);
    double[] values = new Random(seed).doubles(layer.layout(NAME).count(), -1, 1).toArray();
    var from = Params.zeros(layer.layout(NAME), Precision.DOUBLE);
    from.flat().copy_(Torch.tensor(values, values.length));
    w.set(from);
    return w;
  }

  private static Tensor tokens(int count, int width, long seed) {
    double[] values = new Random(seed).doubles((long) count * width, -1, 1).toArray();
    return Torch.tensor(values, count, width);
  }

  @Test
  void tokensAreGivenToTheirBestExpertsOnly() {
    try (var scope = new PointerScope();
        var w = drawn(LAYER, 1)) {
      double[] x = {0.3, -0.8, 0.5};
      double[] found = Torch.doubles(LAYER.forward(w, NAME, Torch.tensor(x, 1, 3), false));
      double[] scores = affine(w, NAME + ".gate", x);
      Integer[] order = {0, 1, 2, 3, 4};
      Arrays.sort(order, (a, b) -> Double.compare(scores[b], scores[a]));
      double share = 1 / (1 + Math.exp(scores[order[1]] - scores[order[0]]));
      double[] expected = new double[3];
      for (int k = 0; k < 2; k++) {
        String expert = NAME + "." + order[k];
        double[] inner = affine(w, expert + ".in", x);
        Arrays.setAll(inner, i -> Math.tanh(inner[i]));
        double[] out = affine(w, expert + ".out", inner);
        for (int i = 0; i < 3; i++) {
          expected[i] += (k == 0 ? share : 1 - share) * out[i];
        }
      }
      assertThat(found).containsExactly(expected, within(1e-12));
    }
  }

  private static double[] affine(Params w, String name, double[] x) {
    double[] matrix = Torch.doubles(w.get(name + ".weight"));
    double[] y = Torch.doubles(w.get(name + ".bias"));
    for (int j = 0; j < y.length; j++) {
      for (int i = 0; i < x.length; i++) {
        y[j] += matrix[j * x.length + i] * x[i];
      }
    }
    return y;
  }

  static Stream<DepthMomentum> momenta() {
    return Stream.of(
        new DepthMomentum.Plain(),
        new DepthMomentum.HeavyBall(),
        new DepthMomentum.Nesterov(),
        new DepthMomentum.Adam(),
        new DepthMomentum.Robust());
  }

  @ParameterizedTest
  @MethodSource("momenta")
  void gradientsThroughAStackAreFiniteDifferences(DepthMomentum momentum) {
    try (var scope = new PointerScope();
        var w = drawn(LAYER, 2)) {
      Tensor x = tokens(6, 3, 3);
      through(w, momentum, x).square().sum().backward();
      double[] gradient = Torch.doubles(w.gradient().flat());
      double[] at = Torch.doubles(w.flat());
      var random = new Random(4);
      for (int k = 0; k < 25; k++) {
        int i = random.nextInt(at.length);
        double[] up = at.clone();
        double[] down = at.clone();
        up[i] += 1e-6;
        down[i] -= 1e-6;
        double slope = (sum(up, momentum, x) - sum(down, momentum, x)) / 2e-6;
        assertThat(gradient[i]).isCloseTo(slope, within(1e-5 * Math.max(1, Math.abs(slope))));
      }
    }
  }

  private static double sum(double[] weights, DepthMomentum momentum, Tensor x) {
    try (var w = Params.zeros(LAYER.layout(NAME), Precision.DOUBLE)) {
      w.flat().copy_(Torch.tensor(weights, weights.length));
      return through(w, momentum, x).square().sum().item_double();
    }
  }

  /** Three layers that share their weights. */
  private static Tensor through(Params w, DepthMomentum momentum, Tensor x) {
    DepthMomentum.Stack stack = momentum.begin();
    Tensor h = x;
    for (int l = 0; l < 3; l++) {
      h = stack.next(h, state -> LAYER.forward(w, NAME, state, true));
    }
    return h;
  }

  @Test
  void withoutMomentumEveryFormIsThePlainMixture() {
    try (var scope = new PointerScope();
        var w = drawn(LAYER, 5)) {
      Tensor x = tokens(6, 3, 6);
      double[] plain = Torch.doubles(through(w, new DepthMomentum.Plain(0.5), x));
      for (DepthMomentum none :
          List.of(new DepthMomentum.HeavyBall(0, 0.5), new DepthMomentum.Nesterov(0, 0.5))) {
        assertThat(Torch.doubles(through(w, none, x))).containsExactly(plain, within(1e-14));
      }
    }
  }

  /** On f(x) = -s x the forms are the methods they are named for, which have closed recurrences. */
  @Test
  void onALinearLayerTheFormsAreTheirRecurrences() {
    double s = 0.4;
    double mu = 0.7;
    try (var scope = new PointerScope()) {
      double[] ball = linear(new DepthMomentum.HeavyBall(mu, 1), s);
      double[] ahead = linear(new DepthMomentum.Nesterov(mu, 1), s);
      var robust = new DepthMomentum.Robust(1, 4, 0.6);
      double[] held = linear(robust, s);
      double p = 0;
      for (int l = 1; l < ball.length; l++) {
        double before = l < 2 ? ball[0] : ball[l - 2];
        assertThat(ball[l]).isCloseTo((1 + mu - s) * ball[l - 1] - mu * before, within(1e-14));
        p = mu * p - s * ahead[l - 1];
        assertThat(ahead[l]).isCloseTo(ahead[l - 1] - s * ahead[l - 1] + mu * p, within(1e-14));
        double last = l < 2 ? 0 : held[l - 1] - held[l - 2];
        double y = held[l - 1] + robust.g() * last;
        assertThat(held[l])
            .isCloseTo(held[l - 1] + robust.b() * last - robust.a() * s * y, within(1e-14));
      }
      double[] adam = linear(new DepthMomentum.Adam(mu, 0.01, 0.9, 0.999), s);
      assertThat(adam[1]).isCloseTo(1 - 0.01 * 0.1 / Math.sqrt(0.001), within(1e-6));
    }
  }

  private static double[] linear(DepthMomentum momentum, double s) {
    DepthMomentum.Stack stack = momentum.begin();
    double[] values = new double[8];
    Tensor x = Torch.tensor(new double[] {1}, 1);
    for (int l = 0; l < values.length; l++) {
      values[l] = x.item_double();
      x = stack.next(x, state -> state.mul(Torch.scalar(-s)));
    }
    return values;
  }

  @Test
  void robustMomentumAtItsFastestIsTheTripleMomentumMethod() {
    double rho = 1 - 1 / Math.sqrt(9);
    var robust = new DepthMomentum.Robust(2, 9, rho);
    assertThat(robust.a()).isCloseTo((1 + rho) / 2, within(1e-12));
    assertThat(robust.b()).isCloseTo(rho * rho / (2 - rho), within(1e-12));
    assertThat(robust.g()).isCloseTo(rho * rho / ((1 + rho) * (2 - rho)), within(1e-12));
    assertThatThrownBy(() -> new DepthMomentum.Robust(1, 9, 0.95))
        .hasMessageContaining("rho lies from 0.667 to 0.889");
  }

  @Test
  void loadsGetBalancedWithoutGradientAndTheChoiceLeavesTheSharesAlone() {
    var layer = new MixtureOfExperts(3, 4, 6, 2, Mlp.Activation.RELU, 0.01);
    try (var w = drawn(layer, 7)) {
      double before;
      double after;
      try (var scope = new PointerScope()) {
        Tensor balance = w.get(NAME + ".balance");
        try (var guard = new org.bytedeco.pytorch.NoGradGuard()) {
          balance.zero_();
        }
        before = excess(layer.loads(w, NAME, tokens(600, 3, 99)));
      }
      for (int step = 0; step < 150; step++) {
        try (var scope = new PointerScope()) {
          layer.forward(w, NAME, tokens(120, 3, step), true).sum().backward();
        }
      }
      try (var scope = new PointerScope()) {
        after = excess(layer.loads(w, NAME, tokens(600, 3, 99)));
        assertThat(Torch.doubles(w.gradient().get(NAME + ".balance"))).containsOnly(0);
        assertThat(w.get(NAME + ".balance").mean().item_double()).isCloseTo(0, within(1e-12));
        double[] judged = Torch.doubles(w.get(NAME + ".balance"));
        layer.forward(w, NAME, tokens(120, 3, 1), false);
        assertThat(Torch.doubles(w.get(NAME + ".balance"))).isEqualTo(judged);
      }
      assertThat(before).isGreaterThan(0.5);
      assertThat(after).isLessThan(0.3 * before);
    }
  }

  /** The largest load over the mean, less 1. */
  private static double excess(long[] loads) {
    return Arrays.stream(loads).max().orElseThrow() / Arrays.stream(loads).average().orElseThrow()
        - 1;
  }

  @Test
  void aTransformerOfExpertsLearnsARhyme() throws Exception {
    String rhyme = "ring a ring o roses, a pocket full of posies, ".repeat(8);
    TextWindows text = TextWindows.of(rhyme, 16);
    Experts experts = Experts.of(4, 2).with(new DepthMomentum.HeavyBall());
    var model = new Transformer(text.classes(), 16, 16, 2, 2, Optional.of(experts));
    var training =
        new Training(
            "rhyme",
            model,
            text,
            text.apart(),
            Loss.CROSS_ENTROPY,
            Settings.defaults().withBatch(8).withRate(1e-2));
    Outcome<Weights> learned =
        Talweg.solve(training, RunOptions.within(Budget.evaluations(60)).withSolver("adamw"));
    assertThat(learned.objective()).isLessThan(1.8);
    Training mixed = training.with(training.settings().withMixedPrecision(true));
    Outcome<Weights> begun =
        Talweg.solve(mixed, RunOptions.within(Budget.evaluations(2)).withSolver("adamw"));
    assertThat(begun.objective()).isFinite();
  }

  @Test
  void whatDoesNotFitIsNamed() {
    try (var scope = new PointerScope();
        var w = drawn(LAYER, 1)) {
      assertThatThrownBy(() -> LAYER.forward(w, NAME, tokens(2, 4, 1), false))
          .hasMessage("the input of experts has the shape [2, 4], where the last size is to be 3");
    }
    assertThatThrownBy(() -> Experts.of(4, 5)).hasMessageContaining("the top 5 of 4 experts");
  }
}
