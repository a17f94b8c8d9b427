package org.talweg.search.function;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.talweg.model.Space;

/**
 * The 24 noiseless BBOB functions: {@code bbob-fN-dD-iI}, N from 1 to 24, D from 2 (the usual) to
 * 200, instance I from 1 (the usual), all over [-5, 5]^D.
 *
 * <p>Source: Hansen, Finck, Ros and Auger, Real-Parameter Black-Box Optimization Benchmarking 2009:
 * Noiseless Functions Definitions (INRIA RR-6829). Every transformation is as defined there. The
 * random shifts and rotations come from the generator that the COCO platform uses, see {@link
 * BbobInstance}, so that values agree with COCO's instances (tested against its published values in
 * 5 and 20 dimensions). Two things that the definition does not say are COCO's: f4 takes the
 * absolute value of every other coordinate of x_opt, and f12 draws x_opt from the seed of its
 * rotation.
 *
 * <p>f(x_opt) = f_opt up to rounding: below 1e-13 over the instances tested.
 *
 * <p>Cost per evaluation: O(D) for f1 to f5, f8 and f20, O(101 D + D^2) for f21, O(D^2) for others.
 */
final class Bbob {
  private static final String SOURCE =
      "Hansen, Finck, Ros and Auger, Real-Parameter Black-Box Optimization Benchmarking 2009:"
          + " Noiseless Functions Definitions, INRIA RR-6829, f";

  private static final Pattern NAME =
      Pattern.compile("bbob-f(\\d{1,9})(?:-d(\\d{1,9}))?(?:-i(\\d{1,9}))?");

  static final int FUNCTIONS = 24;
  static final int LARGEST_DIMENSION = 200;
  private static final int LARGEST_INSTANCE = 100_000;

  private Bbob() {}

  /**
   * A function before f_opt is added.
   *
   * @param xOpt where it is 0
   */
  record Raw(double[] xOpt, ToDoubleFunction<double[]> f) {}

  static List<Family> families() {
    return List.of(new Family("bbob-fN-dD-iI", "bbob-f1-d2-i1", Bbob::make));
  }

  private static Optional<TestFunction> make(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        function(
            number("function", matcher.group(1), 1, 1, FUNCTIONS),
            number("dimension", matcher.group(2), 2, 2, LARGEST_DIMENSION),
            number("instance", matcher.group(3), 1, 1, LARGEST_INSTANCE)));
  }

  private static int number(String what, @Nullable String digits, int usual, int least, int most) {
    int number = digits == null ? usual : Integer.parseInt(digits);
    if (number < least || number > most) {
      throw new IllegalArgumentException(
          "a BBOB " + what + " is from " + least + " to " + most + ", not " + number);
    }
    return number;
  }

  /** The function of that number, 1 to 24, dimension, 2 or more, and instance, 1 or more. */
  static TestFunction function(int number, int dimension, int instance) {
    var random = new BbobInstance(number, dimension, instance);
    double fOpt = random.fOpt();
    Raw raw = raw(random);
    Space space = Family.box(dimension, -5, 5);
    return TestFunction.of(
        "bbob-f" + number + "-d" + dimension + "-i" + instance,
        SOURCE + number,
        space,
        1,
        0,
        new Evaluation.ByPosition(
            dimension, (x, _) -> new double[] {raw.f().applyAsDouble(x) + fOpt}),
        new Optimum.Least(fOpt, 1e-8, List.of(TestFunction.at(space, raw.xOpt()))));
  }

  private static Raw raw(BbobInstance random) {
    return switch (random.function()) {
      case 1 -> BbobSeparable.sphere(random);
      case 2 -> BbobSeparable.ellipsoid(random);
      case 3 -> BbobSeparable.rastrigin(random);
      case 4 -> BbobSeparable.buecheRastrigin(random);
      case 5 -> BbobSeparable.linearSlope(random);
      case 6 -> BbobUnimodal.attractiveSector(random);
      case 7 -> BbobUnimodal.stepEllipsoid(random);
      case 8 -> BbobUnimodal.rosenbrock(random);
      case 9 -> BbobUnimodal.rotatedRosenbrock(random);
      case 10 -> BbobUnimodal.ellipsoid(random);
      case 11 -> BbobUnimodal.discus(random);
      case 12 -> BbobUnimodal.bentCigar(random);
      case 13 -> BbobUnimodal.sharpRidge(random);
      case 14 -> BbobUnimodal.differentPowers(random);
      case 15 -> BbobMultimodal.rastrigin(random);
      case 16 -> BbobMultimodal.weierstrass(random);
      case 17 -> BbobMultimodal.schaffer(random, 10);
      case 18 -> BbobMultimodal.schaffer(random, 1000);
      case 19 -> BbobMultimodal.griewankRosenbrock(random);
      case 20 -> BbobMultimodal.schwefel(random);
      case 21 -> BbobGallagher.peaks(random, 101, 1000, 5);
      case 22 -> BbobGallagher.peaks(random, 21, 1000.0 * 1000, 4.9);
      case 23 -> BbobMultimodal.katsuura(random);
      case 24 -> BbobMultimodal.lunacek(random);
      default -> throw new IllegalArgumentException("no BBOB function f" + random.function());
    };
  }
}
