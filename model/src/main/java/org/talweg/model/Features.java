package org.talweg.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The numbers about a problem that a cost model reads, by name; absent features read as zero.
 *
 * <p>The names below are shared by all black boxes; a form may add its own.
 */
public record Features(Map<String, Double> values) {
  /** Coordinates of the unit cube that encodes a point. */
  public static final String DIMENSION = "dimension";

  /** Parameters on a continuous scale. */
  public static final String REALS = "reals";

  /** Integer parameters. */
  public static final String INTEGERS = "integers";

  /** Choice and ordinal parameters. */
  public static final String CATEGORIES = "categories";

  /** Permutation parameters. */
  public static final String PERMUTATIONS = "permutations";

  /** Parameters that exist only under a condition. */
  public static final String CONDITIONAL = "conditional";

  /** Distinct points of the space, infinite where a parameter is real. */
  public static final String CARDINALITY = "cardinality";

  /** Constraints over parameters alone, checked before anything is spent. */
  public static final String KNOWN_CONSTRAINTS = "known constraints";

  /** Constraints over measured quantities. */
  public static final String CONSTRAINTS = "constraints";

  /** Number of objectives. */
  public static final String OBJECTIVES = "objectives";

  /** 1 where repeating a point may give another value, else 0. */
  public static final String NOISY = "noisy";

  /** 1 where a point can be evaluated at a lower fidelity for less, else 0. */
  public static final String FIDELITIES = "fidelities";

  /** Parameters whose partial derivative of the first objective is measured too. */
  public static final String GRADIENTS = "gradients";

  public Features {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** No features. */
  public static Features none() {
    return new Features(Map.of());
  }

  /** These features and one more. */
  public Features with(String name, double value) {
    var all = new LinkedHashMap<>(values);
    all.put(name, value);
    return new Features(all);
  }

  /** The feature's value, 0 where the problem does not state it. */
  public double get(String name) {
    return values.getOrDefault(name, 0.0);
  }

  /** Whether the feature is stated and not zero. */
  public boolean has(String name) {
    return get(name) != 0;
  }
}
