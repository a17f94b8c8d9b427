package org.talweg.engine.journal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.talweg.engine.journal.Journal.Worker;

/**
 * Another process that uses a journal, for tests of what no single process can show. Its arguments
 * are a role and the journal's file; what it has done it says line by line on its output.
 */
final class JournalProcess {
  static final String RUN = "a1";

  private JournalProcess() {}

  // ---------------------------------------------------------------- the parent's side

  /** Starts a process in a role. */
  static Process start(Path directory, String... role) throws IOException {
    return start(directory, List.of(), role);
  }

  /** Starts a process in a role below a command, such as a shell that sets limits. */
  static Process start(Path directory, List<String> below, String... role) throws IOException {
    var command = new ArrayList<>(below);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-Xmx128m",
            "--enable-native-access=ALL-UNNAMED",
            // Where SQLite's library is unpacked, and stays if the process is killed.
            "-Djava.io.tmpdir=" + directory,
            "-cp",
            System.getProperty("java.class.path"),
            JournalProcess.class.getName()));
    command.addAll(List.of(role));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** All lines of a process that ends by itself. */
  static List<String> linesOf(Process process) throws IOException, InterruptedException {
    List<String> lines = reader(process).lines().toList();
    process.waitFor();
    return lines;
  }

  static BufferedReader reader(Process process) {
    return new BufferedReader(new InputStreamReader(process.getInputStream()));
  }

  // ---------------------------------------------------------------- the child's side

  public static void main(String[] args) {
    Path file = Path.of(args[1]);
    try {
      switch (args[0]) {
        case "hold" -> hold(file, args[2]);
        case "write" -> write(file);
        case "work" -> work(file, Integer.parseInt(args[2]));
        case "fill" -> fill(file);
        case "read-only" -> readOnly(file);
        default -> throw new IllegalArgumentException(args[0]);
      }
    } catch (JournalException e) {
      say("failed: " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }

  /** Locks the file until its input ends. */
  private static void hold(Path file, String how) throws IOException {
    try (Database database = SqliteFile.open(file)) {
      if (how.equals("everything")) {
        database.pragma("locking_mode = EXCLUSIVE");
      }
      database.update("BEGIN IMMEDIATE");
      database.update("INSERT INTO run(id, header) VALUES ('half', '')");
      say("held by " + ProcessHandle.current().pid());
      while (System.in.read() >= 0) {}
    }
  }

  /** Takes the lead and appends trials, saying the number of each after it is committed. */
  private static void write(Path file) {
    SqliteJournal journal = SqliteJournal.open(file);
    Worker self = Workers.self(1);
    say(journal.lead(RUN, self) ? "leads" : "another leads");
    long last =
        journal.read(RUN, 0).stream()
            .mapToLong(entry -> entry.event() instanceof Event.Asked asked ? asked.trial() : 0)
            .max()
            .orElse(0);
    for (long trial = last + 1; ; trial++) {
      if (!journal.append(RUN, self, List.of(JournalLaws.asked(trial)))) {
        say("lost the lead");
        return;
      }
      say("asked " + trial);
      journal.finish(RUN, List.of(JournalLaws.finished(trial, trial, self)));
      say("finished " + trial);
    }
  }

  /** Claims and finishes all trials from 1 to that number that it can get. */
  private static void work(Path file, int trials) {
    try (SqliteJournal journal = SqliteJournal.open(file)) {
      Worker self = Workers.self(1);
      say(journal.lead(RUN, self) ? "leads" : "follows");
      journal.follow(RUN, self);
      var order = new ArrayList<>(LongStream.rangeClosed(1, trials).boxed().toList());
      Collections.shuffle(order);
      for (long trial : order) {
        if (journal.claim(RUN, trial, self)) {
          say("claimed " + trial);
          journal.finish(RUN, List.of(JournalLaws.finished(trial, trial, self)));
        }
      }
    }
  }

  /** Appends until the disk is full, makes room, and goes on. */
  private static void fill(Path directory) throws IOException {
    Path ballast = directory.resolve("ballast");
    Files.write(ballast, new byte[500_000]);
    try (SqliteJournal journal = SqliteJournal.open(directory.resolve("runs.db"))) {
      journal.create(Runs.header(RUN));
      Worker self = Workers.self(1);
      say(journal.lead(RUN, self) ? "leads" : "another leads");
      long committed = 0;
      try {
        while (journal.append(RUN, self, List.of(JournalLaws.asked(committed + 1)))) {
          committed++;
        }
      } catch (JournalException e) {
        say("failed: " + e.getMessage());
      }
      say("committed " + committed + ", read " + journal.read(RUN, 0).size());
      Files.delete(ballast);
      say(
          "after making room: "
              + journal.append(RUN, self, List.of(JournalLaws.asked(committed + 1))));
    }
    try (SqliteJournal journal = SqliteJournal.open(directory.resolve("runs.db"))) {
      say("read again: " + journal.read(RUN, 0).size());
    }
  }

  /** Reads where nothing may be written, and then tries to write. */
  private static void readOnly(Path file) {
    try (SqliteJournal journal = SqliteJournal.openExisting(file).orElseThrow()) {
      say("read " + journal.read(RUN, 0).size() + " of " + journal.runs().size());
      journal.create(Runs.header("new"));
    } catch (JournalException e) {
      say("failed: " + e.getMessage());
    }
    SqliteJournal.open(file.resolveSibling("new.db")).close();
  }
}
