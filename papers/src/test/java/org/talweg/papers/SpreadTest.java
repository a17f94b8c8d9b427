package org.talweg.papers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SpreadTest {
  @Property(tries = 200)
  void quantilesAreOrderedAndWithinTheValues(
      @ForAll @Size(min = 1, max = 30) @DoubleRange(min = -1e6, max = 1e6) double[] values) {
    Spread s = Spread.of(values);
    assertThat(s.min()).isEqualTo(Arrays.stream(values).min().orElseThrow());
    assertThat(s.max()).isEqualTo(Arrays.stream(values).max().orElseThrow());
    assertThat(s.n()).isEqualTo(values.length);
    assertThat(new double[] {s.min(), s.lowerQuartile(), s.median(), s.upperQuartile(), s.max()})
        .isSorted();
  }

  @Test
  void quantilesInterpolateLinearly() {
    assertThat(Spread.of(4, 1, 2, 3)).isEqualTo(new Spread(4, 1, 1.75, 2.5, 3.25, 4));
  }

  @Test
  void aFailureCountsAsInfinitelyBadAndStaysInTheSpread() {
    Spread s = Spread.of(1, Double.POSITIVE_INFINITY, 2);
    assertThat(s.median()).isEqualTo(2);
    assertThat(s.max()).isInfinite();
  }

  @Test
  void nothingHasNoSpread() {
    assertThatIllegalArgumentException().isThrownBy(Spread::of);
    assertThatIllegalArgumentException().isThrownBy(() -> Spread.of(1, Double.NaN));
  }
}
