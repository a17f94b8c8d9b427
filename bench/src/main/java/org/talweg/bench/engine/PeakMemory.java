package org.talweg.bench.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A process of its own that does trials in a journal file and prints the most memory it ever held,
 * in KiB. Arguments: the number of trials, 0 for a JVM that does nothing, and the journal's file.
 */
final class PeakMemory {
  private PeakMemory() {}

  public static void main(String[] args) throws Exception {
    int trials = Integer.parseInt(args[0]);
    if (trials > 0) {
      new Ways().inSqlite(Path.of(args[1]), trials, 1);
    }
    System.out.println(highWaterMark());
  }

  /** The most resident memory of this process, in KiB; -1 where only Linux could tell. */
  private static long highWaterMark() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return -1;
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .map(line -> line.replaceAll("\\D", ""))
          .mapToLong(Long::parseLong)
          .findFirst()
          .orElse(-1);
    }
  }
}
