package org.talweg.engine.command;

import java.util.Map;

/** What an exit status says in words. */
final class Signals {
  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(1, "SIGHUP"),
          Map.entry(2, "SIGINT"),
          Map.entry(3, "SIGQUIT"),
          Map.entry(4, "SIGILL, an illegal instruction"),
          Map.entry(6, "SIGABRT, which it sent itself"),
          Map.entry(7, "SIGBUS"),
          Map.entry(8, "SIGFPE, an arithmetic error"),
          Map.entry(9, "SIGKILL, as when memory runs out"),
          Map.entry(11, "SIGSEGV, an invalid memory access"),
          Map.entry(13, "SIGPIPE"),
          Map.entry(14, "SIGALRM"),
          Map.entry(15, "SIGTERM"),
          Map.entry(24, "SIGXCPU, its limit of processor time"),
          Map.entry(25, "SIGXFSZ, its limit of file size"));

  private Signals() {}

  /** By convention 128 + n stands for signal n. */
  static String describe(int exitCode) {
    String name = NAMES.get(exitCode - 128);
    return name == null
        ? "exit code " + exitCode
        : "killed by " + name + " (exit code " + exitCode + ")";
  }
}
