package org.talweg.search.ranking;

/**
 * A descent direction from one ranking. The candidates are y_i = x + μ ξ_i, ξ_i ~ N(0, I); every
 * pair of which one is known to be better is an edge of a graph E, and
 *
 * <pre>
 *   g(x) = 1/|E| Σ_{(i→j) ∈ E, i better than j} (ξ_j - ξ_i)
 *        = 1/|E| Σ_i w_i ξ_i,     w_i = #{j better than i} - #{j worse than i}.
 * </pre>
 *
 * For the answer of an (m,k)-ranking oracle, w_i = 2r - m + 1 at rank r = 0 … k-1, w_i = k for
 * those unranked, and |E| = k(k-1)/2 + k(m-k).
 *
 * <p>Source: Tang, Rybin and Chang (arXiv 2303.03751), equation (6). The weights sum to zero, so
 * that g does not depend on a shift of all ξ. On a linear f with gradient a, E[g] is a positive
 * multiple of a; on an L-smooth f, ⟨∇f, E[g]⟩ is at least a constant times ‖∇f‖ less O(μ L d). Its
 * length says nothing of ‖∇f‖. Pairs on one level give no edge, so that ties do not bias it. Cost:
 * O(m² + m d).
 */
public final class RankGradient {
  private RankGradient() {}

  /**
   * g(x), which points uphill; all zeros where nothing is known to be better than anything.
   *
   * @param xi the direction of each candidate
   */
  public static double[] of(Ranking ranking, double[][] xi) {
    int m = ranking.size();
    if (xi.length != m) {
      throw new IllegalArgumentException(xi.length + " directions for " + m + " candidates");
    }
    double[] g = new double[xi[0].length];
    long edges = 0;
    for (int i = 0; i < m; i++) {
      int weight = 0;
      for (int j = 0; j < m; j++) {
        weight += ranking.better(j, i) ? 1 : ranking.better(i, j) ? -1 : 0;
        edges += ranking.better(i, j) ? 1 : 0;
      }
      for (int c = 0; c < g.length && weight != 0; c++) {
        g[c] += weight * xi[i][c];
      }
    }
    for (int c = 0; c < g.length && edges > 0; c++) {
      g[c] /= edges;
    }
    return g;
  }
}
