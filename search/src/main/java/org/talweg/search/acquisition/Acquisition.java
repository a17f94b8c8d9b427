package org.talweg.search.acquisition;

/** What evaluating a point is worth; maximised. Rows are those of the model's encoding. */
public interface Acquisition {
  /** The worth of a row. */
  double at(double[] row);

  /** The worth of a row and its gradient along the smooth coordinates, 0 along the others. */
  double at(double[] row, double[] gradient);

  /** The worth of the first {@code count} rows. */
  default void at(double[][] rows, int count, double[] out) {
    for (int i = 0; i < count; i++) {
      out[i] = at(rows[i]);
    }
  }
}
