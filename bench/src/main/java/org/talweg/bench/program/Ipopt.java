package org.talweg.bench.program;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** Ipopt as an AMPL solver, with default options, where a binary is found on the PATH. */
final class Ipopt {
  private static final Pattern ITERATIONS = Pattern.compile("Number of Iterations\\.*: (\\d+)");
  private static final Pattern OBJECTIVE = Pattern.compile("Objective\\.*:\\s+\\S+\\s+(\\S+)");
  private static final Pattern VIOLATION =
      Pattern.compile("Constraint violation\\.*:\\s+\\S+\\s+(\\S+)");
  private static final Pattern EXIT = Pattern.compile("EXIT: (.*)");
  private static final Pattern SECONDS =
      Pattern.compile(
          "Total (?:CPU )?secs? in .*?= *([0-9.]+)|Total seconds in IPOPT *= ([0-9.]+)");

  private final Path binary;

  private Ipopt(Path binary) {
    this.binary = binary;
  }

  static Optional<Ipopt> onPath() {
    String path = System.getenv("PATH");
    if (path != null) {
      for (String folder : path.split(File.pathSeparator)) {
        Path binary = Path.of(folder.isEmpty() ? "." : folder, "ipopt");
        if (Files.isExecutable(binary)) {
          return Optional.of(new Ipopt(binary));
        }
      }
    }
    return Optional.empty();
  }

  /** Solves a problem in a scratch folder. */
  ProgramResult.Attempt solve(ProgramCase problem, double seconds, Path scratch)
      throws IOException, InterruptedException {
    Path nl = scratch.resolve(problem.name() + ".nl");
    try (InputStream raw = Files.newInputStream(problem.file());
        InputStream in =
            problem.file().toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        OutputStream out = Files.newOutputStream(nl)) {
      in.transferTo(out);
    }
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(binary.toString(), nl.toString(), "-AMPL", "max_cpu_time=" + seconds)
            .directory(scratch.toFile())
            .redirectErrorStream(true)
            .start();
    String output;
    try (InputStream in = process.getInputStream()) {
      output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    process.waitFor();
    double wall = (System.nanoTime() - start) / 1e9;
    return read(output, wall);
  }

  static ProgramResult.Attempt read(String output, double wall) {
    return new ProgramResult.Attempt(
        find(EXIT, output).orElse("no answer"),
        find(OBJECTIVE, output).map(Double::parseDouble).orElse(Double.NaN),
        find(VIOLATION, output).map(Double::parseDouble).orElse(Double.NaN),
        find(ITERATIONS, output).map(Integer::parseInt).orElse(0),
        1,
        total(output).orElse(wall));
  }

  private static Optional<String> find(Pattern pattern, String output) {
    Matcher matcher = pattern.matcher(output);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** What Ipopt says of its time: the sum of the lines it prints, by version. */
  private static Optional<Double> total(String output) {
    double sum = 0;
    boolean any = false;
    for (Matcher m = SECONDS.matcher(output); m.find(); any = true) {
      sum += Double.parseDouble(m.group(1) != null ? m.group(1) : m.group(2));
    }
    return any ? Optional.of(sum) : Optional.empty();
  }
}
