package org.talweg.model;

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
}
