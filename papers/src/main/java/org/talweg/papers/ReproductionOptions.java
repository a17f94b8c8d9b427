package org.talweg.papers;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.LongStream;

/**
 * How to run a reproduction.
 *
 * @param seeds how many; empty for as many as the reproduction states
 * @param base from which the seeds are derived. The default has been used for no pilot: whoever
 *     sets a threshold by trial runs gives them another base.
 * @param quick a reduced run that shows the harness works; its verdict counts for nothing
 * @param deadline wall time after which the run is given up
 * @param parallel tasks at a time, at least 1
 */
public record ReproductionOptions(
    OptionalInt seeds, long base, boolean quick, Duration deadline, int parallel) {
  /** The base of recorded runs. */
  public static final long DEFAULT_BASE = 20_260_101;

  /** Seeds of a quick run. */
  private static final int QUICK_SEEDS = 2;

  public ReproductionOptions {
    if (seeds.isPresent() && seeds.getAsInt() < 1) {
      throw new IllegalArgumentException("seeds are 1 or more, not " + seeds.getAsInt());
    }
    if (parallel < 1) {
      throw new IllegalArgumentException("parallel is 1 or more, not " + parallel);
    }
    if (!deadline.isPositive()) {
      throw new IllegalArgumentException("a deadline is longer than " + deadline);
    }
  }

  /** A full run on all processors, for an hour at most. */
  public static ReproductionOptions full() {
    return new ReproductionOptions(
        OptionalInt.empty(),
        DEFAULT_BASE,
        false,
        Duration.ofHours(1),
        Runtime.getRuntime().availableProcessors());
  }

  public ReproductionOptions withSeeds(int count) {
    return new ReproductionOptions(OptionalInt.of(count), base, quick, deadline, parallel);
  }

  public ReproductionOptions withBase(long base) {
    return new ReproductionOptions(seeds, base, quick, deadline, parallel);
  }

  public ReproductionOptions withQuick() {
    return new ReproductionOptions(seeds, base, true, deadline, parallel);
  }

  public ReproductionOptions withDeadline(Duration deadline) {
    return new ReproductionOptions(seeds, base, quick, deadline, parallel);
  }

  public ReproductionOptions withParallel(int parallel) {
    return new ReproductionOptions(seeds, base, quick, deadline, parallel);
  }

  /** The seeds of that reproduction: unrelated numbers, the same for the same base and paper. */
  List<Long> seedsOf(Reproduction reproduction) {
    int count = seeds.orElse(quick ? QUICK_SEEDS : reproduction.seeds());
    long start = Mixing.mix(base ^ Mixing.mix(reproduction.paper().hashCode()));
    return LongStream.rangeClosed(1, count).map(i -> Mixing.mix(start + i) >>> 1).boxed().toList();
  }
}
