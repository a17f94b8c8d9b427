package org.talweg.engine.journal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.talweg.engine.journal.Journal.Worker;

/**
 * Who works on runs, and whether they still do. A worker's id is {@code host:pid:startMillis}: no
 * two processes share it, and on its own host it can be checked at once.
 */
public final class Workers {
  /** The first process-id namespace of a Linux kernel; containers have others. */
  private static final String INITIAL_NAMESPACE = "pid:[4026531836]";

  /** Milliseconds by which a clock's correction may move the start that a system reports. */
  private static final long START_TOLERANCE = 10_000;

  private static final String HOST = host();

  private Workers() {}

  /** This process. */
  public static Worker self(int parallel) {
    ProcessHandle process = ProcessHandle.current();
    return new Worker(HOST + ":" + process.pid() + ":" + start(process).orElse(0L), parallel);
  }

  /**
   * Whether the worker still lives: on this host as long as its process does, elsewhere as long as
   * its last sign is no older than {@link Journal#SILENCE}.
   *
   * @param seen epoch seconds of its last sign
   * @param now epoch seconds
   */
  static boolean alive(String id, double seen, double now) {
    boolean heard = Math.abs(now - seen) <= Journal.SILENCE;
    String[] parts = id.split(":", -1);
    if (parts.length != 3 || !parts[0].equals(HOST)) {
      return heard;
    }
    try {
      long pid = Long.parseLong(parts[1]);
      long started = Long.parseLong(parts[2]);
      Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
      if (process.isEmpty()) {
        return false;
      }
      // Another start means that the number was given to another process, unless the clock was
      // set: then the worker is still heard of.
      return heard
          || start(process.get())
              .map(start -> Math.abs(start - started) <= START_TOLERANCE)
              .orElse(false);
    } catch (NumberFormatException e) {
      return heard;
    }
  }

  private static Optional<Long> start(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli);
  }

  /** The host's name, in a container with its namespace: process ids only mean something inside. */
  private static String host() {
    String name = hostName().replace(':', '-');
    try {
      String namespace = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
      return namespace.equals(INITIAL_NAMESPACE)
          ? name
          : name + "/" + namespace.replaceAll("\\D", "");
    } catch (IOException | UnsupportedOperationException | SecurityException e) {
      return name;
    }
  }

  /** Without asking a name server where possible: that can take seconds. */
  private static String hostName() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException e) {
      String windows = System.getenv("COMPUTERNAME");
      if (windows != null) {
        return windows;
      }
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
