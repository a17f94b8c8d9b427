package org.talweg.learn.curvature;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.talweg.learn.tensor.Layout;
import org.talweg.learn.tensor.Params;
import org.talweg.learn.tensor.Precision;
import org.talweg.learn.tensor.Torch;

/**
 * The last m gradients, and products with the inverse of their empirical Fisher matrix while the
 * window slides. With the gradients as the rows of G (m x d) and K = G G':
 *
 * <pre>
 *   F = lambda I + G'G / m
 *   F^-1 x    = ( x - G' (m lambda I + K)^-1 G x ) / lambda
 *   F^-1 g_j  = m G' (m lambda I + K)^-1 e_j            for a row g_j of G
 * </pre>
 *
 * <p>Source: Frantar et al. 2021 (M-FAC), the dynamic algorithm. A new gradient replaces the
 * oldest; only its row and column of K are computed. The paper's recursion over an LU factorization
 * of K and one solve with K give the same numbers. The last line follows from the one before it and
 * takes one product less; nothing in it nearly cancels, however small lambda is. Rows that were not
 * filled yet are zero, and F divides by m all the same.
 *
 * <p>State: m d numbers, and m^2 of 64 bits. Cost of a step: two products with G and a solve of m
 * equations.
 *
 * @param gradients G, as one tensor {@code rows}
 * @param products K, as one tensor {@code rows}, in 64 bits
 * @param damping lambda
 */
public record FisherWindow(Params gradients, Params products, double damping)
    implements AutoCloseable {
  private static final String ROWS = "rows";

  public FisherWindow {
    if (!(damping > 0)) {
      throw new IllegalArgumentException("damping is greater than 0, not " + damping);
    }
  }

  /** A window of zeros, to be closed. */
  public static FisherWindow of(int m, long d, double damping, Precision precision) {
    if (m < 1) {
      throw new IllegalArgumentException("a window holds at least one gradient, not " + m);
    }
    return new FisherWindow(
        Params.zeros(Layout.of(ROWS, m, d), precision),
        Params.zeros(Layout.of(ROWS, m, m), Precision.DOUBLE),
        damping);
  }

  /** m. */
  public long size() {
    return products.get(ROWS).size(0);
  }

  /** Puts a gradient in the place of another; places from 0. */
  public void put(long place, Tensor gradient) {
    try (var scope = new PointerScope();
        var guard = new NoGradGuard()) {
      Tensor g = gradients.get(ROWS);
      Tensor k = products.get(ROWS);
      g.select(0, place).copy_(gradient.view(-1));
      Tensor row = g.mv(g.select(0, place));
      k.select(0, place).copy_(row);
      k.select(1, place).copy_(row);
    }
  }

  /** F^-1 x for a vector of d numbers. Made inside the caller's scope. */
  public Tensor times(Tensor x) {
    Tensor g = gradients.get(ROWS);
    Tensor gx = g.mv(x).to(torch.ScalarType.Double);
    Tensor inner = torch.linalg_solve(system(), gx).to(gradients.precision().type());
    return x.sub(g.t().mv(inner)).div_(Torch.scalar(damping));
  }

  /** F^-1 g for the gradient in a place. Made inside the caller's scope. */
  public Tensor timesGradient(long place) {
    Tensor e = torch.zeros(new long[] {size()}, Torch.options(torch.ScalarType.Double));
    e.select(0, place).fill_(Torch.scalar(size()));
    Tensor inner = torch.linalg_solve(system(), e).to(gradients.precision().type());
    return gradients.get(ROWS).t().mv(inner);
  }

  /** m lambda I + K. */
  private Tensor system() {
    Tensor system = products.get(ROWS).clone();
    system.diagonal().add_(Torch.scalar(size() * damping));
    return system;
  }

  @Override
  public void close() {
    gradients.close();
    products.close();
  }
}
