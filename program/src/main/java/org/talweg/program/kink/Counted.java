package org.talweg.program.kink;

/** Kinks in words. */
final class Counted {
  private Counted() {}

  static String kinks(int count) {
    return count == 1 ? "one kink (abs, max or min)" : count + " kinks (abs, max or min)";
  }
}
