package org.talweg.bench.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.talweg.bench.Case;
import org.talweg.bench.Yardstick;
import org.talweg.search.function.TestFunction;
import org.talweg.search.function.TestFunctions;

/** Test functions whose optimum is known exactly. */
final class FunctionSuites {
  private static final List<Integer> DIMENSIONS = List.of(2, 5, 10, 20);

  /** Instances, as COCO numbers them. */
  private static final List<Integer> INSTANCES = List.of(1, 2, 3);

  /** One to three functions of each of the five BBOB groups. */
  private static final Set<Integer> QUICK_FUNCTIONS = Set.of(1, 3, 6, 8, 10, 14, 15, 17, 21, 22);

  private static final List<String> CLASSIC = List.of("branin", "hartmann-6", "rosenbrock-4[-2,2]");

  private static final List<String> CONSTRAINED =
      List.of(
          "gardner-1",
          "gardner-2",
          "mishra-bird-constrained",
          "g04",
          "g06",
          "g08",
          "g24",
          "pressure-vessel",
          "welded-beam",
          "tension-compression-spring",
          "speed-reducer");

  private static final Set<String> QUICK_CONSTRAINED =
      Set.of("gardner-1", "g08", "pressure-vessel", "tension-compression-spring");

  private static final List<String> TWO_OBJECTIVES =
      List.of(
          "zdt1-6",
          "zdt2-6",
          "zdt3-6",
          "zdt4-6",
          "zdt6-6",
          "kursawe",
          "fonseca-fleming",
          "dtlz1",
          "dtlz2",
          "dtlz7",
          "binh-korn",
          "constr-ex");

  private static final List<String> THREE_OBJECTIVES = List.of("dtlz1-m3", "dtlz2-m3", "dtlz7-m3");

  private static final List<String> MIXED =
      List.of(
          "func-2c", "func-3c", "conditional-kernel", "conditional-pipeline", "mixed-ackley-53");

  private static final Set<String> QUICK_TWO_OBJECTIVES = Set.of("zdt1-6", "zdt3-6", "kursawe");

  /**
   * Twenty to a hundred dimensions: of every BBOB group but the linear slope's one or two
   * functions, whose optimum lies anywhere, and Ackley's in the box of Eriksson et al. (2019).
   */
  private static final List<String> MANY_DIMENSIONS =
      List.of(
          "bbob-f3-d20-i1",
          "bbob-f8-d20-i1",
          "bbob-f10-d20-i1",
          "bbob-f15-d20-i1",
          "bbob-f17-d20-i1",
          "ackley-20[-5,10]",
          "bbob-f8-d40-i1",
          "bbob-f15-d40-i1",
          "bbob-f17-d40-i1",
          "bbob-f8-d60-i1",
          "ackley-60[-5,10]",
          "bbob-f15-d100-i1");

  private FunctionSuites() {}

  static List<Case> classics() {
    return CLASSIC.stream().map(name -> function("classics", name, true)).toList();
  }

  static List<Case> bbob(int dimension) {
    var cases = new ArrayList<Case>();
    for (int instance : INSTANCES) {
      for (int f = 1; f <= 24; f++) {
        boolean quick =
            QUICK_FUNCTIONS.contains(f) && instance == 1 && (dimension == 2 || dimension == 5);
        cases.add(
            function(
                "bbob-" + dimension + "d",
                "bbob-f" + f + "-d" + dimension + "-i" + instance,
                quick));
      }
    }
    return cases;
  }

  static List<Integer> dimensions() {
    return DIMENSIONS;
  }

  static List<Case> manyDimensions() {
    return MANY_DIMENSIONS.stream().map(name -> function("many-dimensions", name, false)).toList();
  }

  static List<Case> constrained() {
    return CONSTRAINED.stream()
        .map(name -> function("constrained", name, QUICK_CONSTRAINED.contains(name)))
        .toList();
  }

  static List<Case> twoObjectives() {
    return TWO_OBJECTIVES.stream()
        .map(name -> function("two-objectives", name, QUICK_TWO_OBJECTIVES.contains(name)))
        .toList();
  }

  static List<Case> threeObjectives() {
    return THREE_OBJECTIVES.stream()
        .map(name -> function("three-objectives", name, false))
        .toList();
  }

  static List<Case> mixed() {
    return MIXED.stream().map(name -> function("mixed", name, false)).toList();
  }

  private static Case function(String suite, String name, boolean quick) {
    TestFunction function = TestFunctions.find(name);
    return new Case(
        suite,
        function.name(),
        quick,
        function.space().unitDimension(),
        () -> new Case.Opened(function.problem(), Yardstick.of(function.optimum())));
  }
}
