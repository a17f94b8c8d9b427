package org.talweg.papers.learningtorelax;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.talweg.search.sequence.SequenceProblem;

/**
 * The paper's second experiment: u_t = kappa(t) Laplace u + f on the unit square, u = 0 at its
 * edge, by Crank-Nicolson in steps of 1e-3 on (cells - 1)^2 points,
 *
 * <pre>
 *   kappa(t) = max(0.1 sin 2 pi t, -10 sin 2 pi t)
 *   f = 32 bump of radius 1/8 about (1/2 + cos(16 pi t)/4, 1/2 + sin(16 pi t)/4)
 *   u_0 = bump of radius 1/4 about (1/2, 1/2)
 *   bump(x) = exp(1 - 1 / (1 - |x - c|^2 / radius^2)) within the radius, else 0
 * </pre>
 *
 * <p>Each step is one system, solved by conjugate gradients with the SSOR preconditioner to 1e-8
 * from the step before; the context is kappa at the middle of the step. Here the step before is
 * solved to 1e-12, so that an instance does not depend on earlier choices.
 */
final class HeatEquation {
  static final double STEP = 1e-3;
  private static final double TOLERANCE = 1e-8;
  private static final double EXACT = 1e-12;

  private record Step(double[] right, double[] start, double kappa) {}

  private final int side;
  private final List<Step> steps = new ArrayList<>();

  HeatEquation(int cells, int count) {
    side = cells - 1;
    double h = 1.0 / cells;
    double[] u = bump(h, 0.5, 0.5, 0.25, 1);
    for (int s = 0; s < count; s++) {
      double t = (s + 0.5) * STEP;
      double r = kappa(t) * STEP / (2 * h * h);
      Csr implicit = matrix(kappa(t));
      double[] right = Csr.laplacian(side, -r, 1).times(u);
      double angle = 16 * Math.PI * t;
      double[] force =
          bump(h, 0.5 + Math.cos(angle) / 4, 0.5 + Math.sin(angle) / 4, 0.125, 32 * STEP);
      Arrays.setAll(right, i -> right[i] + force[i]);
      steps.add(new Step(right, u, kappa(t)));
      u = Relaxation.conjugateGradients(implicit, right, u, 1, EXACT).x();
    }
  }

  /** The diffusion coefficient. */
  static double kappa(double t) {
    double sine = Math.sin(2 * Math.PI * t);
    return Math.max(0.1 * sine, -10 * sine);
  }

  SequenceProblem problem(List<Double> grid) {
    return SequenceProblem.of(
            "heat equation", steps.size(), grid, (t, omega) -> iterations(t, omega))
        .withContexts(new SequenceProblem.Contexts(steps.stream().map(Step::kappa).toList(), 0, 10))
        .withLeastCost(1);
  }

  /** Iterations of step t; omega 0 is conjugate gradients without a preconditioner. */
  int iterations(int t, double omega) {
    Step step = steps.get(t);
    return Relaxation.conjugateGradients(
            matrix(step.kappa), step.right, step.start, omega, TOLERANCE)
        .iterations();
  }

  private Csr matrix(double kappa) {
    double h = 1.0 / (side + 1);
    return Csr.laplacian(side, kappa * STEP / (2 * h * h), 1);
  }

  private double[] bump(double h, double x, double y, double radius, double height) {
    double[] values = new double[side * side];
    for (int i = 0; i < values.length; i++) {
      double dx = (i % side + 1) * h - x;
      double dy = (Math.floorDiv(i, side) + 1) * h - y;
      double q = (dx * dx + dy * dy) / (radius * radius);
      values[i] = q < 1 ? height * Math.exp(1 - 1 / (1 - q)) : 0;
    }
    return values;
  }
}
