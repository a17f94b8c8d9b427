package org.talweg.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.talweg.model.Parameter.choice;
import static org.talweg.model.Parameter.integer;
import static org.talweg.model.Parameter.logReal;
import static org.talweg.model.Parameter.ordinal;
import static org.talweg.model.Parameter.permutation;
import static org.talweg.model.Parameter.real;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.talweg.model.Formula.Apply;
import org.talweg.model.Formula.Operator;

class SpaceTest {
  /** The archive: conditions on a level, a log scale, a constraint over two integers. */
  private static final Space ARCHIVE =
      Space.of(
              integer("lc", 0, 4),
              integer("lp", 0, 4),
              choice("mode", "fast", "normal"),
              integer("depth", 0, 1000).when("mode = normal"),
              logReal("rate", 1e-5, 1e-1).when("depth >= 500"),
              permutation("order", "a", "b", "c"))
          .subjectTo("lc + lp <= 4", "depth <= 900", "mode = fast or lc >= 1");

  @Property
  void sampledPointsSatisfyConstraintsAndHaveExactlyTheActiveParameters(@ForAll Random random) {
    Point point = ARCHIVE.sample(random);
    assertThat(ARCHIVE.violation(point)).isZero();
    boolean normal = point.text("mode").equals("normal");
    assertThat(point.has("depth")).isEqualTo(normal);
    assertThat(point.has("rate")).isEqualTo(normal && point.integer("depth") >= 500);
    assertThat(point.integer("lc") + point.integer("lp")).isLessThanOrEqualTo(4);
    assertThat(normal && point.integer("depth") > 900).isFalse();
    assertThat(normal && point.integer("lc") < 1).isFalse();
    assertThat(ARCHIVE.point(point.asMap())).isEqualTo(point);
  }

  @Property
  void aPointComesBackFromTheUnitCubeUpToRounding(@ForAll Random random) {
    Point point = ARCHIVE.sample(random);
    double[] u = ARCHIVE.toUnit(point);
    Point back = ARCHIVE.fromUnit(u);
    assertThat(back.asMap().keySet()).isEqualTo(point.asMap().keySet());
    point
        .asMap()
        .forEach(
            (name, value) -> {
              if (value instanceof Value.Real(double v)) {
                assertThat(Math.abs(back.real(name) / v - 1)).isLessThan(1e-13);
              } else {
                assertThat(back.value(name)).isEqualTo(value);
              }
            });
    assertThat(u[ARCHIVE.offset(ARCHIVE.indexOf("depth"))] == 0.5 || point.has("depth")).isTrue();
  }

  @Property(tries = 200)
  void rareFeasiblePointsAreFoundByRepair(@ForAll Random random) {
    Space space =
        Space.of(integer("a", 0, 100_000), integer("b", 0, 100_000), real("c", -1, 1))
            .subjectTo("a = 2 * b", "a + b >= 100000", "0.4 <= c <= 0.41");
    assertThat(space.violation(space.sample(random))).isZero();
  }

  @Test
  void anImpossibleSpaceGivesItsLeastViolatingPoint() {
    Space space = Space.of(integer("a", 0, 9)).subjectTo("a >= 12");
    assertThat(space.violation(space.sample(new Random(1)))).isEqualTo(3);
    assertThat(space.points()).isEmpty();
  }

  @Property
  void theSameSeedGivesTheSamePoints(@ForAll long seed) {
    assertThat(ARCHIVE.sample(new Random(seed))).isEqualTo(ARCHIVE.sample(new Random(seed)));
  }

  /** Parameters p0, p1, ... of which each exists only when the one before it is 1. */
  @Property
  void chainsOfConditionsEndWithTheFirstInactiveParent(
      @ForAll @IntRange(min = 1, max = 30) int length, @ForAll Random random) {
    var parameters = new ArrayList<Parameter>();
    // Declared children first: the order of declaration does not matter.
    for (int i = length; i >= 1; i--) {
      parameters.add(integer("p" + i, 0, 1).when("p" + (i - 1) + " = 1"));
    }
    parameters.add(integer("p0", 0, 1));
    var space = new Space(parameters, List.of());
    Point point = space.sample(random);
    for (int i = 1; i <= length; i++) {
      boolean expected = point.has("p" + (i - 1)) && point.integer("p" + (i - 1)) == 1;
      assertThat(point.has("p" + i)).isEqualTo(expected);
    }
    assertThat(space.points().count()).isEqualTo(length + 2);
    assertThat(space.parameters()).extracting(Parameter::name).startsWith("p" + length);
  }

