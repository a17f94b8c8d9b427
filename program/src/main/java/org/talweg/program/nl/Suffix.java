package org.talweg.program.nl;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Numbers attached to the variables, constraints or objectives of a program, or to the program.
 *
 * @param indices what they are attached to, ascending, from 0
 * @param real whether they may be fractional
 */
public record Suffix(String name, Target target, boolean real, int[] indices, double[] values) {
  /** What a suffix is attached to, in the order of the format's numbers. */
  public enum Target {
    VARIABLES,
    CONSTRAINTS,
    OBJECTIVES,
    PROBLEM
  }

  public Suffix {
    if (indices.length != values.length) {
      throw new IllegalArgumentException(indices.length + " places for " + values.length);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Suffix s
        && name.equals(s.name)
        && target == s.target
        && real == s.real
        && Arrays.equals(indices, s.indices)
        && Arrays.equals(values, s.values);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, target, real, Arrays.hashCode(indices), Arrays.hashCode(values));
  }
}
