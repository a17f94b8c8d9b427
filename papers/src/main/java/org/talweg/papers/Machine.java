package org.talweg.papers;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The facts of a machine that bear on timings.
 *
 * @param java the version of the Java that ran
 * @param os name and architecture of the operating system
 * @param processor its model; the architecture where the system does not tell
 * @param processors how many the JVM may use
 * @param heapGiB the most heap the JVM may use
 * @param load how many threads of all programs wanted a processor, on average over the minute
 *     before; negative where the system does not tell
 */
public record Machine(
    String java, String os, String processor, int processors, double heapGiB, double load) {
  /** This one. */
  public static Machine here() {
    Runtime runtime = Runtime.getRuntime();
    String architecture = System.getProperty("os.arch", "unknown");
    return new Machine(
        Runtime.version().toString(),
        System.getProperty("os.name", "unknown") + " " + architecture,
        model(architecture),
        runtime.availableProcessors(),
        tenths(runtime.maxMemory() / Math.pow(2, 30)),
        tenths(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
  }

  private static double tenths(double value) {
    return Math.rint(10 * value) / 10;
  }

  private static String model(String otherwise) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(otherwise);
    } catch (IOException e) {
      return otherwise; // Only Linux has the file.
    }
  }
}
