package org.talweg.program.convex;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.talweg.model.Direction;
import org.talweg.program.Model;
import org.talweg.program.Model.Expression;
import org.talweg.program.expression.Algebra;
import org.talweg.program.expression.Dag;
import org.talweg.program.expression.Op;
import org.talweg.program.expression.Row;

class ConvexProgramTest {
  private static final double LOW = 0.2;
  private static final double HIGH = 3;

  private final Model m = new Model("curved");
  private final Expression x = m.real("x").between(LOW, HIGH);
  private final Expression y = m.real("y").between(LOW, HIGH);

  private boolean convex(Expression f) {
    return m.program(Direction.MINIMIZE, f).convex();
  }

  @Test
  void theRulesSeeWhatIsConvex() {
    for (Expression f :
        List.of(
            x.exp().plus(y.square()),
            x.log().negated().minus(y.sqrt()),
            x.minus(y).power(4),
            x.plus(y.times(2)).minus(5).square().over(y),
            x.square().plus(y.square()).sqrt(),
            x.times(x.log()),
            m.number(1).over(x.plus(y)),
            x.power(1.5).plus(y.power(-2)),
            x.exp().square(),
            x.square().plus(y.square()).minus(x.times(y)), // by its eigenvalues
            x.plus(y).square().minus(x.times(y).times(2)).plus(x.exp()))) {
      assertThat(convex(f)).isTrue();
    }
  }

  @Test
  void theRulesClaimNothingOfTheRest() {
    for (Expression f :
        List.of(
            x.times(y),
            x.square().minus(y.square()),
            x.sin(),
            x.log().exp().plus(x.sqrt()),
            x.minus(1).power(3),
            x.square().plus(y.square()).minus(x.times(y).times(3)))) {
      assertThat(convex(f)).isFalse();
    }
  }

  @Test
  void constraintsBendTheRightWay() {
    var model = new Model("sides");
    var a = model.real("a").between(0, 1);
    model.subjectTo(a.square().atMost(1));
    model.subjectTo(a.sqrt().atLeast(0.1));
    assertThat(model.program(Direction.MAXIMIZE, a.log()).convex()).isTrue();
    model.subjectTo(a.square().atLeast(0.01));
    assertThat(model.program(Direction.MAXIMIZE, a.log()).convex()).isFalse();
  }

  /** Jensen's inequality between random points, of random expressions that are called convex. */
  @Property(tries = 400)
  void whatIsCalledConvexLiesBelowItsChords(@ForAll long seed) {
    var random = new Random(seed);
    var dag = new Dag();
    int node = random(dag, random, 4);
    var algebra =
        new Algebra(
            "random",
            dag,
            List.of(),
            new double[] {LOW, -HIGH},
            new double[] {HIGH, -LOW},
            new boolean[2],
            new double[2],
            Direction.MINIMIZE,
            Row.of(node),
            List.of(),
            List.of(),
            new double[0],
            new double[0]);
    boolean holds = ConvexProgram.holds(algebra);
    for (int k = 0; k < 20 && holds; k++) {
      double[] u = {random.nextDouble(LOW, HIGH), -random.nextDouble(LOW, HIGH)};
      double[] v = {random.nextDouble(LOW, HIGH), -random.nextDouble(LOW, HIGH)};
      double[] middle = {(u[0] + v[0]) / 2, (u[1] + v[1]) / 2};
      double chord = (dag.evaluate(node, u) + dag.evaluate(node, v)) / 2;
      double value = dag.evaluate(node, middle);
      if (Double.isFinite(chord)) { // convex where it is defined
        assertThat(value - chord).isLessThanOrEqualTo(1e-9 * Math.max(1, Math.abs(chord)));
      }
    }
  }

  private static int random(Dag dag, Random random, int depth) {
    if (depth == 0) {
      return random.nextInt(3) == 0
          ? dag.constant(random.nextInt(-3, 4))
          : dag.variable(random.nextInt(2));
    }
    int a = random(dag, random, depth - 1 - random.nextInt(depth));
    int b = random(dag, random, depth - 1 - random.nextInt(depth));
    return switch (random.nextInt(14)) {
      case 0, 1 -> dag.add(a, b);
      case 2 -> dag.subtract(a, b);
      case 3 -> dag.multiply(a, b);
      case 4 -> dag.divide(a, b);
      case 5 -> dag.square(a);
      case 6 -> dag.power(a, dag.constant(random.nextInt(-3, 5)));
      case 7 -> dag.power(a, dag.constant(random.nextInt(-3, 5) / 2.0));
      case 8 -> dag.apply(Op.EXP, a);
      case 9 -> dag.apply(Op.LOG, a);
      case 10 -> dag.apply(Op.SQRT, a);
      case 11 -> dag.apply(Op.ABS, a);
      case 12 -> dag.apply(Op.MAX, a, b);
      default -> dag.apply(Op.MIN, a, b);
    };
  }
}
