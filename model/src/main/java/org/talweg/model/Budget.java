package org.talweg.model;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What may be spent; a resource without a limit, or with an infinite one, is unlimited.
 *
 * @param limits limit per resource, in the resource's unit, each greater than 0
 */
public record Budget(Map<Resource, Double> limits) {
  /** No limit at all. */
  public static final Budget UNLIMITED = new Budget(Map.of());

  public Budget {
    var copy = new EnumMap<Resource, Double>(Resource.class);
    copy.putAll(limits);
    copy.forEach(
        (resource, limit) -> {
          if (!(limit > 0)) {
            throw new IllegalArgumentException(
                "a budget of " + resource.label() + " is greater than 0, not " + limit);
          }
        });
    copy.values().removeIf(limit -> limit == Double.POSITIVE_INFINITY);
    limits = Collections.unmodifiableMap(copy);
  }

  /** At most that many evaluations. */
  public static Budget evaluations(long count) {
    return UNLIMITED.with(Resource.EVALUATIONS, (double) count);
  }

  /** At most that much wall time. */
  public static Budget time(Duration time) {
    return UNLIMITED.and(time);
  }

  /** This budget with another limit for one resource. */
  public Budget with(Resource resource, double limit) {
    var all = new EnumMap<Resource, Double>(Resource.class);
    all.putAll(limits);
    all.put(resource, limit);
    return new Budget(all);
  }

  /** This budget and that much wall time. */
  public Budget and(Duration time) {
    return with(Resource.SECONDS, time.toSeconds() + time.toNanosPart() / 1e9);
  }

  /** The limit, infinite where there is none. */
  public double limit(Resource resource) {
    return limits.getOrDefault(resource, Double.POSITIVE_INFINITY);
  }

  /** The limit on evaluations, infinite where there is none. */
  public double evaluations() {
    return limit(Resource.EVALUATIONS);
  }

  /** The same budget with its evaluations, if limited, multiplied and rounded; at least one. */
  public Budget share(double fraction) {
    double n = evaluations();
    return Double.isInfinite(n)
        ? this
        : with(Resource.EVALUATIONS, Math.max(1, Math.rint(n * fraction)));
  }
}
