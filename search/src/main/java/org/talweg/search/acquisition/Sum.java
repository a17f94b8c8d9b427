package org.talweg.search.acquisition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The sum of acquisitions, which for logarithms is the product of what they stand for: an
 * improvement times the probability of each constraint.
 */
public final class Sum implements Acquisition {
  private final List<Acquisition> terms;
  private double[] part = new double[0];

  public Sum(List<Acquisition> terms) {
    this.terms = List.copyOf(terms);
  }

  /** A term and others, which may be none. */
  public static Acquisition of(Acquisition first, List<Acquisition> others) {
    if (others.isEmpty()) {
      return first;
    }
    List<Acquisition> terms = new ArrayList<>(others);
    terms.add(first);
    return new Sum(terms);
  }

  @Override
  public double at(double[] row) {
    double sum = 0;
    for (Acquisition term : terms) {
      sum += term.at(row);
    }
    return sum;
  }

  @Override
  public double at(double[] row, double[] gradient) {
    double[] slopes = new double[gradient.length];
    Arrays.fill(gradient, 0);
    double sum = 0;
    for (Acquisition term : terms) {
      sum += term.at(row, slopes);
      for (int k = 0; k < slopes.length; k++) {
        gradient[k] += slopes[k];
      }
    }
    return sum;
  }

  @Override
  public void at(double[][] rows, int count, double[] out) {
    if (part.length < count) {
      part = new double[count];
    }
    Arrays.fill(out, 0, count, 0);
    for (Acquisition term : terms) {
      term.at(rows, count, part);
      for (int i = 0; i < count; i++) {
        out[i] += part[i];
      }
    }
  }
}
