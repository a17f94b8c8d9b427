package org.talweg.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.talweg.app.file.ProblemFile;
import org.talweg.app.file.ProblemFileException;
import org.talweg.app.report.HtmlReport;
import org.talweg.app.report.ProgramRecord;
import org.talweg.app.report.ProgramReport;
import org.talweg.app.report.RunRecord;
import org.talweg.app.report.TrainingRecord;
import org.talweg.app.report.TrainingReport;
import org.talweg.engine.Catalog;
import org.talweg.engine.journal.Journal;
import org.talweg.engine.journal.RunHeader;
import org.talweg.engine.journal.SqliteJournal;
import org.talweg.model.BlackBox;

/** Where commands find runs, and the files they make of them. */
final class RunStore {
  static final String STORE = "The journal of runs (default: ~/.talweg/talweg.db).";
  static final String ID = "As runs list shows it, or its beginning.";

  private RunStore() {}

  static Path path(@Nullable Path store) {
    return store == null ? SqliteJournal.defaultPath() : store;
  }

  /** The end of a command line that names the store, empty for the default one. */
  static String option(@Nullable Path store) {
    return store == null ? "" : " --store " + quoted(store.toString());
  }

  private static String quoted(String text) {
    return text.matches("[\\w./~+=:@-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  static SqliteJournal existing(@Nullable Path store) {
    return SqliteJournal.openExisting(path(store))
        .orElseThrow(() -> new IllegalArgumentException("there is no journal " + path(store)));
  }

  static RunHeader header(Journal journal, String id) {
    return journal
        .header(id)
        .orElseThrow(
            () -> new IllegalArgumentException("there is no run " + id + "; see talweg runs list"));
  }

  /** The run with its problem, where its file can still be read. */
  static RunRecord read(Journal journal, RunHeader header) {
    Optional<BlackBox> problem;
    try {
      problem = Optional.of(ProblemFile.of(header.source()).problem());
    } catch (ProblemFileException e) {
      problem = Optional.empty(); // made by a Java program, or by another version
    }
    return RunRecord.read(journal, header, problem);
  }

  /**
   * Checks that a file can be written there, before anything is spent on what goes into it.
   *
   * @throws IllegalArgumentException where it cannot
   */
  static void checkWritable(Path file) {
    Path folder = folder(file);
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException("there is no folder " + folder + " to write " + file);
    }
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(file + " is a folder; name the file to write");
    }
    if (!Files.isWritable(Files.exists(file) ? file : folder)) {
      throw new IllegalArgumentException(file + " may not be written");
    }
  }

  private static Path folder(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? Path.of("/") : parent;
  }

  /** Writes the whole text or, where that fails, leaves what was there. */
  static void write(Path file, String text) {
    checkWritable(file);
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        Files.writeString(file, text); // a device or a pipe
        return;
      }
      Path whole = Files.createTempFile(folder(file), ".talweg", ".part");
      try {
        Files.writeString(whole, text);
        Files.setPosixFilePermissions(
            whole, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(whole);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** Writes a run's report. */
  static void report(Journal journal, String run, Path file) {
    write(file, html(journal, header(journal, run)));
  }

  /** A run's report, of whichever kind the run is. */
  static String html(Journal journal, RunHeader header) {
    if (TrainingRecord.is(header)) {
      return TrainingReport.of(TrainingRecord.read(journal, header), Catalog.load());
    }
    return ProgramRecord.is(header)
        ? ProgramReport.of(ProgramRecord.read(journal, header), Catalog.load())
        : HtmlReport.of(read(journal, header), Catalog.load());
  }
}
