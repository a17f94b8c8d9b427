package org.talweg.learn.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.talweg.learn.model.Mlp;

class MixedPrecisionTest {
  @Test
  void productsHaveSixteenBitsWhileItIsOpen() {
    try (var scope = new PointerScope()) {
      Tensor a = torch.randn(4, 4);
      try (var mixed = new MixedPrecision()) {
        assertThat(torch.matmul(a, a).scalar_type().intern()).isEqualTo(ScalarType.BFloat16);
      }
      assertThat(torch.matmul(a, a).scalar_type().intern()).isEqualTo(ScalarType.Float);
    }
  }

  /** A bfloat16 has 8 bits of significand: entries agree to about a hundredth of the largest. */
  @Test
  void gradientsAreNearThoseOfSinglePrecisionAndHaveItsBits() {
    float[] exact = gradient(false);
    float[] mixed = gradient(true);
    float largest = 0;
    float farthest = 0;
    for (int i = 0; i < exact.length; i++) {
      largest = Math.max(largest, Math.abs(exact[i]));
      farthest = Math.max(farthest, Math.abs(exact[i] - mixed[i]));
    }
    assertThat(farthest).isBetween(1e-7f * largest, 0.02f * largest);
  }

  private static float[] gradient(boolean inMixedPrecision) {
    var model = new Mlp(6, List.of(8), 3);
    try (Params params = Params.trainable(model.layout(), Precision.SINGLE);
        var scope = new PointerScope()) {
      model.initialize(params, 1);
      Torch.seed(2);
      Tensor x = torch.randn(10, 6);
      Tensor y = Torch.tensor(new long[] {0, 1, 2, 0, 1, 2, 0, 1, 2, 0}, 10);
      Tensor loss;
      if (inMixedPrecision) {
        try (var mixed = new MixedPrecision()) {
          loss = torch.cross_entropy_loss(model.forward(params, x, true), y);
        }
      } else {
        loss = torch.cross_entropy_loss(model.forward(params, x, true), y);
      }
      assertThat(loss.scalar_type().intern()).isEqualTo(ScalarType.Float);
      loss.backward();
      assertThat(params.gradient().flat().scalar_type().intern()).isEqualTo(ScalarType.Float);
      return Torch.floats(params.gradient().flat());
    }
  }
}
