package org.talweg.search.gp;

import java.util.List;

/**
 * Points that are being evaluated, believed to give what is predicted of them: conditioned on while
 * open, forgotten when closed.
 *
 * <p>The mean stays, the variance about the points falls, so that an acquisition looks elsewhere
 * ("kriging believer": Ginsbourger, Le Riche and Carraro, "Kriging is well-suited to parallelize
 * optimization", 2010). Cost: O(n²) per point, nothing to close.
 */
public final class Fantasies implements AutoCloseable {
  private final GaussianProcess process;
  private final int before;

  public Fantasies(GaussianProcess process, List<double[]> rows) {
    this.process = process;
    before = process.size();
    var prediction = new Prediction(process.encoding().width());
    for (double[] row : rows) {
      process.predict(row, prediction);
      process.append(row, prediction.mean, process.hyperparameters().noise());
    }
  }

  @Override
  public void close() {
    process.truncate(before);
  }
}
