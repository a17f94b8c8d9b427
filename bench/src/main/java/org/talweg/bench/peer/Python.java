package org.talweg.bench.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Pythons to run peers with: the one that the environment variable TALWEG_PYTHON names, {@code
 * python3}, or the system's.
 */
final class Python {
  private Python() {}

  /** The first of them that has a module. */
  static Optional<String> with(String module) {
    var candidates = new ArrayList<String>();
    String named = System.getenv("TALWEG_PYTHON");
    if (named != null && !named.isBlank()) {
      candidates.add(named);
    }
    candidates.addAll(List.of("python3", "/usr/bin/python3"));
    return candidates.stream().filter(python -> has(python, module)).findFirst();
  }

  /** The command that runs a script of this package. */
  static List<String> command(String python, String script) {
    try (InputStream in = Python.class.getResourceAsStream(script)) {
      if (in == null) {
        throw new IllegalStateException(script + " is not part of this build");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return List.of(python, "-u", "-c", text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean has(String python, String module) {
    try {
      Process process =
          new ProcessBuilder(
                  python,
                  "-c",
                  "import importlib.util as u, sys; sys.exit(u.find_spec('%s') is None)"
                      .formatted(module))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
