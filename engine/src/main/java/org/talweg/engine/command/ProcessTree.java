package org.talweg.engine.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Ends a process with everything it has started.
 *
 * <p>All are first asked to end (SIGTERM), parents before children, so that a shell whose command
 * dies does not go on to its next one. Whatever is left {@value #GRACE_MILLIS} ms later is killed.
 * A child whose parent has died is no descendant any more; on Linux it is still found, because
 * every process a trial starts inherits the variable {@value #MARK} with a value of the trial's
 * own.
 */
final class ProcessTree {
  /** The environment variable that marks the processes of one evaluation. */
  static final String MARK = "TALWEG_PROCESS";

  private static final int GRACE_MILLIS = 300;
  private static final int PATIENCE_MILLIS = 3_000;
  private static final int RETRIES = 10;

  private static final Path PROC = Path.of("/proc");

  private final ProcessHandle root;
  private final byte[] mark;

  ProcessTree(ProcessHandle root, String mark) {
    this.root = root;
    this.mark = (MARK + "=" + mark).getBytes(StandardCharsets.UTF_8);
  }

  /** Ends all of it and returns when it is gone; not to be hurried by an interruption. */
  void end() {
    end(alive());
  }

  /** Ends what the root left running when it ended by itself, as far as that can be found. */
  void endLeftovers() {
    Set<ProcessHandle> left = marked(root.pid()).collect(Collectors.toSet());
    if (!left.isEmpty()) {
      end(left);
    }
  }

  private void end(Set<ProcessHandle> asked) {
    boolean interrupted = false;
    long begin = System.nanoTime();
    long elapsed = 0;
    asked.forEach(ProcessHandle::destroy);
    Set<ProcessHandle> left = asked;
    while (!left.isEmpty() && elapsed < PATIENCE_MILLIS) {
      try {
        Thread.sleep(elapsed < 20 ? 2 : 20);
      } catch (InterruptedException e) {
        interrupted = true;
      }
      elapsed = (System.nanoTime() - begin) / 1_000_000;
      left.removeIf(ProcessTree::gone);
      if (left.isEmpty() || elapsed >= GRACE_MILLIS) {
        // Asked again, because the tree may have grown meanwhile.
        left = alive();
        left.forEach(ProcessHandle::destroyForcibly);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Every process of the tree that runs, parents first. */
  private Set<ProcessHandle> alive() {
    var all = new LinkedHashSet<ProcessHandle>();
    Stream.concat(Stream.of(root), Stream.concat(root.descendants(), marked(0)))
        .filter(process -> !gone(process))
        .forEach(all::add);
    return all;
  }

  /** Processes younger than that one that inherited the mark, on Linux. */
  private Stream<ProcessHandle> marked(long olderPid) {
    var found = Stream.<ProcessHandle>builder();
    long newest = newestPid();
    if (olderPid > 0 && newest >= olderPid) {
      // Numbers are given out in order, so these few are all; else they have begun again at 1.
      for (long pid = olderPid + 1; pid <= newest; pid++) {
        addIfMarked(pid, found);
      }
    } else if (newest > 0) {
      try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
        for (Path process : processes) {
          addIfMarked(Long.parseLong(process.getFileName().toString()), found);
        }
      } catch (IOException e) {
        // Without /proc the descendants must do.
      }
    }
    return found.build();
  }

  /** The number given to a process last, 0 where there is no /proc. */
  private static long newestPid() {
    try {
      String load = Files.readString(PROC.resolve("loadavg")).strip();
      return Long.parseLong(load.substring(load.lastIndexOf(' ') + 1));
    } catch (IOException | RuntimeException noProc) {
      return 0;
    }
  }

  private void addIfMarked(long pid, Stream.Builder<ProcessHandle> found) {
    ProcessHandle.of(pid).filter(this::isMarked).ifPresent(found::add);
  }

  private boolean isMarked(ProcessHandle process) {
    try {
      byte[] environment = environment(process);
      for (int i = 0; i + mark.length <= environment.length; i++) {
        int k = 0;
        while (k < mark.length && environment[i + k] == mark[k]) {
          k++;
        }
        if (k == mark.length) {
          return true;
        }
      }
      return false;
    } catch (IOException gone) {
      // Or another user's.
      return false;
    }
  }

  /**
   * What /proc tells of its environment. That reads as empty while the process is just about to
   * execute a program, so it is read again a few times; kernel threads have none for good.
   */
  private static byte[] environment(ProcessHandle process) throws IOException {
    Path environ = PROC.resolve(process.pid() + "/environ");
    byte[] environment = Files.readAllBytes(environ);
    for (int i = 0; i < RETRIES && environment.length == 0 && !gone(process); i++) {
      LockSupport.parkNanos(1_000_000);
      environment = Files.readAllBytes(environ);
    }
    return environment;
  }

  /** Whether it has ended; a zombie, which only waits for its parent to notice, has. */
  private static boolean gone(ProcessHandle process) {
    if (!process.isAlive()) {
      return true;
    }
    try {
      String stat = Files.readString(PROC.resolve(process.pid() + "/stat"));
      char state = stat.charAt(stat.lastIndexOf(')') + 2);
      return state == 'Z' || state == 'X';
    } catch (IOException | RuntimeException noProc) {
      return false;
    }
  }
}
