package org.talweg.search.sobol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.talweg.model.Parameter;
import org.talweg.model.Point;
import org.talweg.model.Space;

class SobolSequenceTest {
  @Property(tries = 50)
  void powersOfTwoPutOnePointIntoEverySlice(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int dimension, @ForAll("m") int m) {
    var sequence = new SobolSequence(dimension, seed);
    int n = 1 << m;
    // The second block of 2^m points as well as the first.
    for (int block = 0; block < 2; block++) {
      BitSet[] seen = new BitSet[dimension];
      Arrays.setAll(seen, _ -> new BitSet(n));
      for (int i = 0; i < n; i++) {
        double[] u = sequence.next();
        for (int j = 0; j < dimension; j++) {
          assertThat(u[j]).isBetween(0.0, Math.nextDown(1.0));
          seen[j].set((int) (u[j] * n));
        }
      }
      assertThat(seen).allMatch(slices -> slices.cardinality() == n);
    }
  }

  @Provide
  Arbitrary<Integer> m() {
    return Arbitraries.integers().between(0, 7);
  }

  @Property(tries = 20)
  void twoCoordinatesFillElementaryRectangles(@ForAll long seed) {
    // The first two coordinates are a (0,2)-sequence: one point in each 2^-a by 2^-b rectangle.
    int m = 6;
    double[][] points = new double[1 << m][];
    var sequence = new SobolSequence(2, seed);
    Arrays.setAll(points, _ -> sequence.next());
    for (int a = 0; a <= m; a++) {
      var seen = new BitSet();
      for (double[] u : points) {
        seen.set(((int) (u[0] * (1 << a)) << (m - a)) + (int) (u[1] * (1 << (m - a))));
      }
      assertThat(seen.cardinality()).isEqualTo(1 << m);
    }
  }

  @Property(tries = 20)
  void theSameSeedGivesTheSamePointsAndAnotherOthers(@ForAll long seed) {
    assertThat(new SobolSequence(5, seed).next()).isEqualTo(new SobolSequence(5, seed).next());
    assertThat(new SobolSequence(5, seed).next())
        .isNotEqualTo(new SobolSequence(5, seed + 1).next());
  }

  @Test
  void integratesASmoothFunctionMoreExactlyThanRandomPointsCan() {
    // ∏ (1 + (u_j - 1/2) / 2) over [0,1]^6 is 1; its standard deviation is about 0.36, so 1024
    // random points have an error of 0.011.
    double squares = 0;
    for (int seed = 1; seed <= 20; seed++) {
      var sequence = new SobolSequence(6, seed);
      double sum = 0;
      for (int i = 0; i < 1024; i++) {
        sum +=
            Arrays.stream(sequence.next()).map(x -> 1 + (x - 0.5) / 2).reduce(1, (a, b) -> a * b);
      }
      squares += Math.pow(sum / 1024 - 1, 2) / 20;
    }
    assertThat(Math.sqrt(squares)).isLessThan(0.001);
  }

  @Test
  void goesOnBeyondTheDirectionNumbers() {
    double[] u = new SobolSequence(SobolSequence.LARGEST + 500, 1).next();
    assertThat(u).hasSize(SobolSequence.LARGEST + 500);
    assertThat(Arrays.stream(u).average().orElseThrow()).isBetween(0.45, 0.55);
  }

  @Property(tries = 20)
  void pointsOfASpaceSatisfyItsKnownConstraints(@ForAll long seed) {
    Space space =
        Space.of(Parameter.real("x", 0, 1), Parameter.real("y", 0, 1))
            .subjectTo("x + y <= 0.01", "x >= y");
    var sequence = new SobolSequence(space.unitDimension(), seed);
    for (int i = 0; i < 10; i++) {
      Point point = sequence.next(space);
      assertThat(space.violation(point)).isZero();
    }
  }
}
