package org.talweg.learn.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
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
public record CheckpointFiles(Path folder) {
  private static final String PARAMETERS = "parameters.";

  /** Where a checkpoint lies. */
  public Path file(Checkpoint checkpoint) {
    return folder.resolve("step-" + checkpoint.step() + ".safetensors");
  }

  void write(Checkpoint checkpoint, Map<String, String> facts, Map<String, Weights> weights)
      throws IOException {
    Files.createDirectories(folder);
    var metadata = new LinkedHashMap<>(facts);
    metadata.put("step", Long.toString(checkpoint.step()));
    Safetensors.write(file(checkpoint), metadata, weights);
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

  /** Those whose files are kept. */
  public List<Checkpoint> kept(List<Checkpoint> all) {
    return all.stream().filter(checkpoint -> Files.exists(file(checkpoint))).toList();
  }

  /**
   * The parameters of a file: a checkpoint of a run, or parameters alone.
   *
   * @throws IOException where it is no file of single-precision weights
   */
  public static Weights parameters(Safetensors file) throws IOException {
    boolean grouped = file.tensors().keySet().stream().anyMatch(n -> n.startsWith(PARAMETERS));
    return file.weights(grouped ? PARAMETERS : "", Precision.SINGLE);
  }

  /** The parameters of a checkpoint. */
  public Weights parameters(Checkpoint checkpoint) throws IOException {
    return checked(checkpoint, parameters(Safetensors.open(file(checkpoint))));
  }

  private Weights checked(Checkpoint checkpoint, Weights weights) throws IOException {
    if (weights.fingerprint() != checkpoint.fingerprint()) {
      throw new IOException(
          "%s is not the checkpoint that the journal tells of".formatted(file(checkpoint)));
    }
    return weights;
  }

  /** Brings a descent to where the checkpoint was made. */
  void restore(Checkpoint checkpoint, Descent descent) throws IOException {
    Safetensors file = Safetensors.open(file(checkpoint));
    descent.restore(
        checkpoint.step(),
        (prefix, like) -> {
          Weights weights = file.weights(prefix, like.precision());
          return prefix.equals(PARAMETERS) ? checked(checkpoint, weights) : weights;
        });
  }
}
