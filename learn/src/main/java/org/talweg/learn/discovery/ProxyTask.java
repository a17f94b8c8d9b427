package org.talweg.learn.discovery;

/**
 * A small training that a rule is tried on. It is the same every time: start, batches and noise are
 * fixed. Safe to use from several threads.
 */
public interface ProxyTask {
  /** A few words. */
  String name();

  /** How many weights there are. */
  int size();

  /** How many steps a rule gets. */
  int steps();

  /** The weights before the first step, to be changed. */
  double[] start();

  /**
   * The gradient of a step, with its noise.
   *
   * @param step from 1
   * @param gradient is overwritten
   */
  void gradient(double[] weights, int step, double[] gradient);

  /** What weights are judged by, without noise; positive. */
  double loss(double[] weights);
}
