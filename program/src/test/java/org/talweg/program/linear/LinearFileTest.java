package org.talweg.program.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.model.Direction;

class LinearFileTest {
  private static final double INF = Double.POSITIVE_INFINITY;

  /** Any program that a file can hold, of every kind of row, bound and column. */
  static LinearProgram random(Random random, boolean quadratic, boolean discrete) {
    int n = 1 + random.nextInt(8);
    int m = random.nextInt(8);
    var row = new ArrayList<Integer>();
    var column = new ArrayList<Integer>();
    var value = new ArrayList<Double>();
    for (int k = 0; m > 0 && k < 3 * n; k++) {
      row.add(random.nextInt(m));
      column.add(random.nextInt(n));
      value.add(number(random));
    }
    double[] rowLower = new double[m];
    double[] rowUpper = new double[m];
    for (int i = 0; i < m; i++) {
      side(random, rowLower, rowUpper, i);
    }
    double[] lower = new double[n];
    double[] upper = new double[n];
    boolean[] integer = new boolean[n];
    boolean[] semi = new boolean[n];
    double[] cost = new double[n];
    for (int j = 0; j < n; j++) {
      side(random, lower, upper, j);
      if (random.nextInt(5) == 0) {
        lower[j] = -INF;
        upper[j] = INF;
      }
      cost[j] = random.nextInt(3) == 0 ? 0 : number(random);
      integer[j] = discrete && random.nextInt(3) == 0;
      if (discrete && random.nextInt(4) == 0) {
        semi[j] = true;
        lower[j] = random.nextInt(3);
        upper[j] = lower[j] + 1 + random.nextInt(5);
      }
    }
    Optional<Columns> q =
        quadratic
            ? Optional.of(
                Columns.of(n, n, new int[] {n - 1, 0}, new int[] {0, 0}, new double[] {1.5, 2}))
            : Optional.empty();
    return new LinearProgram(
        "random",
        random.nextBoolean() ? Direction.MINIMIZE : Direction.MAXIMIZE,
        random.nextBoolean() ? 0 : number(random),
        cost,
        q,
        Columns.of(
            m,
            n,
            row.stream().mapToInt(i -> i).toArray(),
            column.stream().mapToInt(i -> i).toArray(),
            value.stream().mapToDouble(v -> v).toArray()),
        rowLower,
        rowUpper,
        lower,
        upper,
        integer,
        semi,
        LinearProgram.numbered("row", m),
        LinearProgram.numbered("col", n));
  }

  private static double number(Random random) {
    double number = random.nextInt(2) == 0 ? random.nextInt(-9, 10) : random.nextGaussian() * 1e3;
    return number == 0 ? 1 : number;
  }

  private static void side(Random random, double[] lower, double[] upper, int at) {
    double a = number(random);
    switch (random.nextInt(4)) {
      case 0 -> {
        lower[at] = a;
        upper[at] = a;
      }
      case 1 -> {
        lower[at] = -INF;
        upper[at] = a;
      }
      case 2 -> {
        lower[at] = a;
        upper[at] = INF;
      }
      default -> {
        lower[at] = Math.rint(a);
        upper[at] = Math.rint(a) + 1 + random.nextInt(9);
      }
    }
  }

  private static void assertSame(LinearProgram a, LinearProgram b) {
    assertThat(b)
        .usingRecursiveComparison()
        .ignoringFields("name", "matrix", "quadratic")
        .isEqualTo(a);
    assertThat(b.matrix()).usingRecursiveComparison().isEqualTo(a.matrix());
    assertThat(b.quadratic()).usingRecursiveComparison().isEqualTo(a.quadratic());
  }

  @Property(tries = 300)
  void whatIsWrittenAsMpsReadsBackTheSame(
      @ForAll long seed, @ForAll boolean quadratic, @ForAll boolean discrete) throws IOException {
    var program = random(new Random(seed), quadratic, discrete);
    var text = new StringWriter();
    MpsWriter.write(program, text);
    assertSame(program, MpsReader.read("a.mps", new StringReader(text.toString())));
  }

  @Property(tries = 300)
  void whatIsWrittenAsLpReadsBackTheSame(
      @ForAll long seed, @ForAll boolean quadratic, @ForAll boolean discrete) throws IOException {
    var program = random(new Random(seed), quadratic, discrete);
    var text = new StringWriter();
    LpWriter.write(program, text);
    assertSame(program, LpReader.read("a.lp", new StringReader(text.toString())));
  }

  @Property(tries = 300)
  void aBrokenFileIsAMessageWithItsLine(@ForAll long seed, @ForAll boolean lp) throws IOException {
    var random = new Random(seed);
    var text = new StringWriter();
    var program = random(random, true, true);
    if (lp) {
      LpWriter.write(program, text);
    } else {
      MpsWriter.write(program, text);
    }
    var broken = new StringBuilder(text.toString());
    if (random.nextBoolean()) {
      broken.setLength(random.nextInt(broken.length()));
    }
    for (int k = random.nextInt(4); k > 0 && !broken.isEmpty(); k--) {
      broken.setCharAt(random.nextInt(broken.length()), (char) random.nextInt(1, 128));
    }
    try {
      var unused =
          lp
              ? LpReader.read("a.lp", new StringReader(broken.toString()))
              : MpsReader.read("a.mps", new StringReader(broken.toString()));
    } catch (LinearFormatException e) {
      assertThat(e).hasMessageMatching("(?s)a\\.(lp|mps):\\d+: .+");
    }
  }

