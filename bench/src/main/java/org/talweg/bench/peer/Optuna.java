package org.talweg.bench.peer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.talweg.bench.Peers;
import org.talweg.engine.Setting;
import org.talweg.engine.Strategy;
import org.talweg.model.BlackBox;

/**
 * Optuna's samplers, for which a Python that has Optuna is needed: the one that the environment
 * variable TALWEG_PYTHON names, {@code python3}, or the system's.
 */
public final class Optuna implements Peers {
  private static final String PREFIX = "optuna-";
  private static final List<String> SAMPLERS = List.of("tpe", "gp", "cma-es");

  private @Nullable Optional<String> python;

  @Override
  public List<String> installed() {
    return python().isEmpty() ? List.of() : SAMPLERS.stream().map(s -> PREFIX + s).toList();
  }

  @Override
  public boolean knows(String solver) {
    return solver.startsWith(PREFIX) && SAMPLERS.contains(solver.substring(PREFIX.length()));
  }

  @Override
  public Strategy begin(String solver, BlackBox problem, Setting setting) throws UnfitException {
    if (python().isEmpty()) {
      throw new UnfitException(
          "no Python with Optuna is installed (Debian: apt install python3-optuna)");
    }
    return PeerStrategy.begin(
        List.of(python().get(), "-u", "-c", script()),
        solver.substring(PREFIX.length()),
        problem,
        setting);
  }

  private static String script() {
    try (InputStream in = Optuna.class.getResourceAsStream("optuna_peer.py")) {
      if (in == null) {
        throw new IllegalStateException("optuna_peer.py is not part of this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private synchronized Optional<String> python() {
    if (python == null) {
      var candidates = new ArrayList<String>();
      String named = System.getenv("TALWEG_PYTHON");
      if (named != null && !named.isBlank()) {
        candidates.add(named);
      }
      candidates.addAll(List.of("python3", "/usr/bin/python3"));
      python = candidates.stream().filter(Optuna::hasOptuna).findFirst();
    }
    return python;
  }

  private static boolean hasOptuna(String python) {
    try {
      Process process =
          new ProcessBuilder(
                  python,
                  "-c",
                  "import importlib.util as u, sys; sys.exit(u.find_spec('optuna') is None)")
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
