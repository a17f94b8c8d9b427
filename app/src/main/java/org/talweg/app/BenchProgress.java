package org.talweg.app;

import java.io.PrintStream;
import java.util.Locale;
import org.talweg.bench.Benchmark;
import org.talweg.bench.Finished;

/** How a benchmark gets on, with the time that it will still take at the pace so far. */
final class BenchProgress implements Benchmark.Listener {
  private static final long TERMINAL_NANOS = 200_000_000L;
  private static final long PLAIN_NANOS = 15_000_000_000L;

  private final PrintStream out;
  private final int earlier;
  private final boolean terminal = System.console() != null && System.console().isTerminal();
  private final long start = System.nanoTime();
  private long last = start;

  BenchProgress(PrintStream out, int earlier) {
    this.out = out;
    this.earlier = earlier;
  }

  @Override
  public void finished(Finished run, int done, int total) {
    long now = System.nanoTime();
    if (now - last < (terminal ? TERMINAL_NANOS : PLAIN_NANOS) || done <= earlier) {
      return;
    }
    last = now;
    double seconds = (now - start) / 1e9 * (total - done) / (done - earlier);
    String line =
        String.format(
            Locale.ROOT,
            "%d of %d runs, about %s left: %s on %s",
            done,
            total,
            seconds < 90 ? Math.round(seconds) + " s" : Math.round(seconds / 60) + " min",
            run.solver(),
            run.problem());
    out.print(terminal ? "\r\033[K" + line : line + "\n");
    out.flush();
  }

  @Override
  public void skipped(String problem, String why) {
    out.println((terminal ? "\r\033[K" : "") + "skipped " + problem + ": " + why);
  }

  void end() {
    if (terminal) {
      out.print("\r\033[K");
      out.flush();
    }
  }
}
