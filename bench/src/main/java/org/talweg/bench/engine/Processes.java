package org.talweg.bench.engine;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Starts JVMs like this one, with its class path and, where that is asked for, its options. */
final class Processes {
  private static final String CLASS_PATH = System.getProperty("java.class.path");

  private Processes() {}

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** A JVM that does nothing, what every Java program costs. */
  static List<String> bare() {
    return List.of(java(), "-version");
  }

  /**
   * A command line in a JVM of its own.
   *
   * @param options whether with the options of this JVM, among them the ahead-of-time cache where
   *     the launcher set one
   */
  static List<String> java(boolean options, String main, String... arguments) {
    var command = new ArrayList<String>();
    command.add(java());
    if (options) {
      command.addAll(options());
    }
    command.addAll(List.of("-cp", CLASS_PATH, main));
    command.addAll(List.of(arguments));
    return command;
  }

  private static List<String> options() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("-X") || option.startsWith("--enable-native-access"))
        .toList();
  }

  /** Whether this JVM has an ahead-of-time cache. */
  static boolean cached() {
    return options().stream().anyMatch(option -> option.startsWith("-XX:AOTCache="));
  }

  /** The launcher of the checkout that this JVM was started from: app/target/launch/BUILD. */
  static Optional<Path> launcher() {
    Path jar = Path.of(CLASS_PATH.split(System.getProperty("path.separator"), 2)[0]);
    Path launch = Path.of("app", "target", "launch");
    Path folder = jar.toAbsolutePath().getParent();
    if (folder == null || folder.getParent() == null || !folder.getParent().endsWith(launch)) {
      return Optional.empty();
    }
    return Optional.of(folder.getParent().resolve("../../../talweg").normalize())
        .filter(Files::isExecutable);
  }

  /** Seconds from starting a process to its end; what it prints is thrown away. */
  static double seconds(List<String> command) throws InterruptedException {
    var builder =
        new ProcessBuilder(command)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD);
    builder.environment().put("TALWEG_BUILD", "never");
    long start = System.nanoTime();
    try {
      int status = builder.start().waitFor();
      if (status != 0) {
        throw new IllegalStateException(String.join(" ", command) + " ended with " + status);
      }
    } catch (IOException e) {
      throw new IllegalStateException(command.getFirst() + " does not start", e);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** The number that a process prints. */
  static double number(List<String> command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + " failed");
      }
      return Double.parseDouble(text.strip());
    } catch (IOException e) {
      throw new IllegalStateException(command.getFirst() + " does not start", e);
    }
  }
}
