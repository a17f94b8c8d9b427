package org.talweg.learn.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.talweg.learn.data.Batch;
import org.talweg.learn.data.Table;
import org.talweg.learn.model.Mlp;
import org.talweg.learn.optimizer.AdamW;
import org.talweg.learn.schedule.Schedule;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Precision;
import org.talweg.learn.train.Loss;

class DescentMemoryTest {
  @Test
  void stepsHoldNoMemory() {
    train(2_000);
  }

  @Test
  @EnabledIfSystemProperty(named = "talweg.slow", matches = "true")
  void aMillionStepsHoldNoMemory() {
    train(1_000_000);
  }

  /**
   * Whole steps: batch, loss, backward, update. What memory may grow by is Java's heap; a leaked
   * tensor a step would be more in a million, and one object a step shows at once.
   */
  private static void train(int steps) {
    var model = new Mlp(8, List.of(16), 3);
    float[] inputs = new float[8 * 32];
    float[] labels = new float[32];
    for (int i = 0; i < labels.length; i++) {
      inputs[8 * i + i % 8] = 1;
      labels[i] = i % 3;
    }
    Table table = Table.classes(inputs, labels, 3, 8);
    try (Params params = Params.trainable(model.layout(), Precision.SINGLE)) {
      model.initialize(params, 1);
      try (var descent =
          new Descent(params, new AdamW().transformation(1e-3, Schedule.CONSTANT), 0)) {
        long[] batch = {0, 5, 9, 14};
        Runnable step =
            () -> {
              try (var scope = new PointerScope()) {
                var unused =
                    descent.step(
                        () -> {
                          Batch drawn = table.batch(batch);
                          return Loss.CROSS_ENTROPY.value(
                              model.forward(params, drawn.inputs(), true), drawn.targets());
                        });
              }
            };
        for (int i = 0; i < 500; i++) {
          step.run();
        }
        long objects = Pointer.totalCount();
        long resident = Pointer.physicalBytes();
        for (int i = 0; i < steps; i++) {
          step.run();
        }
        // Fewer where what an earlier test left is collected meanwhile.
        assertThat(Pointer.totalCount()).isLessThanOrEqualTo(objects);
        assertThat(Pointer.physicalBytes() - resident).isLessThan(400_000_000);
        assertThat(params.isFinite()).isTrue();
      }
    }
  }
}