  @Test
  void mpsKnowsItsConventions() throws IOException {
    var program =
        MpsReader.read(
            "conventions.mps",
            new StringReader(
                """
                * a comment
                NAME          conventions
                OBJSENSE
                    MAX
                ROWS
                 N  cost
                 N  other
                 L  less
                 G  more
                 E  equal
                 E  below
                COLUMNS
                    x         cost      1.5   less      1d0
                    x         other     7.0
                    MARKER    'MARKER'  'INTORG'
                    y         more      2     equal     3
                    MARKER    'MARKER'  'INTEND'
                    z         below     1
                RHS
                    RHS       cost      -10   less      4
                    RHS       more      1     equal     6
                RANGES
                    RNG       less      2.5   more      1
                    RNG       equal     2     below     -3
                BOUNDS
                 UP BND       x         -1
                 MI BND       z
                ENDATA
                """));
    assertThat(program.direction()).isEqualTo(Direction.MAXIMIZE);
    assertThat(program.offset()).isEqualTo(10);
    assertThat(program.cost()).containsExactly(1.5, 0, 0);
    assertThat(program.rowLower()).containsExactly(1.5, 1, 6, -3);
    assertThat(program.rowUpper()).containsExactly(4, 2, 8, 0);
    assertThat(program.lower()).containsExactly(-INF, 0, -INF);
    assertThat(program.upper()).containsExactly(-1, INF, INF);
    assertThat(program.integer()).containsExactly(false, true, false);
  }

  @Test
  void fixedMpsMayHaveBlanksInItsNames() throws IOException {
    var program =
        MpsReader.read(
            "fixed.mps",
            new StringReader(
                """
                NAME          fixed
                ROWS
                 N  my cost
                 L  row one
                COLUMNS
                    col one   my cost            1.0   row one            2.0
                RHS
                    RHS       row one            3.0
                BOUNDS
                 UP BND       col one            4.0
                ENDATA
                """));
    assertThat(program.columnNames()).containsExactly("col one");
    assertThat(program.rowUpper()).containsExactly(3);
    assertThat(program.upper()).containsExactly(4);
    assertThat(program.matrix().value()).containsExactly(2);
  }

  @Test
  void lpTakesWhatPeopleWrite() throws IOException {
    var program =
        LpReader.read(
            "people.lp",
            new StringReader(
                """
                \\ a comment
                Maximize
                 obj: 3x + 2 y - 4.5e1 z + 7 + [ x ^ 2 - 4 x * y ] / 2
                Subject To
                 c1: x + y <= 10
                 c2: -2 <= x - z <= 8
                 5 >= y
                 x - y = -1
                 - x - z >= -20
                Bounds
                 -5 <= x <= 5
                 y <= 6
                 z free
                Generals
                 y
                End
                """));
    assertThat(program.direction()).isEqualTo(Direction.MAXIMIZE);
    assertThat(program.offset()).isEqualTo(7);
    assertThat(program.columnNames()).containsExactly("x", "y", "z");
    assertThat(program.cost()).containsExactly(3, 2, -45);
    assertThat(program.rowLower()).containsExactly(-INF, -2, -INF, -1, -20);
    assertThat(program.rowUpper()).containsExactly(10, 8, 5, -1, INF);
    assertThat(program.lower()).containsExactly(-5, 0, -INF);
    assertThat(program.upper()).containsExactly(5, 6, INF);
    assertThat(program.objective(new double[] {1, 2, 0})).isEqualTo(3 + 4 + 7 + 0.5 * (1 - 8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NAME\nROWS\n N c\nCOLUMNS\n x c\nENDATA\n",
        "NAME\nROWS\n N c\nCOLUMNS\n x nowhere 1\nENDATA\n",
        "NAME\nROWS\n N c\n L r\nCOLUMNS\n x r one\nENDATA\n",
        "NAME\nROWS\n N c\n L r\nCOLUMNS\n x r 1\n x r 2\nENDATA\n",
        "NAME\nROWS\n N c\nSOS\n",
        "NAME\nROWS\n L r\nENDATA\n",
        "NAME\nROWS\n N c\n",
        ""
      })
  void aMistakeInMpsIsNamedWithItsLine(String text) {
    assertThatThrownBy(() -> MpsReader.read("bad.mps", new StringReader(text)))
        .isInstanceOf(LinearFormatException.class)
        .hasMessageMatching("bad\\.mps:\\d+: .{20,}");
  }

  @Test
  void theInstancesOfTheCheckFolderAreReadAsTheyAre() throws IOException {
    for (var shape : List.of("afiro.mps 27 32 83", "egout.mps 98 141 282", "qptestnw.lp 3 2 6")) {
      String[] words = shape.split(" ");
      var program = Instances.read(words[0]);
      assertThat(List.of(program.rows(), program.columns(), program.matrix().size()))
          .as(shape)
          .containsExactly(
              Integer.valueOf(words[1]), Integer.valueOf(words[2]), Integer.valueOf(words[3]));
    }
  }
}
