package org.talweg.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.talweg.model.Point;

/**
 * A strategy written as a method that wants values of a function: what it takes to serve a library
 * that owns its loop, or to write a sequential method as its paper does.
 *
 * <p>The method runs in a virtual thread of its own and blocks while it waits for trials; {@link
 * #ask} hands over the points it has posted. The two threads take turns: while the method thinks,
 * {@code ask} waits for it, so that the same tellings always give the same asks. When the method
 * returns, the strategy is finished; when it throws, it is finished for that {@linkplain #failure
 * reason}.
 *
 * <pre>{@code
 * return new CallbackStrategy(evaluate -> library.minimize(x -> cost(evaluate.at(point(x)))));
 * }</pre>
 */
public final class CallbackStrategy implements Strategy {
  /** Runs a method to its end; called once, in the strategy's own thread, at the first ask. */
  @FunctionalInterface
  public interface Method {
    void run(Evaluate evaluate) throws Exception;
  }

  /** How the method evaluates; for the method's one thread only. */
  public interface Evaluate {
    /**
     * The trials of several points, evaluated in parallel, in the order of the points.
     *
     * @throws Closed when the run has ended
     */
    List<Trial> all(List<Point> points);

    /**
     * The trial of one point.
     *
     * @throws Closed when the run has ended
     */
    default Trial at(Point point) {
      return all(List.of(point)).getFirst();
    }

    /** Trials of other strategies that finished before the method began, oldest first. */
    List<Trial> heard();
  }

  /** Thrown into the method when the run has ended; let it pass. */
  public static final class Closed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private Closed() {
      super("the run has ended", null, false, false);
    }
  }

  private final Method method;
  private final List<Trial> heard = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Proposal> posted = new ArrayDeque<>();
  private final IdentityHashMap<Proposal, Trial> told = new IdentityHashMap<>();
  private @Nullable Thread thread;

  /** Posted and not yet told; 0 while the method thinks. */
  private int awaited = 0;

  private boolean finished = false;
  private boolean closed = false;
  private @Nullable Throwable failure;

  public CallbackStrategy(Method method) {
    this.method = method;
  }

  @Override
  public Optional<Proposal> ask() {
    lock.lock();
    try {
      if (thread == null && !closed) {
        List<Trial> before = List.copyOf(heard);
        thread = Thread.ofVirtual().name("callback").start(() -> run(before));
      }
      while (awaited == 0 && !finished && !closed) {
        changed.awaitUninterruptibly();
      }
      return Optional.ofNullable(closed ? null : posted.poll());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void tell(Trial trial) {
    lock.lock();
    try {
      told.put(trial.proposal(), trial);
      awaited--;
      if (awaited == 0) {
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void learn(Trial trial) {
    lock.lock();
    try {
      if (thread == null) {
        heard.add(trial);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Why the method ended before its time; empty where it has not. */
  public Optional<String> failure() {
    lock.lock();
    try {
      return Optional.ofNullable(failure).map(Objects::toString);
    } finally {
      lock.unlock();
    }
  }

  /** Ends the method, and waits until it has. */
  @Override
  public void close() {
    Thread running;
    lock.lock();
    try {
      closed = true;
      posted.clear();
      changed.signalAll();
      running = thread;
    } finally {
      lock.unlock();
    }
    if (running != null) {
      running.interrupt();
      boolean interrupted = false;
      while (running.isAlive()) {
        try {
          running.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void run(List<Trial> before) {
    @Nullable Throwable thrown = null;
    try {
      method.run(
          new Evaluate() {
            @Override
            public List<Trial> all(List<Point> points) {
              return evaluate(points);
            }

            @Override
            public List<Trial> heard() {
              return before;
            }
          });
    } catch (Throwable e) {
      // Whatever it is, the run goes on without this method.
      thrown = e;
    }
    lock.lock();
    try {
      finished = true;
      failure = closed ? null : thrown;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private List<Trial> evaluate(List<Point> points) {
    List<Proposal> proposals = points.stream().map(Proposal::of).toList();
    if (proposals.isEmpty()) {
      return List.of();
    }
    lock.lock();
    try {
      posted.addAll(proposals);
      awaited = proposals.size();
      changed.signalAll();
      while (awaited > 0 && !closed) {
        changed.awaitUninterruptibly();
      }
      if (closed) {
        throw new Closed();
      }
      var trials = new ArrayList<Trial>();
      for (Proposal proposal : proposals) {
        trials.add(Objects.requireNonNull(told.remove(proposal)));
      }
      return trials;
    } finally {
      lock.unlock();
    }
  }
}
