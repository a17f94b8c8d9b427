package org.talweg.program.convex;

import java.util.ArrayList;
import java.util.List;
import org.talweg.model.Direction;
import org.talweg.program.expression.Algebra;
import org.talweg.program.expression.Dag;
import org.talweg.program.expression.Row;
import org.talweg.program.linear.Columns;
import org.talweg.program.linear.Convexity;

/**
 * Whether a program, wholeness aside, is seen to be convex:
 *
 * <pre>
 *   min f (max -f) with f convex,   c_i convex where c_i(x) &lt;= u,  concave where &gt;= l,  else affine
 * </pre>
 *
 * A row is taken apart into its terms. All of them convex by the rules of composition ({@link
 * Curvature}) make it convex; else those of degree 2 or less are added up to a quadratic form,
 * whose matrix must have no negative eigenvalue, and the rest must be convex by the rules.
 * Sufficient, not necessary: "no" means that it was not seen.
 *
 * <p>Source: M. Grant, S. Boyd, Y. Ye, "Disciplined convex programming", in Global Optimization:
 * From Theory to Implementation (2006) 155-210. Cost: a pass over the graph, and a factorization
 * for each row that is quadratic beyond the rules.
 */
public final class ConvexProgram {
  private final Dag dag;
  private final Curvature curvature;

  private ConvexProgram(Algebra algebra) {
    this.dag = algebra.dag();
    this.curvature = new Curvature(algebra);
  }

  /** Whether it is seen to be convex. */
  public static boolean holds(Algebra algebra) {
    var seen = new ConvexProgram(algebra);
    double sign = algebra.direction() == Direction.MINIMIZE ? 1 : -1;
    if (!seen.convex(algebra.objective(), sign)) {
      return false;
    }
    for (int i = 0; i < algebra.constraints().size(); i++) {
      Row row = algebra.constraints().get(i);
      boolean above = algebra.constraintUpper()[i] < Double.POSITIVE_INFINITY;
      boolean below = algebra.constraintLower()[i] > Double.NEGATIVE_INFINITY;
      if ((above && !seen.convex(row, 1)) || (below && !seen.convex(row, -1))) {
        return false;
      }
    }
    return true;
  }

  /** Whether sign times the row is convex. */
  private boolean convex(Row row, double sign) {
    if (curvature.convex(row.nonlinear(), sign)) {
      return true;
    }
    var terms = new ArrayList<Term>();
    open(row.nonlinear(), sign, terms);
    var form = new QuadraticForm(dag, curvature.variables());
    for (Term term : terms) {
      if (!form.add(term.node, term.weight) && !curvature.convex(term.node, term.weight)) {
        return false;
      }
    }
    Columns q = form.matrix();
    return q.size() == 0 || Convexity.semidefinite(q, 1);
  }

  private record Term(int node, double weight) {}

  /** Sums, differences and multiples by constants, opened from the top. */
  private void open(int node, double weight, List<Term> terms) {
    switch (dag.op(node)) {
      case ADD, SUM -> {
        for (int k = 0; k < dag.arity(node); k++) {
          open(dag.argument(node, k), weight, terms);
        }
      }
      case SUBTRACT -> {
        open(dag.argument(node, 0), weight, terms);
        open(dag.argument(node, 1), -weight, terms);
      }
      case NEGATE -> open(dag.argument(node, 0), -weight, terms);
      case MULTIPLY -> {
        int a = dag.argument(node, 0);
        int b = dag.argument(node, 1);
        if (curvature.constant(a)) {
          open(b, weight * curvature.low(a), terms);
        } else if (curvature.constant(b)) {
          open(a, weight * curvature.low(b), terms);
        } else {
          terms.add(new Term(node, weight));
        }
      }
      default -> terms.add(new Term(node, weight));
    }
  }
}
