package org.talweg.bench.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.talweg.bench.Peers.FailedException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A process that answers every JSON object on a line of its input with one on its output. */
final class Conversation implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Process process;
  private final Writer to;
  private final BufferedReader from;

  /** Starts the process. */
  Conversation(List<String> command) throws IOException {
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    to = process.outputWriter();
    from = process.inputReader();
  }

  /**
   * Says something and waits for the answer.
   *
   * @throws FailedException where the process has ended, or answers with an {@code error} or with
   *     no object
   */
  JsonNode exchange(Object message) {
    try {
      to.write(JSON.writeValueAsString(message) + "\n");
      to.flush();
      String line = from.readLine();
      if (line == null) {
        throw new FailedException("the peer ended without an answer", null);
      }
      JsonNode answer = JSON.readTree(line);
      if (!answer.isObject() || answer.has("error")) {
        throw new FailedException("the peer failed: " + answer.path("error").asString(line), null);
      }
      return answer;
    } catch (IOException | JacksonException e) {
      throw new FailedException("the peer failed: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
