package org.talweg.search.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TrustRegionTest {
  private static TrustRegion after(TrustRegion region, boolean success, int times) {
    for (int i = 0; i < times; i++) {
      region = region.after(success);
    }
    return region;
  }

  @Test
  void itHalvesAfterThatManyFailuresInARowAndNotBefore() {
    for (int d : new int[] {1, 4, 30}) {
      int tolerance = Math.max(4, d);
      TrustRegion region = TrustRegion.fresh(d);
      assertThat(after(region, false, tolerance - 1).length()).isEqualTo(0.8);
      assertThat(after(region, false, tolerance).length()).isEqualTo(0.4);
      TrustRegion interrupted = after(region, false, tolerance - 1).after(true);
      assertThat(after(interrupted, false, tolerance - 1).length()).isEqualTo(0.8);
    }
  }

  @Test
  void itDoublesAfterThreeSuccessesInARowUpToItsGreatest() {
    TrustRegion region = after(TrustRegion.fresh(5), false, 5);
    assertThat(after(region, true, 2).length()).isEqualTo(0.4);
    assertThat(after(region, true, 3).length()).isEqualTo(0.8);
    assertThat(after(region, true, 30).length()).isEqualTo(1.6);
  }

  @Test
  void itIsExhaustedAfterSevenHalvings() {
    TrustRegion region = TrustRegion.fresh(6);
    assertThat(after(region, false, 6 * 6).exhausted()).isFalse();
    assertThat(after(region, false, 7 * 6).exhausted()).isTrue();
  }

  @Property(tries = 200)
  void theBoxHasTheVolumeOfACubeAndTheProportionsOfTheLengthScales(
      @ForAll @Size(min = 1, max = 40) List<@DoubleRange(min = 0.01, max = 100) Double> lengths,
      @ForAll @IntRange(max = 20) int failures) {
    double[] scales = lengths.stream().mapToDouble(l -> l).toArray();
    TrustRegion region = after(TrustRegion.fresh(4), false, failures);
    double[] sides = region.sides(scales);
    double log = 0;
    for (int p = 0; p < sides.length; p++) {
      log += Math.log(sides[p]) / sides.length;
      assertThat(sides[p] / sides[0])
          .isCloseTo(scales[p] / scales[0], within(1e-9 * sides[p] / sides[0]));
    }
    assertThat(Math.exp(log)).isCloseTo(region.length(), within(1e-9));
  }
}
