package org.talweg.program.nl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.program.Nlp;
import org.talweg.program.derivative.FiniteDifferences;

class NlFileTest {
  /** Minimise (x0 - 2)^2 + 3 x1 subject to x0 x1 = 4, x1 <= 5, from (1, 4). */
  static final String SMALL =
      """
      g3 1 1 0	# problem small
       2 1 1 0 1	# vars, constraints, objectives, ranges, eqns
       1 1	# nonlinear constraints, objectives
       0 0	# network constraints: nonlinear, linear
       2 1 1	# nonlinear vars in constraints, objectives, both
       0 0 0 1	# linear network variables; functions; arith, flags
       0 0 0 0 0	# discrete variables: binary, integer, nonlinear (b,c,o)
       2 2	# nonzeros in Jacobian, gradients
       0 0	# max name lengths: constraints, variables
       0 0 0 0 0	# common exprs: b,c,o,c1,o1
      C0
      o2
      v0
      v1
      O0 0
      o5
      o1
      v0
      n2
      n2
      x2
      0 1
      1 4
      r
      4 4
      b
      3
      1 5
      k1
      1
      J0 2
      0 0
      1 0
      G0 2
      0 0
      1 3
      """;

  static byte[] resource(String name) throws IOException {
    try (InputStream in = NlFileTest.class.getResourceAsStream("/nl/" + name + ".nl")) {
      return in.readAllBytes();
    }
  }

