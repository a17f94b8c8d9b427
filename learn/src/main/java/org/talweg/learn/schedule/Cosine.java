package org.talweg.learn.schedule;

/**
 * Half a cosine from the peak to a floor (Loshchilov and Hutter 2017, without restarts):
 *
 * <pre>
 *   f + (1 - f) (1 + cos theta_t) / 2,    theta_t = (2t - 1) pi / (2T)
 * </pre>
 *
 * @param floor f, the share of the peak at the end
 */
public record Cosine(double floor) implements Schedule {
  @Override
  public double factor(long step, long horizon) {
    if (horizon == 0) {
      return 1;
    }
    double theta = (2 * Math.min(step, horizon) - 1) * Math.PI / (2 * horizon);
    return floor + (1 - floor) * (1 + Math.cos(theta)) / 2;
  }
}
