package org.talweg.bench.peer;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.talweg.bench.Peers.FailedException;
import tools.jackson.databind.JsonNode;

/**
 * Training steps by Python's PyTorch with its own {@code AdamW}, both with their defaults, one
 * thread, eager. Needs a Python that has it (Debian: {@code python3-torch}).
 */
public final class PyTorch implements AutoCloseable {
  private final Conversation conversation;
  private final String version;

  private PyTorch(Conversation conversation, String version) {
    this.conversation = conversation;
    this.version = version;
  }

  /** Starts it; empty where no Python has it. */
  public static Optional<PyTorch> begin() {
    return Python.with("torch").map(PyTorch::begin);
  }

  private static PyTorch begin(String python) {
    try {
      var conversation = new Conversation(Python.command(python, "torch_peer.py"));
      JsonNode ready = conversation.exchange(Map.of("hello", true));
      return new PyTorch(conversation, ready.path("ready").asString());
    } catch (IOException e) {
      throw new FailedException("Python cannot be started: " + e.getMessage(), e);
    }
  }

  /** Of PyTorch, such as 2.6.0. */
  public String version() {
    return version;
  }

  /**
   * Takes steps with one of the models of the benchmark; a model keeps its weights from call to
   * call.
   *
   * @param model {@code mlp}, {@code conv} or {@code transformer}
   * @return microseconds of an update and of a whole step, means over the steps
   */
  public double[] micros(String model, int steps) {
    JsonNode answer = conversation.exchange(Map.of("model", model, "steps", steps));
    return new double[] {answer.path("update").asDouble(), answer.path("step").asDouble()};
  }

  @Override
  public void close() {
    conversation.close();
  }
}
