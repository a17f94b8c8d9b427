package org.talweg.app.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.talweg.program.nl.NlFormatException;
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
    assertThatThrownBy(() -> solved(rosenbrock.substring(0, 500)))
        .isInstanceOf(NlFormatException.class);
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
