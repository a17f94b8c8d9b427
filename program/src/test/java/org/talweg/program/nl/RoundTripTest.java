package org.talweg.program.nl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.program.Nlp;

class RoundTripTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"hs024", "hs070", "hs087", "hs106", "helix", "lukvle4_100", "elec_25"})
  void whatIsWrittenIsReadAsTheSameProgram(String name) throws IOException {
    NlModel model = NlFile.read(name, NlFileTest.resource(name));
    for (NlFile.Form form : NlFile.Form.values()) {
      Path file = folder.resolve(name + "-" + form + ".nl");
      int[][] order = NlFile.write(file, model, form);
      assertThat(order[0]).as("already in order").isSorted();
      assertThat(order[1]).isSorted();
      same(model.nlp(), NlFile.read(file).nlp());
    }
  }

  private static void same(Nlp a, Nlp b) {
    var random = new Random(3);
    assertThat(b.lower()).isEqualTo(a.lower());
    assertThat(b.upper()).isEqualTo(a.upper());
    assertThat(b.start()).isEqualTo(a.start());
    assertThat(b.constraintLower()).isEqualTo(a.constraintLower());
    assertThat(b.constraintUpper()).isEqualTo(a.constraintUpper());
    assertThat(b.jacobianSparsity().column()).isEqualTo(a.jacobianSparsity().column());
    assertThat(b.hessianSparsity().column()).isEqualTo(a.hessianSparsity().column());
    double[] x = a.start().clone();
    for (int j = 0; j < x.length; j++) {
      x[j] += 0.1 * random.nextDouble();
    }
    assertThat(b.objective(x)).isEqualTo(a.objective(x));
    double[] ca = new double[a.constraints()];
    double[] cb = new double[a.constraints()];
    a.constraints(x, ca);
    b.constraints(x, cb);
    assertThat(cb).isEqualTo(ca);
  }

  @ParameterizedTest
  @EnumSource(NlFile.Form.class)
  void suffixesDualsAndKindsComeBack(NlFile.Form form) throws IOException {
    String text =
        NlFileTest.SMALL
            .replace(" 0 0 0 0 0\t# discrete", " 0 0 1 0 0\t# discrete")
            .replace(
                "x2\n", "S0 1 priority\n1 3\nS5 1 scale\n0 0.25\nS2 1 p\n0 7\nd1\n0 -2.5\nx2\n");
    NlModel model = NlFile.read("small.nl", text.getBytes(StandardCharsets.UTF_8));
    assertThat(model.algebra().integer()).containsExactly(true, false);
    Path file = folder.resolve("small.nl");
    int[][] order = NlFile.write(file, model, form);
    NlModel again = NlFile.read(file);
    assertThat(again.suffixes()).containsExactlyInAnyOrderElementsOf(model.suffixes());
    assertThat(again.duals()).containsExactly(-2.5);
    assertThat(again.algebra().integer()).containsExactly(true, false);
    assertThat(again.options()).isEqualTo(model.options());
    assertThat(order[0]).containsExactly(0, 1);
  }

  @Property(tries = 300)
  void damagedBinaryFilesAreRefusedOrRead(@ForAll long seed) throws IOException {
    var random = new Random(seed);
    NlModel model = NlFile.read("small.nl", NlFileTest.SMALL.getBytes(StandardCharsets.UTF_8));
    Path file = Files.createTempFile("damaged", ".nl");
    try {
      NlFile.write(file, model, NlFile.Form.BINARY);
      byte[] bytes = Files.readAllBytes(file);
      int header = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("o1\n") + 3;
      for (int k = random.nextInt(1, 4); k > 0; k--) {
        bytes[random.nextInt(header, bytes.length)] = (byte) random.nextInt(256);
      }
      Nlp nlp = NlFile.read("small.nl", bytes).nlp();
      assertThat(nlp.variables()).isEqualTo(2);
    } catch (NlFormatException e) {
      assertThat(e).hasMessageContaining("small.nl, byte ");
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void aSolutionFileComesBack() throws IOException {
    var suffix = new Suffix("zL", Suffix.Target.VARIABLES, true, new int[] {1}, new double[] {0.5});
    var solution =
        new SolFile(
            "Talweg: locally optimal\n\n3 iterations",
            List.of("1", "1", "0"),
            2,
            3,
            new double[] {1, -0.1},
            new double[] {1e-300, 2, 3},
            0,
            List.of(suffix));
    Path file = folder.resolve("small.sol");
    solution.write(file);
    SolFile again = SolFile.read(file);
    assertThat(again.message()).isEqualTo("Talweg: locally optimal\n3 iterations");
    assertThat(again.x()).containsExactly(1e-300, 2, 3);
    assertThat(again.y()).containsExactly(1, -0.1);
    assertThat(again.suffixes()).containsExactly(suffix);
    assertThat(again.options()).isEqualTo(solution.options());
    assertThat(again.code()).isZero();
    Files.writeString(file, Files.readString(file).substring(0, 60));
    assertThatThrownBy(() -> SolFile.read(file)).hasMessageContaining("line 1");
  }
}
