package org.talweg.model;

import java.util.LinkedHashMap;
import java.util.Map;

/** Evaluates a point: the quantities measured, by name. Called from several threads at a time. */
@FunctionalInterface
public interface Measure {
  /**
   * Evaluates the point once.
   *
   * @return every quantity that objectives and constraints name
   * @throws Exception where the evaluation fails; its message becomes the trial's reason
   */
  Map<String, Double> measure(Point point, Probe probe) throws Exception;

  /**
   * A measure over the {@linkplain Fidelity#scenarios scenarios} 1 to count. At full fidelity every
   * quantity is its mean over them, and {@code quantity@k} what scenario k gave.
   *
   * @param one measures the scenario that {@link Probe#fidelity} names
   */
  static Measure overScenarios(Measure one, int count) {
    return (point, probe) -> {
      if (probe.fidelity() <= count) {
        return one.measure(point, probe);
      }
      var means = new LinkedHashMap<String, Double>();
      var each = new LinkedHashMap<String, Double>();
      for (int k = 1; k <= count; k++) {
        int scenario = k;
        one.measure(point, new ScenarioProbe(probe, k))
            .forEach(
                (name, value) -> {
                  means.merge(name, value / count, Double::sum);
                  each.put(name + "@" + scenario, value);
                });
      }
      means.putAll(each);
      return means;
    };
  }

  /** What scenario k gave of a full measurement by {@link #overScenarios}. */
  static Map<String, Double> scenario(Map<String, Double> quantities, int k) {
    var of = new LinkedHashMap<String, Double>();
    String suffix = "@" + k;
    quantities.forEach(
        (name, value) -> {
          if (name.endsWith(suffix)) {
            of.put(name.substring(0, name.length() - suffix.length()), value);
          }
        });
    return of;
  }
}
