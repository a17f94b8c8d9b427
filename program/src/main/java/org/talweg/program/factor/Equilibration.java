package org.talweg.program.factor;

import java.util.Arrays;

/**
 * Scales a symmetric matrix so that the largest entry of every row is about 1: S A S with S
 * diagonal, its entries powers of two so that scaling loses no digit.
 *
 * <pre>
 *   s_i := s_i / sqrt(max over j of |s_i a_ij s_j|),   repeated
 * </pre>
 *
 * Source: D. Ruiz, "A scaling algorithm to equilibrate both rows and columns norms in matrices",
 * RAL-TR-2001-034, section 2. Cost: a few passes over the entries; each halves the logarithm of
 * what is missing.
 */
final class Equilibration {
  private static final int PASSES = 6;

  private Equilibration() {}

  /** S for the entries of one triangle; entries of the same place count each for itself. */
  static void scale(int[] row, int[] column, double[] values, double[] s) {
    int n = s.length;
    double[] most = new double[n];
    Arrays.fill(s, 1);
    for (int pass = 0; pass < PASSES; pass++) {
      Arrays.fill(most, 0);
      for (int k = 0; k < values.length; k++) {
        int i = row[k];
        int j = column[k];
        double entry = Math.abs(values[k]) * s[i] * s[j];
        most[i] = Math.max(most[i], entry);
        most[j] = Math.max(most[j], entry);
      }
      for (int i = 0; i < n; i++) {
        if (most[i] > 0) {
          s[i] /= Math.sqrt(most[i]);
        }
      }
    }
    for (int i = 0; i < n; i++) {
      s[i] = Math.scalb(1.0, Math.clamp(Math.getExponent(s[i]), -500, 500));
    }
  }
}