  @Test
  void cyclesOfConditionsAreRefusedWithTheirNames() {
    assertRefused(() -> Space.of(integer("a", 0, 1).when("a = 1")), "a needs a");
    assertRefused(
        () ->
            Space.of(
                real("free", 0, 1),
                integer("below", 0, 1).when("a = 1"),
                integer("a", 0, 1).when("b = 1"),
                integer("b", 0, 1).when("c = 1 or free > 0.5"),
                integer("c", 0, 1).when("a = 1")),
        "cycle: a needs b needs c needs a");
  }

  @Test
  void aConditionHoldsOnlyWhereItHoldsWhateverTheInactiveParametersWouldBe() {
    Space space =
        Space.of(
            choice("mode", "fast", "normal"),
            integer("depth", 0, 9).when("mode = normal"),
            integer("either", 0, 9).when("mode = fast or depth > 3"),
            integer("both", 0, 9).when("mode = fast and depth > 3"),
            integer("shallow", 0, 9).when("not (depth > 3)"));
    Point fast = space.point(Map.of("mode", text("fast"), "either", whole(1)));
    assertThat(fast.asMap().keySet()).containsExactly("mode", "either");
    Point normal =
        space.point(Map.of("mode", text("normal"), "depth", whole(2), "shallow", whole(1)));
    assertThat(normal.asMap().keySet()).containsExactly("mode", "depth", "shallow");
  }

  @Test
  void aConstraintIsViolatedOnlyWhereItIsWhateverTheInactiveParametersWouldBe() {
    Space space =
        Space.of(
                integer("lc", 0, 9),
                choice("mode", "fast", "normal"),
                integer("depth", 0, 9).when("mode = normal"))
            .subjectTo("lc <= 4 and depth <= 3 and not (depth = 0)");
    assertThat(space.violation(space.point(Map.of("lc", whole(4), "mode", text("fast"))))).isZero();
    assertThat(space.violation(space.point(Map.of("lc", whole(6), "mode", text("fast")))))
        .isEqualTo(2);
    Point deep = space.point(Map.of("lc", whole(6), "mode", text("normal"), "depth", whole(9)));
    assertThat(space.violation(deep)).isEqualTo(8);
    assertThat(space.violation(deep.with(Map.of("depth", whole(0), "lc", whole(0))))).isEqualTo(1);
  }

  /** Three 0/1 parameters of which the second and third may be inactive, and random logic. */
  @Property
  void threeValuedLogicIsTruthForAllOrSomeCompletions(
      @ForAll("logic") Formula formula, @ForAll @IntRange(min = 0, max = 7) int bits) {
    Formula.Scope partial = name -> (bits >> place(name) & 1) == 1 ? whole(bits >> 1 & 1) : null;
    double certainly = Evaluation.violation(formula, partial, Evaluation.Missing.FAILS);
    double possibly = Evaluation.violation(formula, partial, Evaluation.Missing.HOLDS);
    var outcomes = new HashSet<Boolean>();
    for (int completion = 0; completion < 8; completion++) {
      int bit = completion;
      outcomes.add(
          formula.holds(
              name -> {
                Value known = partial.value(name);
                return known != null ? known : whole(bit >> place(name) & 1);
              }));
    }
    // Kleene's logic errs only towards "unknown".
    if (certainly == 0) {
      assertThat(outcomes).containsExactly(true);
    }
    if (possibly > 0) {
      assertThat(outcomes).containsExactly(false);
    }
    if (bits == 7) {
      assertThat(certainly == 0).isEqualTo(possibly == 0);
    }
  }

  private static int place(String name) {
    return name.charAt(0) - 'a';
  }

  @Provide
  Arbitrary<Formula> logic() {
    Arbitrary<Formula> atoms =
        Arbitraries.of("a", "b", "c")
            .map(
                name ->
                    new Apply(
                        Operator.EQUAL, List.of(new Formula.Name(name), new Formula.Number(1))));
    return Arbitraries.recursive(
        () -> atoms,
        smaller ->
            Arbitraries.oneOf(
                smaller.map(a -> new Apply(Operator.NOT, List.of(a))),
                Combinators.combine(Arbitraries.of(Operator.AND, Operator.OR), smaller, smaller)
                    .as((operator, a, b) -> new Apply(operator, List.of(a, b)))),
        0,
        4);
  }

