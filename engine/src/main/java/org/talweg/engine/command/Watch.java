package org.talweg.engine.command;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Samples the memory and the processor time of a process and its children while they run, from
 * Linux's {@code /proc}.
 *
 * <p>Memory at a time is the sum of the high-water marks (VmHWM) of the processes then alive, so
 * that a peak between two samples is still seen, unless the process ends right after it. Processor
 * time of a child that has ended is in its parent's account. Cost: a few file reads per process
 * every {@value #INTERVAL_MILLIS} ms. What happens in the last interval may be missed.
 */
final class Watch {
  private static final int INTERVAL_MILLIS = 10;

  /** Clock ticks per second in /proc, which Linux promises to programs. */
  private static final double TICKS = 100;

  private final long pid;
  private double peakBytes = -1;
  private double ticks = -1;
  private volatile boolean over = false;
  private final Thread thread;

  private Watch(long pid) {
    this.pid = pid;
    sample();
    thread = Thread.ofVirtual().name("talweg-watch").start(this::run);
  }

  /** Whether processes can be watched on this system. */
  static boolean possible() {
    return Files.isReadable(Path.of("/proc/self/status"));
  }

  static Watch start(long pid) {
    return new Watch(pid);
  }

  /** Stops watching. */
  Usage stop() {
    over = true;
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return new Usage(
        peakBytes < 0 ? OptionalDouble.empty() : OptionalDouble.of(peakBytes),
        ticks < 0 ? OptionalDouble.empty() : OptionalDouble.of(ticks / TICKS));
  }

  private void run() {
    try {
      while (!over) {
        Thread.sleep(INTERVAL_MILLIS);
        sample();
      }
    } catch (InterruptedException e) {
      // Asked to stop.
    }
  }

  private void sample() {
    double[] sums = {0, 0};
    add(pid, sums);
    if (sums[0] > 0) {
      peakBytes = Math.max(peakBytes, sums[0]);
      ticks = Math.max(ticks, sums[1]);
    }
  }

  /** Adds the memory and ticks of a process and all below it. */
  private void add(long process, double[] sums) {
    Path folder = Path.of("/proc", Long.toString(process));
    try {
      for (String line : Files.readAllLines(folder.resolve("status"))) {
        if (line.startsWith("VmHWM:")) {
          sums[0] += 1024 * Double.parseDouble(line.replaceAll("[^0-9]", ""));
        }
      }
      String stat = Files.readString(folder.resolve("stat"));
      // The name in parentheses may itself hold spaces; the state, then utime as field 14 follow.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      sums[1] += Double.parseDouble(fields[11]) + Double.parseDouble(fields[13]);
      for (long child : children(folder, process)) {
        add(child, sums);
      }
    } catch (IOException | RuntimeException ended) {
      // A process that ends while it is looked at counts with what was seen of it.
    }
  }

  /** The children of every thread of the process. */
  private static List<Long> children(Path folder, long process) {
    var children = new ArrayList<Long>();
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(folder.resolve("task"))) {
      for (Path thread : threads) {
        String text = Files.readString(thread.resolve("children")).strip();
        for (String child : text.isEmpty() ? new String[0] : text.split(" ")) {
          children.add(Long.valueOf(child));
        }
      }
      return children;
    } catch (IOException noSuchFile) {
      // A kernel without that file: slower, by looking at every process.
      return ProcessHandle.of(process).stream()
          .flatMap(ProcessHandle::children)
          .map(ProcessHandle::pid)
          .toList();
    }
  }
}
