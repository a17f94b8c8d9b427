package org.talweg.bench.engine;

import static org.talweg.bench.engine.Figure.ratio;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Measures the engine. Everything is measured once per round, in turns, after one round that does
 * not count, so that whatever else the machine does disturbs all of it alike.
 *
 * @param trials per round of each way
 * @param parallel trials at a time of the way that shares commits
 * @param main the class whose {@code --version} tells the start-up time
 */
public record EngineBenchmark(int trials, int rounds, int parallel, String main) {
  private static final int WARM = 2_000;
  private static final String RATE = "trials/s";
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  public EngineBenchmark {
    if (trials < 1 || rounds < 1 || parallel < 1) {
      throw new IllegalArgumentException("trials, rounds and parallel are 1 or more");
    }
  }

  /** Something that does so many trials; the file is new. */
  private interface Way {
    void run(Path file, int trials) throws InterruptedException;
  }

  /**
   * Measures all there is.
   *
   * @param folder on the disk to measure; what is made in it is removed
   * @param progress hears what is being done
   */
  public List<Figure> run(Path folder, Consumer<String> progress)
      throws IOException, InterruptedException {
    Path scratch = Files.createTempDirectory(folder, "talweg-bench");
    try {
      var figures = new ArrayList<>(rates(scratch, progress));
      figures.addAll(startUp(progress));
      figures.addAll(memory(scratch, progress));
      return figures;
    } finally {
      delete(scratch);
    }
  }

  private List<Figure> rates(Path scratch, Consumer<String> progress)
      throws IOException, InterruptedException {
    var ways = new Ways();
    List<Way> all =
        List.of(
            (_, n) -> ways.loop(n),
            (_, n) -> ways.inMemory(n),
            (file, n) -> ways.inSqlite(file, n, 1),
            (file, n) -> ways.inSqlite(file, n, parallel),
            Ways::plainInserts);
    double[][] micros = new double[all.size()][rounds];
    double[][] busy = new double[all.size()][rounds];
    for (int round = -1; round < rounds; round++) {
      progress.accept(round < 0 ? "warming up" : "trials, round " + (round + 1) + " of " + rounds);
      int n = round < 0 ? Math.max(trials, WARM) : trials;
      for (int way = 0; way < all.size(); way++) {
        Path file = scratch.resolve("runs-" + way + ".db");
        long start = System.nanoTime();
        long processor = PROCESS.getProcessCpuTime();
        all.get(way).run(file, n);
        if (round >= 0) {
          micros[way][round] = (System.nanoTime() - start) / 1e3 / n;
          busy[way][round] = (PROCESS.getProcessCpuTime() - processor) / 1e3 / n;
        }
        delete(file);
      }
    }
    double[] loop = rate(micros[0]);
    double[] memory = rate(micros[1]);
    double[] sqlite = rate(micros[2]);
    double[] together = rate(micros[3]);
    double[] plain = rate(micros[4]);
    String aLoop = "the loop";
    String aMemory = "the journal in memory";
    String inserts = "plain inserts";
    double[] overMemory = less(micros[1], micros[0]);
    double[] overSqlite = less(micros[2], micros[0]);
    return List.of(
        Figure.of("loop over the strategy, no engine", RATE, loop),
        Figure.of("plain SQLite, two inserts a trial", RATE, plain),
        Figure.of("engine, journal in memory", RATE, memory, ratio(memory, loop, aLoop)),
        Figure.of(
            "engine, journal in SQLite, one writer",
            RATE,
            sqlite,
            ratio(sqlite, memory, aMemory),
            ratio(sqlite, plain, inserts)),
        Figure.of(
            String.format(Locale.ROOT, "the same, %d trials at a time", parallel),
            RATE,
            together,
            ratio(together, sqlite, "one at a time"),
            ratio(together, plain, inserts)),
        Figure.of(
            "overhead, journal in memory",
            "us/trial",
            overMemory,
            ratio(overMemory, micros[0], aLoop)),
        Figure.of(
            "overhead, journal in SQLite",
            "us/trial",
            overSqlite,
            ratio(overSqlite, overMemory, aMemory),
            ratio(overSqlite, micros[4], inserts)),
        Figure.of("processor time, plain SQLite", "us/trial", busy[4]),
        Figure.of("processor time, journal in memory", "us/trial", busy[1]),
        Figure.of(
            "processor time, journal in SQLite",
            "us/trial",
            busy[2],
            ratio(busy[2], busy[1], aMemory),
            ratio(busy[2], busy[4], inserts)),
        Figure.of(
            String.format(Locale.ROOT, "processor time, %d trials at a time", parallel),
            "us/trial",
            busy[3],
            ratio(busy[3], busy[2], "one at a time"),
            ratio(busy[3], busy[4], inserts)));
  }

