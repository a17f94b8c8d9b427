package org.talweg.papers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** What a reproduction is given: its seeds, its size, its processors and its time. */
public final class Context {
  private static final RandomGeneratorFactory<RandomGenerator> FACTORY =
      RandomGeneratorFactory.of("L64X128MixRandom");

  private final List<Long> seeds;
  private final ReproductionOptions options;
  private final ReproductionListener listener;
  private final long end;

  Context(List<Long> seeds, ReproductionOptions options, ReproductionListener listener) {
    this.seeds = List.copyOf(seeds);
    this.options = options;
    this.listener = listener;
    this.end = System.nanoTime() + options.deadline().toNanos();
  }

  /** A task per item. */
  @FunctionalInterface
  public interface Task<T, R> {
    R run(T item) throws Exception;
  }

  /** The seeds, at least one. */
  public List<Long> seeds() {
    return seeds;
  }

  /** Whether a reduced run is asked for. */
  public boolean quick() {
    return options.quick();
  }

  /** A generator for one purpose under one seed; other purposes draw unrelated numbers. */
  public static RandomGenerator random(long seed, String purpose) {
    return FACTORY.create(seed(seed, purpose));
  }

  /** A seed for one purpose, derived from another. */
  public static long seed(long seed, String purpose) {
    return Mixing.mix(seed ^ Mixing.mix(purpose.hashCode()));
  }

  /**
   * Runs a task for every item, several at a time, and returns the results in the items' order.
   *
   * @throws ReproductionException where a task fails or the deadline passes; the others are
   *     interrupted
   */
  public <T, R> List<R> inParallel(String stage, List<T> items, Task<T, R> task)
      throws InterruptedException, ReproductionException {
    return run(stage, items, task, options.parallel());
  }

  /** The same, one at a time: for tasks that are timed. */
  public <T, R> List<R> oneByOne(String stage, List<T> items, Task<T, R> task)
      throws InterruptedException, ReproductionException {
    return run(stage, items, task, 1);
  }

  private <T, R> List<R> run(String stage, List<T> items, Task<T, R> task, int threads)
      throws InterruptedException, ReproductionException {
    listener.progress(stage, 0, items.size());
    var pool = Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon().factory());
    try {
      var finished = new ExecutorCompletionService<R>(pool);
      List<Future<R>> futures = new ArrayList<>();
      for (T item : items) {
        futures.add(finished.submit(() -> task.run(item)));
      }
      for (int done = 1; done <= items.size(); done++) {
        Future<R> next = finished.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (next == null) {
          throw new ReproductionException(
              "the deadline of " + words(options.deadline()) + " passed during: " + stage);
        }
        result(stage, next);
        listener.progress(stage, done, items.size());
      }
      List<R> results = new ArrayList<>();
      for (Future<R> future : futures) {
        results.add(result(stage, future));
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }

  private static <R> R result(String stage, Future<R> future)
      throws InterruptedException, ReproductionException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new ReproductionException(stage + ": " + cause, cause);
    }
  }

  private static String words(Duration duration) {
    return duration.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
  }
}
