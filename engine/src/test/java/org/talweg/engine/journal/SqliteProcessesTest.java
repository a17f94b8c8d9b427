package org.talweg.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.talweg.engine.journal.Journal.Entry;

/** What real processes do to one journal, together and when they are killed. */
class SqliteProcessesTest {
  private static final String RUN = JournalProcess.RUN;
  private static final int KILLS = 20;

  @TempDir Path directory;

  private Path create() {
    Path file = directory.resolve("runs.db");
    try (var journal = SqliteJournal.open(file)) {
      journal.create(Runs.header(RUN));
    }
    return file;
  }

  private static List<Event> events(Path file) {
    try (var journal = SqliteJournal.openExisting(file).orElseThrow()) {
      return journal.read(RUN, 0).stream().map(Entry::event).toList();
    }
  }

  @Test
  void whatAWriterCommittedSurvivesItsKill() throws Exception {
    Path file = create();
    Set<String> committed = new HashSet<>();
    for (int kill = 0; kill < KILLS; kill++) {
      Process writer = JournalProcess.start(directory, "write", file.toString());
      try (BufferedReader lines = JournalProcess.reader(writer)) {
        assertThat(lines.readLine()).as("takes over from the killed one").isEqualTo("leads");
        // At least one commit, however slow the machine; then at any instant of any of the next.
        for (int i = ThreadLocalRandom.current().nextInt(40); i >= 0; i--) {
          committed.add(lines.readLine());
        }
        Thread.sleep(ThreadLocalRandom.current().nextLong(10));
        // Not Process.destroyForcibly, which throws away what it said.
        assertThat(writer.toHandle().destroyForcibly()).isTrue();
        lines.lines().forEach(committed::add);
        writer.waitFor();
      }
      var read = new HashSet<String>();
      for (Event event : events(file)) {
        switch (event) {
          case Event.Asked asked -> assertThat(read.add("asked " + asked.trial())).isTrue();
          case Event.Finished done -> assertThat(read.add("finished " + done.trial())).isTrue();
          default -> throw new AssertionError(event);
        }
      }
      assertThat(read).containsAll(committed);
    }
    assertThat(committed).hasSizeGreaterThanOrEqualTo(KILLS);
    try (Database database = SqliteFile.open(file)) {
      assertThat(database.query("PRAGMA integrity_check", row -> row.getString(1)))
          .containsExactly("ok");
    }
  }

  @Test
  void twoProcessesClaimAndFinishEveryTrialOnce() throws Exception {
    int trials = 400;
    Path file = create();
    try (var journal = SqliteJournal.open(file)) {
      assertThat(journal.lead(RUN, JournalLaws.LEADER)).isTrue();
      List<Event> asked =
          LongStream.rangeClosed(1, trials).mapToObj(n -> (Event) JournalLaws.asked(n)).toList();
      assertThat(journal.append(RUN, JournalLaws.LEADER, asked)).isTrue();
      journal.leave(RUN, JournalLaws.LEADER);
    }
    String[] role = {"work", file.toString(), "" + trials};
    List<Process> workers =
        List.of(JournalProcess.start(directory, role), JournalProcess.start(directory, role));
    var claims = new ArrayList<String>();
    var first = new ArrayList<String>();
    for (Process worker : workers) {
      List<String> lines = JournalProcess.linesOf(worker);
      first.add(lines.getFirst());
      claims.addAll(lines.subList(1, lines.size()));
    }
    assertThat(first).contains("leads");
    assertThat(claims).hasSize(trials).doesNotHaveDuplicates();
    List<Event> events = events(file);
    assertThat(events.stream().filter(Event.Claimed.class::isInstance)).hasSize(trials);
    assertThat(events.stream().filter(Event.Finished.class::isInstance)).hasSize(trials);
  }

