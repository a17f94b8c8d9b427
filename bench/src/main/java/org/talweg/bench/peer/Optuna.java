package org.talweg.bench.peer;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.talweg.bench.Peers;
import org.talweg.engine.Setting;
import org.talweg.engine.Strategy;
import org.talweg.model.BlackBox;

/** Optuna's samplers, for which a {@link Python} that has Optuna is needed. */
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
        Python.command(python().get(), "optuna_peer.py"),
        solver.substring(PREFIX.length()),
        problem,
        setting);
  }

  private synchronized Optional<String> python() {
    if (python == null) {
      python = Python.with("optuna");
    }
    return python;
  }
}
