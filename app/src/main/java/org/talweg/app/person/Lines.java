package org.talweg.app.person;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The lines someone types. A thread of its own reads them, since a read from a terminal cannot be
 * interrupted and waiting for a line must be.
 */
public final class Lines {
  private final LinkedBlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
  private final InputStream in;
  private boolean started = false;

  /**
   * @param in read from the first {@link #next} on
   */
  public Lines(InputStream in) {
    this.in = in;
  }

  /** The next line, empty at the end of the input. */
  synchronized Optional<String> next() throws InterruptedException {
    if (!started) {
      started = true;
      Thread.ofPlatform().daemon().name("terminal").start(this::read);
    }
    Optional<String> line = lines.take();
    if (line.isEmpty()) {
      lines.add(line);
    }
    return line;
  }

  private void read() {
    try (var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(Optional.of(line));
      }
    } catch (IOException e) {
      // A terminal that is gone has nothing more to say.
    }
    lines.add(Optional.empty());
  }
}
