package org.talweg.papers;

/** Unrelated seeds from related numbers. */
final class Mixing {
  private Mixing() {}

  /** The step and finaliser of SplitMix64 (Steele, Lea and Flood 2014), a bijection. */
  static long mix(long x) {
    long z = x + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
