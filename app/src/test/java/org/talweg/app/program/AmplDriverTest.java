package org.talweg.app.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.talweg.model.Direction;
import org.talweg.program.Model;
import org.talweg.program.Program;
import org.talweg.program.nl.NlFile;
import org.talweg.program.nl.NlFormatException;
import org.talweg.program.nl.NlModel;
import org.talweg.program.nl.SolFile;

class AmplDriverTest {
  @TempDir Path folder;
  private String rosenbrock;

  @BeforeEach
  void readTheExample() throws Exception {
    rosenbrock = Files.readString(Path.of("../examples/program/rosenbrock.nl"));
  }

  private SolFile solved(String text, String... options) throws Exception {
    Files.writeString(folder.resolve("p.nl"), text);
    String[] args = new String[2 + options.length];
    args[0] = folder.resolve("p").toString();
    args[1] = "-AMPL";
    System.arraycopy(options, 0, args, 2, options.length);
    assertThat(AmplDriver.takes(args)).isTrue();
    assertThat(AmplDriver.run(args)).isZero();
    return SolFile.read(folder.resolve("p.sol"));
  }

  @Test
  void anOptimumIsWrittenBesideTheProgram() throws Exception {
    SolFile solution = solved(rosenbrock, "timelimit=60", "outlev=0");
    assertThat(solution.code()).isZero();
    assertThat(solution.message()).startsWith("Talweg").contains("locally optimal");
    assertThat(solution.options()).containsExactly("1", "1", "0");
    assertThat(solution.x()[0]).isCloseTo(1, within(1e-6));
    assertThat(solution.x()[1]).isCloseTo(1, within(1e-6));
    assertThat(solution.suffixes().getFirst().name()).isEqualTo("rc");
  }

  /** With y >= v0 as the objective and v0^2 + 1 <= 0 as a constraint there is no solution. */
  @Test
  void anInfeasibleProgramSaysSo() throws Exception {
    String infeasible =
        rosenbrock
            .replace(" 2 0 1 0 0\t", " 2 1 1 0 0\t")
            .replace(" 0 1\t# nonlinear constr", " 1 1\t# nonlinear constr")
            .replace("O0 0\t", "C0\no5\nv0\nn2\nO0 0\t")
            .replace("b\n3\n3\n", "r\n1 -1\nb\n3\n3\n")
            .replace("k1\n0\n", "k1\n1\nJ0 1\n0 0\n");
    assertThat(solved(infeasible).code()).isEqualTo(200);
  }

  @Test
  void mistakesAreSaidInASentence() throws Exception {
    assertThatThrownBy(() -> solved(rosenbrock, "speed=fast"))
        .hasMessageContaining("there is no option 'speed'");
    assertThatThrownBy(() -> solved(rosenbrock, "timelimit=soon"))
        .hasMessageContaining("timelimit takes a number");
    assertThatThrownBy(() -> solved("what is this?")).isInstanceOf(NlFormatException.class);
  }

  @Test
  void aFileThatIsWrongBehindItsHeaderIsAnsweredByItsReason() throws Exception {
    SolFile answer = solved(rosenbrock.substring(0, 500));
    assertThat(answer.code()).isEqualTo(500);
    assertThat(answer.message()).contains("p.nl, line");
    assertThat(answer.variables()).isEqualTo(2);
    assertThat(answer.x()).isEmpty();
  }

  @Test
  void specialOrderedSetsAreRefused() throws Exception {
    SolFile answer = solved(rosenbrock + "S0 2 sosno\n0 1\n1 1\n");
    assertThat(answer.code()).isEqualTo(500);
    assertThat(answer.message()).contains("special ordered sets");
  }

  private SolFile solved(Program program) throws Exception {
    var model =
        new NlModel(
            program.algebra(), new double[0], false, false, List.of(), 1, List.of("1", "1", "0"));
    var unused = NlFile.write(folder.resolve("p.nl"), model, NlFile.Form.TEXT);
    return solved(Files.readString(folder.resolve("p.nl")));
  }

  @Test
  void aLinearProgramWithoutPointIsCode200() throws Exception {
    var m = new Model("none");
    var x = m.real("x").between(0, 10);
    var y = m.real("y").between(0, 10);
    m.subjectTo(x.plus(y).atLeast(30));
    SolFile answer = solved(m.program(Direction.MINIMIZE, x.plus(y)));
    assertThat(answer.code()).isEqualTo(200);
    assertThat(answer.message()).contains("infeasible, which the multipliers certify");
  }

  @Test
  void aLinearProgramWithoutLimitIsCode300() throws Exception {
    var m = new Model("endless");
    var x = m.real("x").between(0, Double.POSITIVE_INFINITY);
    SolFile answer = solved(m.program(Direction.MAXIMIZE, x.times(2)));
    assertThat(answer.code()).isEqualTo(300);
    assertThat(answer.message()).contains("unbounded");
  }

  @Test
  void anIntegerOptimumThatTheTreeSearchClaimsIsCode0AndSaysSo() throws Exception {
    var m = new Model("triangle");
    var x = m.integer("x").between(0, 1);
    var y = m.integer("y").between(0, 1);
    var z = m.integer("z").between(0, 1);
    m.subjectTo(x.plus(y).atMost(1));
    m.subjectTo(y.plus(z).atMost(1));
    m.subjectTo(x.plus(z).atMost(1));
    SolFile answer = solved(m.program(Direction.MAXIMIZE, x.plus(y).plus(z)));
    assertThat(answer.code()).isZero();
    assertThat(answer.message()).contains("by the tree search of", "not recomputed");
  }

  @Test
  void otherCommandLinesAreLeftAlone() {
    assertThat(AmplDriver.takes("solve", "x.nl")).isFalse();
    assertThat(AmplDriver.takes()).isFalse();
    assertThat(AmplDriver.takes("--version")).isFalse();
    assertThat(AmplDriver.takes("-v")).isTrue();
    assertThat(AmplDriver.takes("x.nl")).isTrue();
  }
}
