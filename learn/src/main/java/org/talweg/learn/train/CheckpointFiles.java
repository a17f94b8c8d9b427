package org.talweg.learn.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.talweg.learn.gradient.Descent;
import org.talweg.learn.tensor.Precision;
import org.talweg.learn.tensor.Safetensors;
import org.talweg.learn.tensor.Weights;

/**
 * The checkpoints of one run as safetensors files: parameters, and what the optimizer remembers.
 * The newest and the best are kept.
 */
record CheckpointFiles(Path folder) {
  static final String PARAMETERS = "parameters.";

  Path file(long step) {
    return folder.resolve("step-" + step + ".safetensors");
  }

  void write(Checkpoint checkpoint, String training, Map<String, Weights> weights)
      throws IOException {
    Files.createDirectories(folder);
    Safetensors.write(
        file(checkpoint.step()),
        Map.of("training", training, "checkpoint", checkpoint.toString()),
        weights);
  }

  /** Deletes all but those. */
  void keep(Set<Long> steps) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.matches("step-\\d+\\.safetensors")
            && !steps.contains(Long.parseLong(name.replaceAll("\\D", "")))) {
          Files.delete(file);
        }
      }
    }
  }

  /** The parameters of a checkpoint. */
  Weights parameters(Checkpoint checkpoint) throws IOException {
    Weights weights =
        Safetensors.open(file(checkpoint.step())).weights(PARAMETERS, Precision.SINGLE);
    return checked(checkpoint, weights);
  }

  private Weights checked(Checkpoint checkpoint, Weights weights) throws IOException {
    if (weights.fingerprint() != checkpoint.fingerprint()) {
      throw new IOException(
          "%s is not the checkpoint that the journal tells of".formatted(file(checkpoint.step())));
    }
    return weights;
  }

  /** Brings a descent to where the checkpoint was made. */
  void restore(Checkpoint checkpoint, Descent descent) throws IOException {
    Safetensors file = Safetensors.open(file(checkpoint.step()));
    descent.restore(
        checkpoint.step(),
        (prefix, like) -> {
          Weights weights = file.weights(prefix, like.precision());
          return prefix.equals(PARAMETERS) ? checked(checkpoint, weights) : weights;
        });
  }
}
