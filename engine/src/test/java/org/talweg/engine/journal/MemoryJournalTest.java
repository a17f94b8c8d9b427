package org.talweg.engine.journal;

class MemoryJournalTest extends JournalLaws {
  @Override
  Journal open() {
    return new MemoryJournal();
  }
}
