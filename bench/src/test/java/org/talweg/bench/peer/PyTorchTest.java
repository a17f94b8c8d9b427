package org.talweg.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.talweg.bench.Peers.FailedException;

class PyTorchTest {
  @Test
  void everyModelTakesSteps() {
    Optional<PyTorch> begun = PyTorch.begin();
    Assumptions.assumeTrue(begun.isPresent(), "no Python with PyTorch is installed");
    try (PyTorch torch = begun.orElseThrow()) {
      for (String model : List.of("mlp", "conv", "transformer")) {
        double[] micros = torch.micros(model, 2);
        assertThat(micros[0]).isPositive();
        assertThat(micros[1]).isGreaterThan(micros[0]);
      }
    }
  }

  @Test
  void aPeerThatEndsOrFailsIsSaidToHaveFailed() throws Exception {
    try (var ended = new Conversation(List.of("true"))) {
      assertThatThrownBy(() -> ended.exchange(Map.of("hello", true)))
          .isInstanceOf(FailedException.class);
    }
    try (var failed = new Conversation(List.of("echo", "{\"error\": \"no memory\"}"))) {
      assertThatThrownBy(() -> failed.exchange(Map.of("hello", true)))
          .isInstanceOf(FailedException.class);
    }
  }
}
