package org.talweg.program.interior;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** What a run may spend, and has: iterations are counted across restoration phases. */
final class Effort {
  private final int most;
  private final BooleanSupplier over;
  private final Consumer<String> progress;
  private int iterations = 0;

  Effort(int most, BooleanSupplier over, Consumer<String> progress) {
    this.most = most;
    this.over = over;
    this.progress = progress;
  }

  int iterations() {
    return iterations;
  }

  void count(String words) {
    iterations++;
    progress.accept(words);
  }

  boolean spent() {
    return iterations >= most || over.getAsBoolean();
  }
}
