package org.talweg.engine.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Reads one output of a process to its end, so that the process never waits for a full pipe: counts
 * every byte, keeps the first ones up to a limit and the last {@value #TAIL}, and hands each line
 * on as it comes.
 *
 * <p>On a thread of the platform, because a blocked read of a pipe would hold a carrier of virtual
 * threads.
 */
final class Drain {
  private static final int TAIL = 4096;

  /** A longer line is handed on without its end. */
  private static final int LONGEST_LINE = 65_536;

  private final InputStream from;
  private final int keep;
  private final Consumer<String> lines;
  private final boolean anyLines;
  private final Thread thread;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  // Guarded by this: the outcome is read although the thread may never end.
  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private final byte[] ring = new byte[TAIL];
  private long size = 0;

  private Drain(InputStream from, int keep, boolean anyLines, Consumer<String> lines) {
    this.from = from;
    this.keep = keep;
    this.anyLines = anyLines;
    this.lines = lines;
    thread = Thread.ofPlatform().daemon().name("talweg-output").unstarted(this::read);
  }

  static Drain start(InputStream from, int keep) {
    return started(new Drain(from, keep, false, _ -> {}));
  }

  static Drain start(InputStream from, int keep, Consumer<String> lines) {
    return started(new Drain(from, keep, true, lines));
  }

  private static Drain started(Drain drain) {
    drain.thread.start();
    return drain;
  }

  /** Waits until the output ends, at most until then; returns whether it has. */
  boolean joinUntil(long nanoTime) throws InterruptedException {
    thread.join(Math.max(1, (nanoTime - System.nanoTime()) / 1_000_000));
    return !thread.isAlive();
  }

  /** What has been read so far. */
  synchronized Captured captured() {
    int length = (int) Math.min(size, TAIL);
    byte[] tail = new byte[length];
    for (int i = 0; i < length; i++) {
      tail[i] = ring[(int) ((size - length + i) % TAIL)];
    }
    return new Captured(size, head.toByteArray(), tail);
  }

  private void read() {
    byte[] buffer = new byte[65_536];
    try (from) {
      int n;
      while ((n = from.read(buffer)) >= 0) {
        keep(buffer, n);
        if (anyLines) {
          splitLines(buffer, n);
        }
      }
    } catch (IOException closed) {
      // The process was ended: what came before counts.
    }
    if (line.size() > 0) {
      lines.accept(line.toString(StandardCharsets.UTF_8));
    }
  }

  private synchronized void keep(byte[] buffer, int n) {
    head.write(buffer, 0, Math.min(n, keep - head.size()));
    for (int i = Math.max(0, n - TAIL); i < n; i++) {
      ring[(int) ((size + i) % TAIL)] = buffer[i];
    }
    size += n;
  }

  private void splitLines(byte[] buffer, int n) {
    for (int i = 0; i < n; i++) {
      if (buffer[i] != '\n' && buffer[i] != '\r') {
        if (line.size() < LONGEST_LINE) {
          line.write(buffer[i]);
        }
      } else if (line.size() > 0) {
        lines.accept(line.toString(StandardCharsets.UTF_8));
        line.reset();
      }
    }
  }
}
