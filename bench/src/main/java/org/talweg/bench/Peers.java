package org.talweg.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.talweg.engine.Setting;
import org.talweg.engine.Strategy;
import org.talweg.model.BlackBox;

/** Optimizers of other projects that take part, when they are installed. */
public interface Peers {
  /** The problem, or this machine, does not suit the peer; the message says why. */
  final class UnfitException extends Exception {
    private static final long serialVersionUID = 1;

    public UnfitException(String message) {
      super(message);
    }
  }

  /** The peer broke down in the middle of a run. */
  final class FailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public FailedException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** The names of peers that can be run on this machine. */
  List<String> installed();

  /** Whether it is the name of a peer, installed or not. */
  boolean knows(String solver);

  /** A strategy that the peer carries out. */
  Strategy begin(String solver, BlackBox problem, Setting setting) throws UnfitException;

  /** No peers at all. */
  static Peers none() {
    return new Peers() {
      @Override
      public List<String> installed() {
        return List.of();
      }

      @Override
      public boolean knows(String solver) {
        return false;
      }

      @Override
      public Strategy begin(String solver, BlackBox problem, Setting setting)
          throws UnfitException {
        throw new UnfitException("there is no peer " + solver);
      }
    };
  }
}