  @Test
  void levelsNeedNoQuotesAndMistakenNamesAreRefused() {
    var mode = choice("mode", "fast", "normal");
    Space space = Space.of(mode, integer("n", 0, 9)).subjectTo("normal != mode");
    assertThat(space.points()).hasSize(10).allMatch(p -> p.text("mode").equals("fast"));
    assertThat(space.constraints().getFirst().text()).isEqualTo("normal != mode");
    assertRefused(() -> Space.of(mode).subjectTo("mode = fats"), "levels fast, normal");
    assertRefused(() -> Space.of(mode).subjectTo("mode = 3"), "levels are fast, normal");
    assertRefused(() -> Space.of(mode).subjectTo("mode < fast"), "not an ordinal");
    assertRefused(() -> Space.of(mode).subjectTo("mode + 1 <= 3"), "levels are fast, normal");
    assertRefused(() -> Space.of(mode).subjectTo("mood = fast"), "no parameter");
    assertRefused(() -> space.subjectTo("n"), "not a condition");
    assertRefused(() -> space.subjectTo("n = 'three'"), "text 'three'");
    assertRefused(() -> space.subjectTo("n <="), "after 4 characters");
    assertRefused(() -> space.subjectTo("seconds <= 3"), "parameters are mode, n");
    assertRefused(
        () -> Space.of(permutation("tour", "a", "b")).subjectTo("tour <= 3"), "permutation");
    assertRefused(() -> Space.of(mode, mode), "'mode' occurs twice");
    assertRefused(Space::of, "at least one parameter");
  }

  @Test
  void bindingABoundFormulaChangesNothing() {
    Space space =
        Space.of(
                choice("mode", "fast", "normal"),
                ordinal("quality", "poor", "good", "best"),
                choice("threads", "1", "8"),
                integer("depth", 0, 9).when("mode = normal and quality >= good"))
            .subjectTo("fast != mode or threads <= 4", "threads = '8' or quality < best");
    Space again = new Space(space.parameters(), space.constraints());
    assertThat(again).isEqualTo(space).hasSameHashCodeAs(space);
    assertThat(again.points().toList()).isEqualTo(space.points().toList()).isNotEmpty();
  }

  @Test
  void ordinalsCompareInTheirOrder() {
    Space space = Space.of(ordinal("quality", "poor", "fair", "good", "best"));
    assertThat(levels(space.subjectTo("quality >= good"))).containsExactly("good", "best");
    assertThat(levels(space.subjectTo("fair < quality"))).containsExactly("good", "best");
    assertThat(levels(space.subjectTo("poor < quality <= good"))).containsExactly("fair", "good");
    assertThat(levels(space.subjectTo("quality < fair"))).containsExactly("poor");
    assertThat(levels(space.subjectTo("not quality <= fair"))).containsExactly("good", "best");
    assertRefused(() -> space.subjectTo("quality > best"), "leaves no level");
  }

  @Test
  void levelsThatAreNumbersCompareAsNumbers() {
    Space space = Space.of(choice("threads", "8", "1", "16"), integer("cores", 1, 20));
    assertThat(levels(space.subjectTo("threads = 16", "cores = 1"))).containsExactly("16");
    assertThat(levels(space.subjectTo("threads <= 8", "cores = 1"))).containsExactly("8", "1");
    assertThat(levels(space.subjectTo("threads = cores"))).containsExactly("8", "1", "16");
    assertThat(levels(space.subjectTo("threads * 2 = cores"))).containsExactly("8", "1");
    assertRefused(() -> space.subjectTo("threads = 7"), "not one of the levels 8, 1, 16");
  }

  private static List<String> levels(Space space) {
    return space.points().map(p -> p.value(0).toString()).toList();
  }

  @Property
  void listedPointsAreAllFeasibleOnesInOrder(
      @ForAll @IntRange(min = 1, max = 5) int a,
      @ForAll @IntRange(min = 1, max = 4) int b,
      @ForAll @IntRange(min = 0, max = 8) int limit) {
    Space space =
        Space.of(
                integer("a", 1, a),
                integer("child", 1, 3).when("b >= 2"),
                integer("b", 1, b),
                permutation("order", "x", "y", "z"))
            .subjectTo("a + b <= " + limit, "child < a");
    var expected = new ArrayList<List<Integer>>();
    for (int i = 1; i <= a; i++) {
      for (int k = 1; k <= b && i + k <= limit; k++) {
        for (int c = k >= 2 ? 1 : 0; c <= (k >= 2 ? Math.min(3, i - 1) : 0); c++) {
          for (int order = 0; order < 6; order++) {
            expected.add(List.of(i, k, c));
          }
        }
      }
    }
    var listed = space.points().toList();
    assertThat(listed)
        .doesNotHaveDuplicates()
        .extracting(
            p ->
                List.of(
                    (int) p.integer("a"),
                    (int) p.integer("b"),
                    p.has("child") ? (int) p.integer("child") : 0))
        .isEqualTo(expected);
    assertThat((double) listed.size()).isLessThanOrEqualTo(space.cardinality());
  }

  @Test
  void listingIsLazyAndRefusesAContinuum() {
    Space huge =
        new Space(
            IntStream.range(0, 100).mapToObj(i -> integer("p" + i, 0, 1_000_000)).toList(),
            List.of(Constraint.of("p0 >= 5")));
    assertThat(huge.points().skip(1).findFirst().orElseThrow().integer("p99")).isEqualTo(1);
    assertThat(huge.points().limit(1000)).hasSize(1000);
    var iterator = huge.points().iterator();
    assertThat(iterator.next().integer("p0")).isEqualTo(5);
    assertThatThrownBy(() -> Space.of(integer("n", 0, 1), real("x", 0, 1)).points())
        .isInstanceOf(IllegalStateException.class);
    assertThat(Space.of(integer("n", 0, 3)).points().mapToLong(p -> p.integer("n")))
        .containsExactlyElementsOf(LongStream.rangeClosed(0, 3).boxed().toList());
  }