  private List<Figure> startUp(Consumer<String> progress) throws InterruptedException {
    var names = new ArrayList<String>();
    var commands = new ArrayList<List<String>>();
    names.add("java -version");
    commands.add(Processes.bare());
    names.add("talweg --version, class path alone");
    commands.add(Processes.java(false, main, "--version"));
    if (Processes.cached()) {
      names.add("talweg --version, ahead-of-time cache");
      commands.add(Processes.java(true, main, "--version"));
    }
    Processes.launcher()
        .ifPresent(
            launcher -> {
              names.add("./talweg --version");
              commands.add(List.of(launcher.toString(), "--version"));
            });
    double[][] seconds = new double[commands.size()][rounds];
    for (int round = -1; round < rounds; round++) {
      progress.accept("starting processes");
      for (int i = 0; i < commands.size(); i++) {
        double taken = Processes.seconds(commands.get(i));
        if (round >= 0) {
          seconds[i][round] = taken;
        }
      }
    }
    var figures = new ArrayList<Figure>();
    figures.add(Figure.of(names.getFirst(), "s", seconds[0]));
    for (int i = 1; i < seconds.length; i++) {
      figures.add(
          Figure.of(
              names.get(i), "s", seconds[i], ratio(seconds[i], seconds[0], names.getFirst())));
    }
    return figures;
  }

  private List<Figure> memory(Path scratch, Consumer<String> progress)
      throws IOException, InterruptedException {
    progress.accept("peak memory");
    int[] counts = {0, 1, trials};
    double[][] mebibytes = new double[counts.length][rounds];
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < counts.length; i++) {
        Path file = scratch.resolve("memory.db");
        double kibibytes =
            Processes.number(
                Processes.java(
                    true,
                    PeakMemory.class.getName(),
                    Integer.toString(counts[i]),
                    file.toString()));
        if (kibibytes < 0) {
          return List.of();
        }
        mebibytes[i][round] = kibibytes / 1024;
        delete(file);
      }
    }
    String bare = "an empty JVM";
    return List.of(
        Figure.of("peak memory, an empty JVM", "MiB", mebibytes[0]),
        Figure.of(
            "peak memory, one trial in SQLite",
            "MiB",
            mebibytes[1],
            ratio(mebibytes[1], mebibytes[0], bare)),
        Figure.of(
            String.format(Locale.ROOT, "peak memory, %,d trials in SQLite", trials),
            "MiB",
            mebibytes[2],
            ratio(mebibytes[2], mebibytes[0], bare)));
  }

  private static double[] rate(double[] micros) {
    double[] rates = new double[micros.length];
    for (int i = 0; i < rates.length; i++) {
      rates[i] = 1e6 / micros[i];
    }
    return rates;
  }

  private static double[] less(double[] micros, double[] baseline) {
    double[] rest = new double[micros.length];
    for (int i = 0; i < rest.length; i++) {
      rest[i] = micros[i] - baseline[i];
    }
    return rest;
  }

  /** Deletes a folder with all in it, or a database with its companions. */
  private static void delete(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      for (String companion : List.of("", "-wal", "-shm")) {
        Files.deleteIfExists(Path.of(path + companion));
      }
      return;
    }
    try (Stream<Path> inside = Files.walk(path)) {
      for (Path each : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