  @Test
  void processesThatOpenANewFileTogetherAllGetIt() throws Exception {
    for (int i = 0; i < 5; i++) {
      Path file = directory.resolve("new" + i + ".db");
      Process other = JournalProcess.start(directory, "work", file.toString(), "0");
      try (var threads = Executors.newFixedThreadPool(4)) {
        List<Callable<Boolean>> openings = Collections.nCopies(4, () -> opens(file));
        for (Future<Boolean> opening : threads.invokeAll(openings)) {
          // Throws what the thread threw.
          assertThat(opening.get()).isTrue();
        }
      }
      // It may use the file, in which there is no run yet.
      assertThat(String.join("\n", JournalProcess.linesOf(other))).contains("no run 'a1'");
    }
  }

  private static boolean opens(Path file) {
    try (var journal = SqliteJournal.open(file)) {
      return journal.runs().isEmpty();
    }
  }

  @Test
  void runsAreListedWhileAnotherProcessWrites() throws Exception {
    Path file = create();
    Process writer = JournalProcess.start(directory, "write", file.toString());
    try (BufferedReader lines = JournalProcess.reader(writer)) {
      assertThat(lines.readLine()).isEqualTo("leads");
      long seen = 0;
      int grown = 0;
      for (int look = 0; look < 50 || grown < 2; look++) {
        for (int i = 0; i < 4; i++) {
          lines.readLine();
        }
        try (var journal = SqliteJournal.openExisting(file).orElseThrow()) {
          assertThat(journal.runs()).hasSize(1);
          assertThat(journal.workers(RUN)).hasSize(1);
          List<Entry> entries = journal.read(RUN, seen);
          grown += entries.isEmpty() ? 0 : 1;
          seen = entries.isEmpty() ? seen : entries.getLast().sequence();
        }
      }
    } finally {
      writer.destroyForcibly().waitFor();
    }
  }

  @Test
  void aWorkerIsGoneWhenItsProcessIs() throws Exception {
    Path file = create();
    try (var journal = SqliteJournal.open(file)) {
      Process writer = JournalProcess.start(directory, "write", file.toString());
      try (BufferedReader lines = JournalProcess.reader(writer)) {
        assertThat(lines.readLine()).isEqualTo("leads");
        assertThat(journal.lead(RUN, JournalLaws.LEADER)).as("while it lives").isFalse();
        assertThat(journal.workers(RUN)).hasSize(1);
      } finally {
        writer.destroyForcibly().waitFor();
      }
      assertThat(journal.workers(RUN)).isEmpty();
      assertThat(journal.lead(RUN, JournalLaws.LEADER)).isTrue();
      assertThat(journal.workers(RUN)).containsExactly(JournalLaws.LEADER);
    }
  }

  @Test
  void closingLeavesOneFileAndLookingForNoneMakesNone() throws Exception {
    Path file = create();
    assertThat(file).exists();
    try (var listing = Files.list(directory)) {
      assertThat(listing).containsExactly(file);
    }
    Path missing = directory.resolve("none").resolve("runs.db");
    assertThat(SqliteJournal.openExisting(missing)).isEmpty();
    assertThat(missing.getParent()).doesNotExist();
    Files.createFile(directory.resolve("empty.db"));
    assertThat(SqliteJournal.openExisting(directory.resolve("empty.db"))).isEmpty();
  }

  @Test
  void aPausedLeaderThatLostTheLeadAppendsNothing() throws Exception {
    Path file = create();
    try (var paused = SqliteJournal.open(file);
        var other = SqliteJournal.open(file)) {
      // A worker of another host, of whom nothing can be known but its signs.
      var far = new Journal.Worker("far:1:1", 1);
      assertThat(paused.lead(RUN, far)).isTrue();
      try (Database database = SqliteFile.open(file)) {
        database.update("UPDATE worker SET seen = seen - ?", Journal.SILENCE - 3);
        assertThat(other.lead(RUN, JournalLaws.LEADER)).as("still heard of").isFalse();
        database.update("UPDATE worker SET seen = seen - 10");
      }
      assertThat(other.lead(RUN, JournalLaws.LEADER)).isTrue();
      assertThat(paused.append(RUN, far, List.of(JournalLaws.asked(1)))).isFalse();
      assertThat(paused.append(RUN, far, List.of(JournalLaws.asked(1), JournalLaws.asked(2))))
          .isFalse();
      assertThat(paused.lead(RUN, far)).isFalse();
      assertThat(other.read(RUN, 0)).isEmpty();
    }
  }
}
