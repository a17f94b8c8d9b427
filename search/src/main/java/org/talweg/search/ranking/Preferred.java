package org.talweg.search.ranking;

import org.talweg.engine.journal.PointJson;
import org.talweg.model.Point;

/**
 * A point that the oracle of a {@link RankingProblem} preferred. Made only by an {@link Interview}.
 */
public final class Preferred {
  private final Point point;
  private final int succession;

  Preferred(Point point, int succession) {
    this.point = point;
    this.succession = succession;
  }

  public Point point() {
    return point;
  }

  /**
   * 1 for the best of the first ranking, and one more for each point that the oracle placed above
   * the one preferred before.
   */
  public int succession() {
    return succession;
  }

  /** The point as a JSON object. */
  @Override
  public String toString() {
    return PointJson.write(point);
  }
}
