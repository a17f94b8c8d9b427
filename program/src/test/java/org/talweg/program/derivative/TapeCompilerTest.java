package org.talweg.program.derivative;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.talweg.program.expression.Dag;

class TapeCompilerTest {
  private static final int VARIABLES = 5;

  /** Runs both ways over the same lanes, and compares to the last bit. */
  private static void same(Dag dag, int[] roots, Random random) {
    int lanes = random.nextInt(1, 40);
    var interpreted = new Tape(dag, VARIABLES, 0, roots, lanes);
    Tape compiled = interpreted.copy();
    compiled.compile();
    for (int k = 0; k < VARIABLES * lanes; k++) {
      interpreted.registers[k] = random.nextDouble(-1.5, 1.5);
      compiled.registers[k] = interpreted.registers[k];
    }
    int used = random.nextInt(1, lanes + 1);
    interpreted.interpret(used);
    compiled.run(used);
    for (int output : interpreted.outputs) {
      for (int i = 0; i < used; i++) {
        assertThat(Double.valueOf(compiled.registers[output * lanes + i]))
            .isEqualTo(Double.valueOf(interpreted.registers[output * lanes + i]));
      }
    }
  }

  @Property(tries = 150)
  void compiledIsInterpreted(@ForAll long seed) {
    var random = new Random(seed);
    var dag = new Dag();
    var expressions = new RandomExpressions(random, dag, VARIABLES);
    int[] roots = {expressions.next(5), expressions.next(6), expressions.next(4)};
    same(dag, roots, random);
  }

  @Property(tries = 30)
  void derivativesAreCompiledToo(@ForAll long seed) {
    var random = new Random(seed);
    var dag = new Dag();
    var differentiation = new Differentiation(dag, VARIABLES);
    int root = new RandomExpressions(random, dag, VARIABLES).next(5);
    int[] gradient = differentiation.gradient(root);
    same(dag, differentiation.gradient(gradient[0]), random);
  }

  @Test
  void aLongTapeIsCutIntoMethods() {
    var random = new Random(1);
    var dag = new Dag();
    int node = dag.variable(0);
    int[] roots = new int[4];
    for (int k = 0; k < 2000; k++) {
      node = dag.add(dag.multiply(node, dag.variable(k % VARIABLES)), dag.constant(0.1 * k));
      roots[k / 500] = node;
    }
    same(dag, roots, random);
  }

  @Test
  void aVeryLongTapeStaysInterpreted() {
    var dag = new Dag();
    int node = dag.variable(0);
    for (int k = 0; k < 30_000; k++) {
      node = dag.multiply(dag.add(node, dag.constant(k + 0.5)), dag.variable(k % VARIABLES));
    }
    same(dag, new int[] {node}, new Random(2));
  }
}
