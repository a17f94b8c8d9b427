package org.talweg.learn.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

class ParamsTest {
  private static final Layout LAYOUT =
      Layout.builder().add("weight", 3, 2).add("bias", 2).add("scale").build();

  @Test
  void theTensorsAreViewsOfTheFlatVector() {
    try (var params = Params.trainable(LAYOUT, Precision.DOUBLE);
        var scope = new PointerScope();
        var guard = new NoGradGuard()) {
      params.flat().copy_(Torch.tensor(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 9));
      assertThat(Torch.doubles(params.get("weight"))).containsExactly(1, 2, 3, 4, 5, 6);
      assertThat(Torch.shape(params.get("weight"))).containsExactly(3, 2);
      assertThat(Torch.doubles(params.get("bias"))).containsExactly(7, 8);
      assertThat(Torch.doubles(params.get("scale"))).containsExactly(9);
      params.get("bias").mul_(Torch.scalar(10));
      assertThat(Torch.doubles(params.flat())).containsExactly(1, 2, 3, 4, 5, 6, 70, 80, 9);
    }
  }

  @Test
  void backwardAddsToTheFlatGradient() {
    try (var params = Params.trainable(LAYOUT, Precision.DOUBLE);
        var scope = new PointerScope()) {
      for (int call = 1; call <= 2; call++) {
        Tensor x = Torch.tensor(new double[] {1, 2, 3}, 1, 3);
        Tensor y = torch.matmul(x, params.get("weight")).add(params.get("bias"));
        y.sum().add(params.get("scale").mul(Torch.scalar(5))).backward();
        assertThat(Torch.doubles(params.gradient().flat()))
            .containsExactly(
                call, call, 2 * call, 2 * call, 3 * call, 3 * call, call, call, 5 * call);
      }
      params.gradient().flat().zero_();
      assertThat(Torch.doubles(params.get("weight").grad())).containsOnly(0);
    }
  }

  @Test
  void paramsOutliveTheScopeTheyWereMadeIn() {
    Params params;
    try (var scope = new PointerScope()) {
      params = Params.trainable(LAYOUT, Precision.SINGLE);
      params.flat().add_(Torch.scalar(3));
    }
    try (params) {
      assertThat(Torch.floats(params.get("scale"))).containsExactly(3);
    }
  }

  @Test
  void weightsAreACopyThatRestores() {
    try (var params = Params.trainable(LAYOUT, Precision.SINGLE);
        var scope = new PointerScope();
        var guard = new NoGradGuard()) {
      Torch.seed(7);
      params.flat().normal_();
      Weights weights = params.weights();
      params.flat().zero_();
      assertThat(params.weights()).isNotEqualTo(weights);
      params.set(weights);
      assertThat(params.weights()).isEqualTo(weights);
      try (var again = weights.fixed()) {
        assertThat(Torch.floats(again.flat())).isEqualTo(Torch.floats(params.flat()));
      }
    }
  }

  @Test
  void weightsOfAnotherModelAreRefusedByName() {
    var other = Layout.builder().add("weight", 3, 4).add("bias", 2).add("gain").build();
    try (var params = Params.zeros(LAYOUT, Precision.SINGLE);
        var others = Params.zeros(other, Precision.SINGLE)) {
      assertThatThrownBy(() -> params.set(others.weights()))
          .hasMessageContaining("weight is [3, 4], not [3, 2]")
          .hasMessageContaining("scale [] is missing")
          .hasMessageContaining("gain [] is unknown");
      assertThatThrownBy(() -> params.get("wieght")).hasMessageContaining("'wieght'");
    }
  }

  @Test
  void theSameSeedGivesTheSameNumbers() {
    try (var scope = new PointerScope()) {
      Torch.seed(11);
      float[] first = Torch.floats(torch.randn(5));
      float[] second = Torch.floats(torch.randn(5));
      Torch.seed(11);
      assertThat(Torch.floats(torch.randn(5))).isEqualTo(first).isNotEqualTo(second);
    }
  }

  @Test
  void messagesNameShapesAndNoStack() {
    try (var scope = new PointerScope()) {
      Tensor a = torch.zeros(2, 3);
      Tensor b = torch.zeros(4, 5);
      assertThatThrownBy(() -> torch.matmul(a, b))
          .satisfies(
              e ->
                  assertThat(Torch.message(e))
                      .contains("2x3 and 4x5")
                      .doesNotContain("Exception raised"));
      assertThatThrownBy(() -> Torch.expect("a batch", a, -1, 10))
          .hasMessage("a batch has the shape [2, 3], where [any, 10] is expected");
      assertThatThrownBy(() -> Torch.tensor(new float[5], 2, 3)).hasMessageContaining("[2, 3]");
    }
  }

  @Test
  void aLoopOfScopedStepsHoldsNoMemory() {
    loop(50_000);
  }

  @Test
  @EnabledIfSystemProperty(named = "talweg.slow", matches = "true")
  void aLoopOfAMillionScopedStepsHoldsNoMemory() {
    loop(1_000_000);
  }

  /**
   * 128 KB of new tensors a step: unfreed, the shorter loop would hold 6 GB. What it may grow by is
   * Java's own heap.
   */
  private static void loop(int steps) {
    try (var params = Params.trainable(Layout.of("w", 128, 128), Precision.SINGLE)) {
      Runnable step =
          () -> {
            try (var scope = new PointerScope();
                var guard = new NoGradGuard()) {
              Tensor squares = params.get("w").square();
              Tensor sum = squares.add(params.gradient().get("w"));
              params.flat().add_(sum.flatten(), Torch.scalar(1e-3));
            }
          };
      for (int i = 0; i < 2000; i++) {
        step.run();
      }
      long objects = Pointer.totalCount();
      long resident = Pointer.physicalBytes();
      for (int i = 0; i < steps; i++) {
        step.run();
      }
      // Fewer where what an earlier test left is collected meanwhile.
      assertThat(Pointer.totalCount()).isLessThanOrEqualTo(objects);
      assertThat(Pointer.physicalBytes() - resident).isLessThan(1_000_000_000);
    }
  }
}
