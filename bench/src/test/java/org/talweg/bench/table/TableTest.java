package org.talweg.bench.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.bench.Case;
import org.talweg.bench.Yardstick;
import org.talweg.model.Domain;
import org.talweg.model.Objective;
import org.talweg.model.Parameter;
import org.talweg.model.Point;
import org.talweg.model.Probe;
import org.talweg.model.Value;

class TableTest {
  private static Table table(String text) throws IOException {
    return Table.read("t.csv", new StringReader(text), List.of());
  }

  private static Pool pool(String text) throws IOException {
    Table table = table(text);
    int last = table.header().size() - 1;
    Map<String, Parameter> parameters =
        Pool.infer(table, table.header().subList(0, last), Map.of(), List.of("value"));
    return new Pool(table, parameters, Map.of("value", table.numbers(last)));
  }

  @Test
  void blanksBlankLinesQuotesAndAByteOrderMarkAreNoPartOfTheCells() throws IOException {
    Table table = table("\uFEFFa, \"b,c\" ,d\r\n\r\n 1 ,x y,\"3\"\r\n,,\n4,5,6");
    assertThat(table.header()).containsExactly("a", "b,c", "d");
    assertThat(table.rows()).containsExactly(List.of("1", "x y", "3"), List.of("4", "5", "6"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "a,b\n",
        "a,b\n1\n",
        "a,b\n1,2,3\n",
        "a,a\n1,2\n",
        "a,\n1,2\n",
        "a,b\n\"1,2\n"
      })
  void aHostileFileIsAnErrorThatNamesIt(String text) {
    assertThatThrownBy(() -> table(text))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("t.csv");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?", "NaN", "Infinity", "1e999", "0x10", "1,5", "one", "1d"})
  void whatIsNoFiniteNumberIsNoNumber(String cell) {
    assertThat(Table.number(cell)).isEmpty();
  }

  @Test
  void aCellThatIsNoNumberIsNamedWithItsLineAndColumn() throws IOException {
    Table table = table("a,y\n\n1,2\n3,?\n");
    assertThatThrownBy(() -> table.numbers(1))
        .hasMessage("t.csv, line 4: '?' in column 'y' is not a number");
  }

  @Test
  void columnsBecomeTheParametersThatTheirCellsSuggest() throws IOException {
    var text = new StringBuilder("Qty(%),and,kind,and_,1st,const,many,y\n");
    for (int i = 0; i < 40; i++) {
      text.append(i % 3 + 1).append(',').append(1 << (i % 4)).append(',');
      text.append(i % 2 == 0 ? "x" : "y").append(',').append(i % 2).append(',');
      text.append(0.5 * (i % 5)).append(",7,").append(Math.pow(10, i / 4.0)).append(",1\n");
    }
    List<Parameter> parameters = pool(text.toString()).space().parameters();
    assertThat(parameters.stream().map(Parameter::name))
        .containsExactly("Qty", "and_", "kind", "and__2", "_1st", "many");
    assertThat(parameters.get(0).domain()).isEqualTo(new Domain.Int(1, 3, Domain.Scale.LINEAR));
    assertThat(parameters.get(1).domain())
        .isEqualTo(new Domain.Ordinal(List.of("1", "2", "4", "8")));
    assertThat(parameters.get(2).domain()).isEqualTo(new Domain.Choice(List.of("x", "y")));
    assertThat(parameters.get(4).domain())
        .isEqualTo(new Domain.Ordinal(List.of("0", "0.5", "1", "1.5", "2")));
    assertThat(parameters.get(5).domain())
        .isInstanceOfSatisfying(
            Domain.Real.class, real -> assertThat(real.scale()).isEqualTo(Domain.Scale.LOG));
  }

  @Test
  void aMeasuredCombinationIsAnsweredByItsRowAndAnyOtherByTheNearest() throws IOException {
    Pool pool = pool("x,kind,y\n0,a,1\n3,a,2\n4,b,3\n10,b,4\n");
    assertThat(pool.complete()).isFalse();
    assertThat(answer(pool, "3", "a")).isEqualTo(2);
    assertThat(answer(pool, "4", "a")).isEqualTo(2); // 3 is nearer than the other kind
    assertThat(answer(pool, "0", "b")).isEqualTo(3);
    assertThat(answer(pool, "10", "a"))
        .isEqualTo(2); // two places away is nearer than the other kind
  }

  private static double answer(Pool pool, String x, String kind) {
    Point point = pool.space().point(Map.of("x", new Value.Text(x), "kind", new Value.Text(kind)));
    return pool.measure(point, Probe.outsideARun(1)).get("value");
  }

  @Test
  void noPointOfTheSpaceIsBetterThanTheBestRow() throws Exception {
    Case.Opened opened =
        pool("x,z,y\n0,0.1,5\n3,0.7,2\n4,0.2,3\n10,0.9,4\n3,0.7,1\n")
            .problem("p", List.of(Objective.maximize("value")));
    assertThat(((Yardstick.Least) opened.yardstick()).cost()).isEqualTo(-5);
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    for (int i = 0; i < 500; i++) {
      Point point = opened.problem().space().sample(random);
      assertThat(opened.problem().assess(point).objective()).isBetween(1.5, 5.0);
    }
  }

  @Test
  void repeatedMeasurementsCountAsOneWithTheirMean() throws IOException {
    Pool pool = pool("x,kind,y\n0,a,1\n3,a,2\n3,a,4\n0,b,1\n");
    assertThat(pool.rows()).isEqualTo(3);
    assertThat(answer(pool, "3", "a")).isEqualTo(3);
  }

  @Test
  void severalObjectivesAreMeasuredByTheFrontOfAllRows() throws Exception {
    Table table = table("x,u,v\n1,0,1\n2,1,0\n3,1,1\n4,0.5,0.5\n");
    var parameters = Pool.infer(table, List.of("x"), Map.of(), List.of("u", "v"));
    Case.Opened opened =
        new Pool(table, parameters, Map.of("u", table.numbers(1), "v", table.numbers(2)))
            .problem("p", List.of(Objective.minimize("u"), Objective.minimize("v")));
    var front = (Yardstick.Front) opened.yardstick();
    // boxes up to (1.1, 1.1): (0,1) 0.11, (1,0) 0.11, (0.5,0.5) 0.36, less overlaps 2 x 0.06, plus
    // 0.01
    assertThat(front.hypervolume()).isCloseTo(0.46, org.assertj.core.data.Offset.offset(1e-12));
  }

  @Test
  void aTableWithoutAColumnThatVariesIsNoProblem() {
    assertThatThrownBy(() -> pool("x,y\n1,2\n1,3\n")).hasMessageContaining("no column that varies");
  }
}
