package org.talweg.engine.journal;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteJournalTest extends JournalLaws {
  @TempDir Path directory;

  @Override
  Journal open() {
    return SqliteJournal.open(directory.resolve("runs.db"));
  }
}