  @Test
  void pointsAreCheckedAndOrderedAsDeclared() {
    Space space = Space.of(real("x", 0, 4), integer("n", 0, 4), choice("c", "a", "b"));
    Point point = space.point(Map.of("c", text("a"), "n", whole(3), "x", whole(2)));
    assertThat(point.asMap().keySet()).containsExactly("x", "n", "c");
    assertThat(point.value("x")).isEqualTo(new Value.Real(2));
    assertRefused(() -> point.with("x", new Value.Real(4.5)), "x = 4.5 is not one of its values");
    assertRefused(() -> point.with("n", new Value.Real(3)), "n = 3.0 is not one of its values");
    assertRefused(() -> point.with("c", text("d")), "c = d is not one of its values");
    assertRefused(() -> point.with("y", text("d")), "no parameter 'y'");
    assertRefused(() -> space.point(Map.of("x", whole(2))), "'n' has no value");
    assertRefused(() -> point.integer("x"), "not a whole-number");
    assertRefused(() -> point.real("c"), "'a' is not a number");
    assertRefused(() -> point.order("c"), "not a permutation");
    assertRefused(() -> space.fromUnit(new double[2]), "expected 3 coordinates, got 2");
  }

  @Test
  void aChangedPointIsActivatedAnew() {
    Space space =
        Space.of(choice("mode", "fast", "normal"), integer("depth", 0, 9).when("mode = normal"));
    Point fast = space.point(Map.of("mode", text("fast")));
    assertRefused(() -> fast.with("mode", text("normal")), "'depth' has no value");
    assertRefused(() -> fast.with("depth", whole(3)), "'depth' is inactive");
    assertRefused(() -> fast.real("depth"), "'depth' is inactive");
    Point normal = fast.with(Map.of("mode", text("normal"), "depth", whole(3)));
    assertThat(normal.integer("depth")).isEqualTo(3);
    assertThat(normal.with("mode", text("fast"))).isEqualTo(fast).hasSameHashCodeAs(fast);
    assertThat(normal.with("depth", whole(4)).integer("depth")).isEqualTo(4);
    assertThat(normal.integer("depth")).isEqualTo(3);
  }

  @Test
  void aSpaceStartsWhereEveryActiveParameterDoes() {
    var x = real("x", 0, 4).startingAt(1.5);
    var n = integer("n", 0, 4).startingAt(2);
    var mode = choice("mode", "fast", "normal").startingAt("fast");
    var child = integer("child", 0, 4).when("mode = normal");
    Space space = Space.of(x, n, mode, child);
    assertThat(space.start()).map(Point::toString).hasValue("{x=1.5, n=2, mode=fast}");
    assertThat(Space.of(real("x", 0, 4), n).start()).isEmpty();
    assertThat(space.subjectTo("x + n <= 3").start()).isEmpty();
    assertRefused(() -> real("x", 0, 4).startingAt(5), "5.0, is not one of its values");
    assertRefused(() -> integer("n", 0, 4).startingAt(0.5), "0.5, is not one of its values");
    assertRefused(() -> mode.startingAt("slow"), "slow, is not one of its values");
  }

  @Test
  void namesThatFormulasCannotSayAreRefused() {
    for (String name : List.of("", "1x", "a-b", "a b", "not", "and", "or", "x\n")) {
      assertRefused(() -> real(name, 0, 1), "parameter");
    }
    assertThat(
            Space.of(real("größe_2", 0, 1), real("𝑥", 0, 1))
                .subjectTo("größe_2 <= 𝑥")
                .sample(new Random(3))
                .has("𝑥"))
        .isTrue();
  }

  @Test
  void onlyUnconditionalUnconstrainedRealsAreABox() {
    var x = real("x", 0, 1);
    assertThat(Space.of(x, logReal("y", 1, 2)).isBox()).isTrue();
    assertThat(Space.of(x).subjectTo("x >= 0.5").isBox()).isFalse();
    assertThat(Space.of(x, integer("n", 0, 1)).isBox()).isFalse();
    assertThat(Space.of(x, real("y", 0, 1).when("x > 0.5")).isBox()).isFalse();
  }

  private static Value.Text text(String level) {
    return new Value.Text(level);
  }

  private static Value.Int whole(long value) {
    return new Value.Int(value);
  }

  private static void assertRefused(Runnable action, String message) {
    assertThatThrownBy(action::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
