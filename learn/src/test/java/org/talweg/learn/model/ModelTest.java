package org.talweg.learn.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
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

class ModelTest {
  private static Tensor numbers(long... shape) {
    int count = 1;
    for (long size : shape) {
      count *= (int) size;
    }
    return Torch.tensor(new Random(4).doubles(count, -1, 1).toArray(), shape);
  }

  static Stream<Arguments> models() {
    Supplier<Tensor> rows = () -> numbers(3, 5);
    Supplier<Tensor> images = () -> numbers(3, 1, 8, 8);
    Supplier<Tensor> text =
        () -> Torch.tensor(new long[] {0, 1, 2, 3, 4, 4, 3, 2, 1, 0, 2, 2}, 3, 4);
    return Stream.of(
        Arguments.of(new Mlp(5, List.of(), 2), rows),
        Arguments.of(new Mlp(5, List.of(4, 3), 2, Mlp.Activation.TANH), rows),
        Arguments.of(new ConvNet(1, 8, 8, List.of(2, 3), 4), images),
        Arguments.of(new Transformer(5, 4, 6, 2, 2), text),
        Arguments.of(
            new Transformer(
                5, 4, 6, 2, 2, Optional.of(new Experts(3, 2, new DepthMomentum.HeavyBall(), 0))),
            text));
  }

  @ParameterizedTest
  @MethodSource("models")
  void gradientsAreFiniteDifferences(Model model, Supplier<Tensor> inputs) {
    try (var w = Params.trainable(model.layout(), Precision.DOUBLE);
        var scope = new PointerScope()) {
      model.initialize(w, 9);
      Supplier<Tensor> loss = () -> model.forward(w, inputs.get(), true).square().sum();
      loss.get().backward();
      double[] gradient = Torch.doubles(w.gradient().flat());
      double[] at = Torch.doubles(w.flat());
      var random = new Random(3);
      for (int k = 0; k < 12; k++) {
        int i = random.nextInt(at.length);
        double h = 1e-6;
        double slope = (moved(w, at, i, h, loss) - moved(w, at, i, -h, loss)) / (2 * h);
        assertThat(gradient[i]).isCloseTo(slope, within(1e-5 * Math.max(1, Math.abs(slope))));
      }
    }
  }

  private static double moved(Params w, double[] at, int i, double h, Supplier<Tensor> loss) {
    try (var scope = new PointerScope();
        var guard = new NoGradGuard()) {
      double[] there = at.clone();
      there[i] += h;
      w.flat().copy_(Torch.tensor(there, there.length));
      double value = loss.get().item_double();
      w.flat().copy_(Torch.tensor(at, at.length));
      return value;
    }
  }

  @Test
  void aTransformerDoesNotSeeTheFuture() {
    var model = new Transformer(5, 4, 8, 2, 1);
    try (var w = Params.trainable(model.layout(), Precision.DOUBLE);
        var scope = new PointerScope()) {
      model.initialize(w, 1);
      Tensor one = model.forward(w, Torch.tensor(new long[] {0, 1, 2, 3}, 1, 4), false);
      Tensor two = model.forward(w, Torch.tensor(new long[] {0, 1, 4, 4}, 1, 4), false);
      Tensor difference = one.sub(two).abs();
      assertThat(difference.narrow(1, 0, 2).max().item_double()).isLessThan(1e-12);
      assertThat(difference.narrow(1, 2, 2).max().item_double()).isGreaterThan(1e-6);
    }
  }

  @Test
  void aTransformerLearnsARhymeByHeartAndRecitesIt() throws Exception {
    String rhyme = "ring a ring o roses, a pocket full of posies, ".repeat(8);
    TextWindows text = TextWindows.of(rhyme, 16);
    var model = new Transformer(text.classes(), 16, 32, 2, 1);
    var training =
        new Training(
            "rhyme",
            model,
            text,
            text.apart(),
            Loss.CROSS_ENTROPY,
            Settings.defaults().withBatch(8).withRate(5e-3));
    Outcome<Weights> learned =
        Talweg.solve(training, RunOptions.within(Budget.evaluations(200)).withSolver("adamw"));
    assertThat(learned.objective()).isLessThan(0.3);
    try (Params w = learned.solution().fixed()) {
      long[] start = text.encode("ring a ring o ro");
      assertThat(text.decode(model.sample(w, start, 12, 0, 1))).isEqualTo(rhyme.substring(0, 28));
      long[] warm = model.sample(w, start, 40, 2, 1);
      assertThat(model.sample(w, start, 40, 2, 1)).isEqualTo(warm);
      assertThat(model.sample(w, start, 40, 2, 2)).isNotEqualTo(warm);
    }
  }

  @Test
  void aLinearModelWithCrossEntropyIsLogisticRegression() {
    var model = new Mlp(2, List.of(), 2);
    try (var w = Params.trainable(model.layout(), Precision.DOUBLE);
        var scope = new PointerScope()) {
      try (var guard = new NoGradGuard()) {
        w.flat().copy_(Torch.tensor(new double[] {1, 2, 3, 5, 0.5, 0.25}, 6));
      }
      Tensor x = Torch.tensor(new double[] {0.3, -0.7}, 1, 2);
      double[] z = {1 * 0.3 - 2 * 0.7 + 0.5, 3 * 0.3 - 5 * 0.7 + 0.25};
      double expected = Math.log(Math.exp(z[0]) + Math.exp(z[1])) - z[1];
      Tensor loss =
          Loss.CROSS_ENTROPY.value(model.forward(w, x, true), Torch.tensor(new long[] {1}, 1));
      assertThat(loss.item_double()).isCloseTo(expected, within(1e-12));
      assertThat(torch.argmax(model.forward(w, x, false)).item_long()).isEqualTo(0);
    }
  }
}
