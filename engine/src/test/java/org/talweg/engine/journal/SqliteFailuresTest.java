package org.talweg.engine.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.engine.journal.Journal.Worker;

/** Whatever is wrong with the file, the message says so and nothing is damaged. */
class SqliteFailuresTest {
  private static final Worker SELF = JournalLaws.LEADER;
  private static final String RUN = JournalProcess.RUN;

  @TempDir Path directory;

  /** A journal of some hundred events, closed. */
  private Path filled() {
    Path file = directory.resolve("runs.db");
    try (var journal = SqliteJournal.open(file)) {
      journal.create(Runs.header(RUN));
      assertThat(journal.lead(RUN, SELF)).isTrue();
      for (int i = 1; i <= 300; i++) {
        assertThat(journal.append(RUN, SELF, List.of(JournalLaws.asked(i)))).isTrue();
      }
    }
    return file;
  }

  private static void refusedAndUnchanged(Path file, String... words) throws Exception {
    byte[] before = Files.readAllBytes(file);
    assertThatThrownBy(() -> SqliteJournal.open(file).close())
        .isInstanceOf(JournalException.class)
        .hasMessageContainingAll(words)
        .hasMessageContaining(file.toString());
    assertThatThrownBy(() -> SqliteJournal.openExisting(file))
        .isInstanceOf(JournalException.class)
        .hasMessageContainingAll(words);
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  // ---------------------------------------------------------------- not a journal

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 99, 100, 101, 511, 512, 513, 4096, 10_000})
  void aFileOfSomethingElseIsRefusedAndLeftAsItIs(int bytes) throws Exception {
    Path file = directory.resolve("notes.txt");
    Files.write(file, "talweg ".repeat(bytes).substring(0, bytes).getBytes(UTF_8));
    refusedAndUnchanged(file, "no SQLite database", "left as it is", "--store");
    byte[] junk = new byte[bytes];
    ThreadLocalRandom.current().nextBytes(junk);
    Files.write(file, junk);
    refusedAndUnchanged(file, "no SQLite database");
  }

  @Test
  void theDatabaseOfAnotherProgramIsRefusedAndLeftAsItIs() throws Exception {
    Path file = directory.resolve("other.db");
    try (var other = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = other.createStatement()) {
      statement.execute("CREATE TABLE run(id)");
    }
    refusedAndUnchanged(file, "another program", "left as it is", "--store");
    try (var other = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = other.createStatement()) {
      statement.execute("DROP TABLE run");
      statement.execute("PRAGMA user_version = 1");
    }
    refusedAndUnchanged(file, "another program");
  }

  @Test
  void aDirectoryInTheFilesPlaceIsNamed() {
    assertThatThrownBy(() -> SqliteJournal.open(directory))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining(directory + " is a directory")
        .hasMessageContaining("--store");
    assertThatThrownBy(() -> SqliteJournal.openExisting(directory))
        .isInstanceOf(JournalException.class);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aMissingParentIsMadeUnlessAFileIsInItsPlace() throws Exception {
    Path deep = directory.resolve("a").resolve("b").resolve("runs.db");
    SqliteJournal.open(deep).close();
    assertThat(deep).exists();
    Path below = deep.resolve("c").resolve("runs.db");
    byte[] before = Files.readAllBytes(deep);
    assertThatThrownBy(() -> SqliteJournal.open(below))
        .isInstanceOf(JournalException.class)
        .hasMessageContainingAll(deep.toString(), "cannot be made", "--store");
    assertThat(Files.readAllBytes(deep)).isEqualTo(before);
  }

  // ---------------------------------------------------------------- versions

  @Test
  void aNewerJournalIsRefusedAndLeftAsItIs() throws Exception {
    Path file = filled();
    int known = Schema.MIGRATIONS.size();
    try (var database = SqliteFile.open(file)) {
      database.pragma("user_version = " + (known + 1));
    }
    refusedAndUnchanged(
        file,
        "journal " + file + " was written by a newer Talweg",
        "(schema " + (known + 1) + ", this one knows " + known + ")",
        "left as it is",
        "update Talweg");
  }

  @Test
  void anOlderJournalMigratesAllTheWayOrNotAtAll() {
    Path file = filled();
    var migrations = new java.util.ArrayList<>(Schema.MIGRATIONS);
    migrations.add(List.of("CREATE TABLE more(x)", "INSERT INTO more(x) VALUES (1)"));
    migrations.add(List.of("ALTER TABLE more ADD COLUMN y", "INSERT INTO nowhere VALUES (1)"));
    int version = Schema.MIGRATIONS.size();
    try (var database = SqliteFile.open(file)) {
      assertThatThrownBy(() -> Schema.prepare(database, migrations))
          .isInstanceOf(JournalException.class);
      assertThat(database.number("PRAGMA user_version")).isEqualTo(version);
      assertThat(database.number("SELECT count(*) FROM sqlite_schema WHERE name = 'more'"))
          .isZero();

      migrations.set(migrations.size() - 1, List.of("ALTER TABLE more ADD COLUMN y"));
      Schema.prepare(database, migrations);
      assertThat(database.number("PRAGMA user_version")).isEqualTo(version + 2);
      assertThat(database.query("SELECT x, y FROM more", row -> row.getInt(1))).containsExactly(1);
      assertThat(new SqliteJournal(database).read(RUN, 0)).hasSize(300);
    }
  }

  // ---------------------------------------------------------------- damage

  @Test
  void aDamagedPageIsReportedAndNothingIsWrittenOverIt() throws Exception {
    Path file = filled();
    byte[] bytes = Files.readAllBytes(file);
    // The first page says what the file is and stays; the pages with the events do not.
    Arrays.fill(bytes, 8 * 4096, bytes.length, (byte) 0xA5);
    Files.write(file, bytes);
    try (var journal = SqliteJournal.openExisting(file).orElseThrow()) {
      assertThatThrownBy(() -> journal.read(RUN, 0))
          .isInstanceOf(JournalException.class)
          .hasMessageContainingAll("damaged", file.toString(), "left as it is", ".recover");
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
  }

  @Test
  void aTruncatedFileIsReported() throws Exception {
    Path file = filled();
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(
            () -> {
              try (var journal = SqliteJournal.openExisting(file).orElseThrow()) {
                journal.read(RUN, 0);
              }
            })
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void flippedBytesNeverEndInAnythingButAnAnswerOrAMessage() throws Exception {
    byte[] whole = Files.readAllBytes(filled());
    Path file = directory.resolve("flipped.db");
    long seed = ThreadLocalRandom.current().nextLong();
    var random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      byte[] bytes = whole.clone();
      for (int flips = 1 + random.nextInt(20); flips > 0; flips--) {
        // Half of them in the first pages, which hold the schema and the roots of the trees.
        int at = random.nextInt(random.nextBoolean() ? bytes.length : 8192);
        bytes[at] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(file, bytes);
      Throwable thrown =
          catchThrowable(
              () -> {
                try (var journal = SqliteJournal.openExisting(file).orElseThrow()) {
                  for (RunHeader run : journal.runs()) {
                    journal.read(run.id(), 0);
                    journal.workers(run.id());
                  }
                }
              });
      assertThat(thrown)
          .as("seed %d, round %d", seed, i)
          .satisfiesAnyOf(
              t -> assertThat(t).isNull(), t -> assertThat(t).isInstanceOf(JournalException.class));
      assertThat(Files.readAllBytes(file)).as("seed %d, round %d", seed, i).isEqualTo(bytes);
    }
  }

  // ---------------------------------------------------------------- locks

  @ParameterizedTest
  @ValueSource(strings = {"writing", "everything"})
  void aLockedJournalNamesWhoHoldsIt(String what) throws Exception {
    Path file = filled();
    Process holder = JournalProcess.start(directory, "hold", file.toString(), what);
    try (BufferedReader lines = JournalProcess.reader(holder)) {
      assertThat(lines.readLine()).isEqualTo("held by " + holder.pid());
      assertThatThrownBy(
              () -> {
                try (var journal = new SqliteJournal(SqliteFile.open(file, 100))) {
                  assertThat(journal.read(RUN, 0)).as("reading goes on").hasSize(300);
                  journal.create(Runs.header("b"));
                }
              })
          .isInstanceOf(JournalException.class)
          .hasMessageContainingAll("journal " + file + " is locked by", "safe", "--store")
          .satisfies(
              e ->
                  assertThat(e.getMessage())
                      .contains(
                          Files.exists(Path.of("/proc/locks"))
                              ? "process " + holder.pid() + " (java)"
                              : "another process"));
    } finally {
      holder.destroyForcibly().waitFor();
    }
    try (var journal = SqliteJournal.open(file)) {
      journal.create(Runs.header("b"));
      assertThat(journal.read(RUN, 0)).hasSize(300);
    }
  }

  // ---------------------------------------------------------------- space and rights

  @Test
  void aJournalThatMayNotGrowKeepsWhatItHas() {
    Path file = filled();
    try (Database database = SqliteFile.open(file);
        var journal = new SqliteJournal(database)) {
      assertThat(journal.lead(RUN, SELF)).isTrue();
      database.pragma("max_page_count = " + (database.number("PRAGMA page_count") + 2));
      assertThatThrownBy(
              () -> {
                for (long i = 301; ; i++) {
                  journal.append(RUN, SELF, List.of(JournalLaws.asked(i), JournalLaws.asked(-i)));
                }
              })
          .isInstanceOf(JournalException.class)
          .hasMessageContainingAll("the disk is full", "safe", "resumed", "free some space");
      int kept = journal.read(RUN, 0).size();
      assertThat(kept).as("whole transactions").isGreaterThan(300).isEven();
      database.pragma("max_page_count = 100000");
      assertThat(journal.append(RUN, SELF, List.of(new Event.Waited()))).isTrue();
      assertThat(journal.read(RUN, 0)).hasSize(kept + 1);
    }
  }

  /** A file system of a few megabytes, in a name space of its own that needs no rights. */
  @Test
  void aFullDiskLosesNothingAndTheRunGoesOnWhenThereIsRoom() throws Exception {
    Path mount = Files.createDirectory(directory.resolve("small"));
    List<String> lines =
        inNameSpace("mount -t tmpfs -o size=3m tmpfs '" + mount + "'", "fill", mount.toString());
    assertThat(lines.getFirst()).isEqualTo("leads");
    assertThat(lines.get(1))
        .startsWith("failed: the disk is full")
        .contains("safe", "free some space");
    long committed = Long.parseLong(lines.get(2).replaceAll("committed (\\d+), read .*", "$1"));
    assertThat(committed).isGreaterThan(50);
    assertThat(lines.subList(2, lines.size()))
        .containsExactly(
            "committed " + committed + ", read " + committed,
            "after making room: true",
            "read again: " + (committed + 1));
  }

  @Test
  void aReadOnlyDirectoryCanBeReadAndSaysWhyItCannotBeWritten() throws Exception {
    Path file = filled();
    List<String> lines =
        inNameSpace(
            "mount --bind '%1$s' '%1$s' && mount -o remount,ro,bind '%1$s'".formatted(directory),
            "read-only",
            file.toString());
    assertThat(lines.getFirst()).isEqualTo("read 300 of 1");
    assertThat(lines.get(1)).startsWith("failed: journal " + file + " cannot be written");
    assertThat(lines.get(2)).startsWith("failed: journal ").contains("new.db cannot be opened");
  }

  /** What a process says that runs in a role after a command of root's in a fresh name space. */
  private static List<String> inNameSpace(String command, String... role) throws Exception {
    String os = System.getProperty("os.name");
    assumeTrue(os.equals("Linux"), "name spaces are Linux's");
    List<String> below = List.of("unshare", "-rm", "sh", "-c", command + " && exec \"$@\"", "sh");
    assumeTrue(
        new ProcessBuilder("unshare", "-rm", "sh", "-c", "mount -t tmpfs tmpfs /mnt")
                .start()
                .waitFor()
            == 0,
        "this system makes no name spaces");
    // Not below the directory, which may be read-only.
    return JournalProcess.linesOf(
        JournalProcess.start(Path.of(System.getProperty("java.io.tmpdir")), below, role));
  }

  @Test
  void aFileThatHitsItsLimitLosesNothing() throws Exception {
    Path small = Files.createDirectory(directory.resolve("small"));
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is a shell");
    List<String> below = List.of("/bin/sh", "-c", "ulimit -f 4096 && exec \"$@\"", "sh");
    List<String> lines =
        JournalProcess.linesOf(JournalProcess.start(directory, below, "fill", small.toString()));
    assertThat(lines.get(1))
        .startsWith("failed: journal ")
        .contains("cannot be read or written", "safe", "quota");
    assertThat(lines.get(2)).matches("committed (\\d+), read \\1");
    // The limit is on the write-ahead log, which opening again puts into the file.
    try (var journal = SqliteJournal.open(small.resolve("runs.db"))) {
      long committed = Long.parseLong(lines.get(2).replaceAll(".* ", ""));
      assertThat(journal.read(RUN, 0)).hasSizeGreaterThanOrEqualTo((int) committed);
      assertThat(journal.lead(RUN, SELF)).isTrue();
    }
  }
}
