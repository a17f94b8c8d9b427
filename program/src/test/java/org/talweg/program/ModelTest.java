package org.talweg.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.talweg.model.Direction;
import org.talweg.model.Proof;

class ModelTest {
  @Test
  void aModelIsSolvedWithItsMultipliers() throws Exception {
    var m = new Model("nearest point");
    var x = m.reals("x", 3);
    m.subjectTo(m.sum(3, k -> x[k]).equalTo(6));
    m.subjectTo(x[0].minus(x[1]).within(-1, 1));
    Model.Answer best = m.minimize(m.sum(3, k -> x[k].square()));
    assertThat(best.proof()).isEqualTo(Proof.OPTIMAL);
    assertThat(best.objective()).isCloseTo(12, within(1e-6));
    assertThat(best.value(x[0].times(x[1]))).isCloseTo(4, within(1e-5));
    assertThat(best.multiplier(0)).isCloseTo(4, within(1e-5));
  }

  @Test
  void aProgramIsWhatWasWritten() {
    var m = new Model("small");
    var x = m.real("x").between(-1, 2).start(0.5);
    var k = m.integer("k").between(0, 3);
    m.subjectTo(x.exp().atLeast(k));
    Program program = m.program(Direction.MAXIMIZE, x.plus(k).over(2));
    assertThat(program.form()).isEqualTo(Program.MIXED_INTEGER);
    assertThat(program.algebra().start()).containsExactly(0.5, 0);
    assertThat(program.algebra().upper()).containsExactly(2, 3);
    assertThat(program.algebra().variableName(1)).isEqualTo("k");
  }

  @Test
  void expressionsOfTwoModelsDoNotMix() {
    var x = new Model("one").real("x");
    var y = new Model("other").real("y");
    assertThatThrownBy(() -> x.plus(y)).hasMessageContaining("two models");
    assertThatThrownBy(() -> x.between(2, 1)).hasMessageContaining("between 2.0 and 1.0");
  }
}