  private static NlModel read(String text) throws IOException {
    return NlFile.read("small.nl", text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aSmallFileIsTheProgramItSays() throws IOException {
    Nlp nlp = read(SMALL).nlp();
    double[] x = nlp.start();
    assertThat(x).containsExactly(1, 4);
    assertThat(nlp.objective(x)).isEqualTo(13);
    assertThat(nlp.upper()).containsExactly(Double.POSITIVE_INFINITY, 5);
    assertThat(nlp.constraintLower()).containsExactly(4);
    double[] c = new double[1];
    nlp.constraints(x, c);
    assertThat(c).containsExactly(4);
    double[] jacobian = new double[2];
    nlp.jacobian(x, jacobian);
    assertThat(jacobian).containsExactly(4, 1);
    assertThat(nlp.hessianSparsity().row()).containsExactly(0, 1);
    assertThat(nlp.hessianSparsity().column()).containsExactly(0, 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hs024",
        "hs035",
        "hs070",
        "hs087",
        "hs099",
        "hs106",
        "helix",
        "lukvle4_100",
        "catmix_33",
        "vardim_10",
        "penalty1_10",
        "trainh_25",
        "steering_20",
        "elec_25"
      })
  void derivativesOfFilesAgreeWithFiniteDifferences(String name) throws IOException {
    Nlp nlp = NlFile.read(name, resource(name)).nlp();
    var random = new Random(7);
    for (int round = 0; round < 3; round++) {
      double[] x = nlp.start().clone();
      for (int j = 0; j < x.length; j++) {
        x[j] += 0.05 * (1 + Math.abs(x[j])) * random.nextDouble();
        x[j] = Math.clamp(x[j], nlp.lower()[j], nlp.upper()[j]);
      }
      FiniteDifferences.check(nlp, x, random);
    }
  }

  @Test
  void maximisingIsMinimisingTheOpposite() throws IOException {
    Nlp least = read(SMALL).nlp();
    Nlp most = read(SMALL.replace("O0 0", "O0 1")).nlp();
    double[] x = {0.5, 3};
    assertThat(most.objective(x)).isEqualTo(-least.objective(x));
    double[] a = new double[2];
    double[] b = new double[2];
    least.gradient(x, a);
    most.gradient(x, b);
    assertThat(b).containsExactly(-a[0], -a[1]);
  }

  @Test
  void numbersAreReadToTheLastBit() throws IOException {
    for (String number :
        new String[] {
          "0.1",
          "1e-05",
          "123456789.123456789",
          "6.02214076e23",
          "1e22",
          "-2.5E+3",
          "4.9e-324",
          ".5",
          "5.",
          "0.000000000000000000123"
        }) {
      NlModel model = read(SMALL.replace("n2\nn2", "n" + number + "\nn1"));
      double expected = 0.25 - Double.parseDouble(number);
      assertThat(model.nlp().objective(new double[] {0.25, 0})).as(number).isEqualTo(expected);
    }
  }

  @Test
  void definedVariablesMayNotNeedThemselves() {
    String cyclic =
        SMALL
            .replace("0 0 0 0 0\t# common", "2 0 0 0 0\t# common")
            .replace("C0\n", "V2 1 0\n0 1\nv3\nV3 0 0\nv2\nC0\n");
    assertThatThrownBy(() -> read(cyclic))
        .hasMessageContaining("small.nl, line 13")
        .hasMessageContaining("v3 is used before its definition");
  }

  @Test
  void definedVariablesAreWhatTheyStandFor() throws IOException {
    String defined =
        SMALL
            .replace("0 0 0 0 0\t# common", "1 0 0 0 0\t# common")
            .replace("C0\no2\nv0\nv1\n", "V2 1 0\n0 2\no5\nv1\nn2\nC0\no44\nv2\n");
    double[] c = new double[1];
    read(defined).nlp().constraints(new double[] {0.5, 3}, c);
    assertThat(c[0]).isEqualTo(Math.exp(2 * 0.5 + 9));
  }

  @Test
  void whatIsNotSupportedIsRefusedByName() {
    assertThatThrownBy(() -> read(SMALL.replace("r\n4 4", "r\n5 1 1")))
        .hasMessageContaining("line 25")
        .hasMessageContaining("complementarity");
    assertThatThrownBy(() -> read(SMALL.replace("C0\n", "F0 1 -1 gamma\nC0\n")))
        .hasMessageContaining("imported functions");
    assertThatThrownBy(() -> read(SMALL.replace("o2\nv0", "o99\nv0")))
        .hasMessageContaining("line 12")
        .hasMessageContaining("o99");
  }

  @Test
  void hugeDeclaredSizesAreNotBelieved() {
    assertThatThrownBy(() -> read(SMALL.replace(" 2 1 1 0 1", " 2000000000 1 1 0 1")))
        .isInstanceOf(NlFormatException.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("more than the remaining");
    assertThatThrownBy(() -> read(SMALL.replace("o2\nv0\nv1", "o54\n2000000000\nv0\nv1")))
        .isInstanceOf(NlFormatException.class);
    assertThatThrownBy(() -> read(SMALL.replace("J0 2", "J0 2000000000")))
        .isInstanceOf(NlFormatException.class)
        .hasMessageContaining("at most 2");
  }

  @Test
  void deepNestingIsNoProblem() throws IOException {
    String deep = SMALL.replace("o2\nv0\nv1\n", "o41\n".repeat(100_000) + "v0\n");
    double[] c = new double[1];
    read(deep).nlp().constraints(new double[] {1, 1}, c);
    assertThat(c[0]).isBetween(0.0, 0.01);
  }

  @Property(tries = 150)
  void truncatedFilesAreRefusedOrRead(@ForAll @IntRange(min = 0, max = 500) int length)
      throws IOException {
    try {
      read(SMALL.substring(0, Math.min(length, SMALL.length())));
      assertThat(length).isGreaterThan(SMALL.indexOf("k1"));
    } catch (NlFormatException e) {
      assertThat(e).hasMessageContaining("small.nl, line ");
    }
  }

  @Property(tries = 500)
  void damagedFilesAreRefusedOrRead(@ForAll long seed) throws IOException {
    var random = new Random(seed);
    byte[] bytes = SMALL.getBytes(StandardCharsets.UTF_8);
    for (int k = random.nextInt(1, 4); k > 0; k--) {
      bytes[random.nextInt(bytes.length)] =
          (byte) (random.nextBoolean() ? random.nextInt(256) : '0' + random.nextInt(10));
    }
    try {
      Nlp nlp = NlFile.read("small.nl", bytes).nlp();
      assertThat(nlp.variables()).isPositive();
    } catch (NlFormatException e) {
      assertThat(e).hasMessageContaining("small.nl");
    }
  }
}
