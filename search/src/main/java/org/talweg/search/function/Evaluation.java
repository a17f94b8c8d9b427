package org.talweg.search.function;

import java.util.List;
import org.talweg.model.Domain;
import org.talweg.model.Parameter;
import org.talweg.model.Point;
import org.talweg.model.Space;
import org.talweg.model.Value;

/** How a test function's values come from a point: objectives first, then constraints. */
public sealed interface Evaluation {
  /**
   * From coordinates alone, in the order of the parameters, whatever those are called. The
   * mathematics is defined on all of R^dimension unless the function's file says otherwise.
   */
  record ByPosition(int dimension, Positional rule) implements Evaluation {}

  /** From parameters by their names: choices, conditions and permutations have no coordinates. */
  record ByName(Named rule) implements Evaluation {}

  /** Values at coordinates and a fidelity, which is 1 where the function has only one. */
  @FunctionalInterface
  interface Positional {
    double[] at(double[] x, double fidelity);
  }

  /** Values at a point. */
  @FunctionalInterface
  interface Named {
    double[] at(Point point);
  }

  /** The values at a point of a space that {@link #fit fits}. */
  default double[] at(Point point, double fidelity) {
    return switch (this) {
      case ByPosition(int dimension, Positional rule) -> {
        double[] x = new double[dimension];
        for (int i = 0; i < dimension; i++) {
          Value value = point.value(i);
          if (value == null) {
            throw new IllegalArgumentException("there is no value for coordinate " + (i + 1));
          }
          x[i] = value.number();
        }
        yield rule.at(x, fidelity);
      }
      case ByName(Named rule) -> rule.at(point);
    };
  }

  /**
   * Checks that another space gives what the evaluation needs.
   *
   * @param own the function's own space
   * @throws IllegalArgumentException with what is missing
   */
  default void fit(String function, Space own, Space other) {
    switch (this) {
      case ByPosition(int dimension, _) -> {
        int given = other.parameters().size();
        if (given != dimension) {
          throw new IllegalArgumentException(
              "%s has %d coordinates, the space has %d parameters"
                  .formatted(function, dimension, given));
        }
        for (Parameter parameter : other.parameters()) {
          if (parameter.when().isPresent() || !isNumber(parameter.domain())) {
            throw new IllegalArgumentException(
                "%s needs a number from every parameter, which %s does not always give"
                    .formatted(function, parameter.name()));
          }
        }
      }
      case ByName _ -> {
        for (Parameter parameter : own.parameters()) {
          if (other.indexOf(parameter.name()) < 0) {
            throw new IllegalArgumentException(
                "%s needs a parameter '%s'".formatted(function, parameter.name()));
          }
        }
      }
    }
  }

  private static boolean isNumber(Domain domain) {
    return switch (domain) {
      case Domain.Real _, Domain.Int _ -> true;
      case Domain.Choice(List<String> levels) -> levels.stream().allMatch(Evaluation::isNumber);
      case Domain.Ordinal(List<String> levels) -> levels.stream().allMatch(Evaluation::isNumber);
      case Domain.Permutation _ -> false;
    };
  }

  private static boolean isNumber(String level) {
    try {
      return Double.isFinite(Double.parseDouble(level));
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
